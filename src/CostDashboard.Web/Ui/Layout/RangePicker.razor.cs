using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Text;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Ui.Layout;

/// <summary>Picks the period; everything else in the address stays as it is.</summary>
public sealed partial class RangePicker
{
    [Parameter, EditorRequired]
    public PageContext Context { get; set; } = null!;

    /// <summary>Offers on a phone, where the bar has no room for it, what the period is compared with.</summary>
    [Parameter]
    public bool WithComparison { get; set; }

    private string Summary => Context.Question.Range is RangeChoice.Between
        ? TimeText.Period(Context.Range, Context.Calendar)
        : Wording.Capital(Context.Question.Range.Label);

    private string Link(RangeChoice choice) => Context.Here(Context.Question with { Range = choice });
}

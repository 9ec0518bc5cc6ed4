using CostDashboard.Web.Ui.Asking;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Spend.Differences;

/// <summary>Where the costs that calls report and those that the price book computes are farthest apart.</summary>
public sealed partial class DifferencesPage
{
    [CascadingParameter]
    public PageContext Context { get; set; } = null!;

    private DifferencesView View => DifferencesView.From(Context.Query);

    private TimeRange Range => View.RangeIn(Context);
}

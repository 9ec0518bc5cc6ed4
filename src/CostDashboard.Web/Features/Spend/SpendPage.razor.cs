using CostDashboard.Core.Spend;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Charts;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Spend;

/// <summary>Usage over time, stacked by a dimension; every point opens the report on what made it, every row the traces behind it.</summary>
public sealed partial class SpendPage
{
    [CascadingParameter]
    public PageContext Context { get; set; } = null!;

    private SpendView View => SpendView.From(Context.Query);

    private TimeRange Range => View.RangeIn(Context);

    private Grain Grain => View.GrainIn(Context);

    private IEnumerable<Grain> Grains =>
        SpendView.Grains.Where(g => g == Grain || (TimeAxis.IsReadable(Range, g) && (!View.IsDaily(Context) || g is Grain.Day or Grain.Month)));
}

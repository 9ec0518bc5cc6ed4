using CostDashboard.Core.Pricing;
using CostDashboard.Web.Features.Prices.Book;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Prices.Model;

/// <summary>All rates of a model on one day.</summary>
public sealed partial class RatesCard
{
    private PricePeriod? _period;
    private RateGrid? _grid;

    [Parameter, EditorRequired]
    public ModelPrices Model { get; set; } = null!;

    [Parameter, EditorRequired]
    public DateOnly Day { get; set; }

    protected override void OnParametersSet()
    {
        _period = Model.PeriodAt(BookView.StartOf(Day));
        _grid = _period is { } period ? RateGrid.Of(period.Card) : null;
    }
}

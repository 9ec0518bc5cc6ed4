using CostDashboard.Core.Pricing;
using CostDashboard.Web.Features.Prices.Book;
using CostDashboard.Web.Ui.Charts;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Prices.Model;

/// <summary>What a model cost from when on, as a chart and as a table.</summary>
public sealed partial class PriceHistoryCard
{
    private ChartOptions? _chart;

    [Parameter, EditorRequired]
    public ModelPrices Model { get; set; } = null!;

    [Parameter, EditorRequired]
    public DateOnly Today { get; set; }

    protected override void OnParametersSet() => _chart = PriceHistoryChart.Of(Model, Today);

    private bool IsNow(PricePeriod period) => Model.Periods.Length > 1 && Model.PeriodAt(BookView.StartOf(Today)) == period;
}

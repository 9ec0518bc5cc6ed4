using CostDashboard.Core.Events;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.Web.Ui.Charts;
using CostDashboard.Web.Ui.Loading;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Spend;

/// <summary>A chart of usage over time.</summary>
public sealed partial class SpendChart
{
    [Parameter, EditorRequired]
    public UsageShape Shape { get; set; } = null!;

    /// <summary>Pixels.</summary>
    [Parameter]
    public int Height { get; set; } = 320;

    [Inject]
    private ISpendQueries Spend { get; set; } = null!;

    [Inject]
    private LastingHues Lasting { get; set; } = null!;

    [Inject]
    private IEventStore Events { get; set; } = null!;

    [Inject]
    private IIncidentStore Incidents { get; set; } = null!;

    protected override async Task<Load<ChartOptions>> AskAsync(CancellationToken cancellationToken)
    {
        if (SpendView.WhyNot(Shape.Measure, [Shape.By], Context.Question.Filters) is { } reason)
        {
            return new Load<ChartOptions>.Missing(reason);
        }

        var answer = await UsageChart.AskAsync(Spend, Shape, cancellationToken);
        var compares = Shape is { Compares: true, Measure.AddsUp: true } && await SpendTreeQuestions.ComparesAsync(Spend, Context, Shape.Range, cancellationToken);
        var options = UsageChart.Of(
            Shape,
            answer,
            compares ? await UsageChart.AskBeforeAsync(Spend, Shape, cancellationToken) : null,
            await Lasting.ValuesAsync(Context, Shape.By, cancellationToken));
        return options.IsEmpty
            ? new Load<ChartOptions>.Missing(Shape.Context.Question.Filters.IsEmpty
                ? $"There is no {Shape.Measure.Label.ToLowerInvariant()} in this period. Choose a longer one."
                : "No span of this period passes the filters. Choose a longer period, or take a filter away.")
            : new Load<ChartOptions>.Ready(options with
            {
                Markers = await EventMarkers.ReadAsync(Events, Incidents, Context, Shape.Range, TimeAxis.Of(Shape.Range, Shape.Grain, Context.Calendar), cancellationToken),
            });
    }
}

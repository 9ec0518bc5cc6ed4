using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Pipelines;
using CostDashboard.Core.Traces;
using CostDashboard.Web.Ui.Loading;
using CostDashboard.Web.Ui.Text;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Steps;

/// <summary>A trace with a call that stands for others.</summary>
/// <param name="What">How such calls were found.</param>
/// <param name="Trace">Its cost and calls are those of the step on that day, where they pass.</param>
public sealed record StepExample(string Kind, string What, TraceSummary Trace);

/// <summary>The traces with the dearest, the slowest and a typical call of a step.</summary>
public sealed partial class StepExamples
{
    [Parameter, EditorRequired]
    public string Step { get; set; } = "";

    [Inject]
    private IPipelineQueries Pipelines { get; set; } = null!;

    [Inject]
    private ITraceQueries Traces { get; set; } = null!;

    protected override async Task<Load<IReadOnlyList<StepExample>>> AskAsync(CancellationToken cancellationToken)
    {
        var days = await Pipelines.GetDaysAsync(StepDistributions.Question(Context, Step), cancellationToken);
        StepExample?[] found =
        [
            await FindAsync("dearest call", StepCalls.Dearest(days), TraceSort.Cost, r => $"{MoneyText.Of(r.MinCostNanoUsd!.Value)} or more", cancellationToken),
            await FindAsync("slowest call", StepCalls.Slowest(days), TraceSort.Latency, r => $"{NumberText.Duration(r.MinDuration!.Value)} or more", cancellationToken),
            await FindAsync("typical call", StepCalls.Typical(days), TraceSort.Start, r => $"at the median, {MoneyText.Of(r.MinCostNanoUsd!.Value)}", cancellationToken),
        ];
        StepExample[] examples = [.. found.OfType<StepExample>()];
        return examples.Length == 0
            ? new Load<IReadOnlyList<StepExample>>.Missing("No call of known cost in these days.")
            : new Load<IReadOnlyList<StepExample>>.Ready(examples);
    }

    private async Task<StepExample?> FindAsync(string kind, CallSpot? spot, TraceSort sort, Func<CallRange, string> what, CancellationToken cancellationToken)
    {
        if (spot is null)
        {
            return null;
        }

        var question = new TraceQuestion(
            Context.ProjectId,
            spot.Day,
            Context.Calendar.Next(spot.Day, Grain.Day),
            StepFacet.Only(Context.Question, Step).Filters.ToSpendFilters(),
            sort,
            Limit: 1,
            Basis: TraceBasis.Spent,
            Calls: spot.Range);
        return await Traces.GetFirstAsync(question, cancellationToken) is [var trace] ? new(kind, what(spot.Range), trace) : null;
    }
}

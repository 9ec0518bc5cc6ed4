using CostDashboard.Core.Traces;
using CostDashboard.Web.Ui.Loading;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Overview;

/// <summary>The traces that cost most; each opens.</summary>
public sealed partial class DearestTraces
{
    private const int Most = 8;

    [Inject]
    private ITraceQueries Traces { get; set; } = null!;

    protected override async Task<Load<IReadOnlyList<TraceSummary>>> AskAsync(CancellationToken cancellationToken)
    {
        var dearest = await Traces.GetFirstAsync(
            new(Context.ProjectId, Context.Range.From, Context.Range.To, Context.Question.Filters.ToSpendFilters(), TraceSort.Cost, Limit: Most), cancellationToken);
        return dearest.Count == 0
            ? new Load<IReadOnlyList<TraceSummary>>.Missing("No traces in this period.")
            : new Load<IReadOnlyList<TraceSummary>>.Ready(dearest);
    }
}

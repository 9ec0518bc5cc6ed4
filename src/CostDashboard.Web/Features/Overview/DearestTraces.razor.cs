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

    protected override async Task<Load<TracePage>> AskAsync(CancellationToken cancellationToken)
    {
        var page = await Traces.ListAsync(
            new(Context.ProjectId, Context.Range.From, Context.Range.To, Context.Question.Filters.ToSpendFilters(), TraceSort.Cost, Limit: Most), cancellationToken);
        return page.Rows.Count == 0 ? new Load<TracePage>.Missing("No traces in this period.") : new Load<TracePage>.Ready(page);
    }
}

using CostDashboard.Core.Access;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Incidents;

namespace CostDashboard.Jobs.Work;

/// <summary>The traces that an incident shows: as many as it keeps, of those with calls in a period that pass the filters.</summary>
internal static class ExampleTraces
{
    public static async Task<IReadOnlyList<TraceId>> FindExamplesAsync(
        this ITraceQueries traces,
        ProjectId project,
        UnixNanos from,
        UnixNanos to,
        IReadOnlyList<SpendFilter> filters,
        CancellationToken cancellationToken,
        TraceSort sort = TraceSort.Cost)
    {
        var question = new TraceQuestion(project, from, to, filters, sort, Limit: IncidentRules.MostTraces, Basis: TraceBasis.Spent);
        return [.. (await traces.GetFirstAsync(question, cancellationToken)).Select(trace => trace.Key.Trace)];
    }
}

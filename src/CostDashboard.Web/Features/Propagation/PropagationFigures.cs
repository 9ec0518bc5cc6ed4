using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.Propagation;
using CostDashboard.Web.Ui.Asking;

namespace CostDashboard.Web.Features.Propagation;

/// <summary>What a period shows of broken context.</summary>
/// <param name="Incomplete">Traces of the whole period with a span whose parent is missing.</param>
/// <param name="Traces">All traces of the period.</param>
/// <param name="Findings">What the traces that were looked at show.</param>
public sealed record PropagationFigures(long Incomplete, long Traces, HopFindings Findings)
{
    /// <summary>So many of the latest traces are looked at, and beside them as many of the latest that are incomplete.</summary>
    public const int MostLooked = 100;

    /// <summary>A longer trace is counted, and not looked at.</summary>
    public const int MostSpans = 2_000;

    /// <remarks>Traces are counted from their summaries, as a list of traces is; spans are read of at most 2 × <see cref="MostLooked"/> traces, without their attributes.</remarks>
    internal static async Task<PropagationFigures> ReadAsync(ITraceQueries traces, PageContext context, CancellationToken cancellationToken)
    {
        var all = new TraceQuestion(context.ProjectId, context.Range.From, context.Range.To, context.Question.Filters.ToSpendFilters(), Limit: MostLooked);
        var latest = await traces.ListAsync(all, cancellationToken);
        var incomplete = await traces.ListAsync(all with { IncompleteOnly = true }, cancellationToken);
        var search = new HopSearch();
        foreach (var trace in latest.Rows.Concat(incomplete.Rows).Where(trace => trace.SpanCount <= MostSpans).DistinctBy(trace => trace.Key))
        {
            search.Add(trace.Key, await traces.GetFactsAsync(trace.Key, cancellationToken));
        }

        return new(incomplete.Count, latest.Count, search.Find());
    }
}

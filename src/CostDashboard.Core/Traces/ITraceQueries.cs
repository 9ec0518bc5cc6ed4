using CostDashboard.Core.Access;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Traces;

/// <summary>Asks for traces and their spans.</summary>
public interface ITraceQueries
{
    /// <exception cref="FormatException">The cursor is not one that this question gave.</exception>
    Task<TracePage> ListAsync(TraceQuestion question, CancellationToken cancellationToken);

    /// <summary>The rows of <see cref="ListAsync"/> alone: who shows the dearest few need not have all of the period counted.</summary>
    /// <exception cref="FormatException">The cursor is not one that this question gave.</exception>
    Task<IReadOnlyList<TraceSummary>> GetFirstAsync(TraceQuestion question, CancellationToken cancellationToken);

    /// <summary>
    /// All traces of a question in its order, however many: they are read a page at a time, the next page when somebody asks for its first row.
    /// Its limit, skip and cursor do not matter.
    /// </summary>
    /// <remarks>
    /// No transaction is held while nobody reads. A page is as of when it is read: of what changes meanwhile, a trace that moves in the order
    /// may come twice or not at all. By start nothing moves.
    /// </remarks>
    IAsyncEnumerable<TraceSummary> ReadAllAsync(TraceQuestion question, CancellationToken cancellationToken);

    /// <summary>The traces of a question by their name, the most frequent first, at most <see cref="TraceName.Most"/>: what is typical of each. Its sort, limit, skip and cursor do not matter.</summary>
    Task<IReadOnlyList<TraceName>> GetNamesAsync(TraceQuestion question, CancellationToken cancellationToken);

    /// <summary>A trace without attributes; <see cref="TraceFacts.None"/> when there is no such trace.</summary>
    Task<TraceFacts> GetFactsAsync(TraceKey trace, CancellationToken cancellationToken);

    /// <summary>By what a trace that was read is known to be unchanged: one row, however many spans there are. Null when there is no such trace.</summary>
    Task<TraceStamp?> GetStampAsync(TraceKey trace, CancellationToken cancellationToken);

    /// <summary>The events and links of some spans of a trace; of spans without any, nothing. Of more than <see cref="SpanMoments.MostSpans"/> spans only the first are answered.</summary>
    Task<IReadOnlyList<SpanMoments>> GetMomentsAsync(TraceKey trace, IReadOnlyList<SpanId> spans, CancellationToken cancellationToken);

    /// <summary>Every span of a trace in full, as it was stored; empty when there is no such trace.</summary>
    Task<IReadOnlyList<PricedSpan>> GetSpansAsync(TraceKey trace, CancellationToken cancellationToken);

    /// <summary>
    /// The spans, in full, of the traces that began last: whole traces, the latest first, until there are <paramref name="most"/> spans.
    /// Of the trace that does not fit any more only some come.
    /// </summary>
    Task<IReadOnlyList<PricedSpan>> GetLatestSpansAsync(ProjectId project, int most, CancellationToken cancellationToken);

    /// <summary>One span in full; null when there is no such span.</summary>
    Task<PricedSpan?> GetSpanAsync(SpanKey span, CancellationToken cancellationToken);
}

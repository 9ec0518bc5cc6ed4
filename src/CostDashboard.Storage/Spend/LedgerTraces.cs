using CostDashboard.Core.Traces;
using CostDashboard.Storage.Model;
using CostDashboard.Storage.Traces;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Spend;

/// <summary>A stored trace with its stored spans, and what the rules make of them now.</summary>
internal sealed record LedgerTrace(TraceRow Row, IReadOnlyDictionary<long, SpanColumns> Spans, TraceRollup Rollup)
{
    public TraceSummary Summary => TraceSummary.Of(TraceRows.KeyOf(Row), Rollup);

    public static LedgerTrace Of(TraceRow row, IReadOnlyList<SpanColumns> spans) => new(
        row,
        spans.ToDictionary(s => s.SpanId),
        TraceRollup.Of(new(row.ProjectId), TraceAssembler.Assemble(spans.Select(s => s.ToFacts()))));
}

/// <summary>The charge of a span as its columns have it, to be compared.</summary>
internal sealed record StoredCharge(long SeriesId, ChargeRole Role, long? NanoUsd, string? User, string? Tags, Core.Spans.Usage? Beyond)
{
    public static StoredCharge Of(SpanColumns row) => new(
        row.SeriesId,
        row.ChargeRole,
        row.ChargedNanoUsd,
        row.ChargedUser,
        row.ChargedTags,
        row.ChargedInputTokens is { } input
            ? new(
                input,
                row.ChargedCacheReadTokens ?? 0,
                row.ChargedCacheWrite5mTokens ?? 0,
                row.ChargedCacheWrite1hTokens ?? 0,
                row.ChargedOutputTokens ?? 0,
                row.ChargedReasoningTokens ?? 0)
            : null);
}

/// <summary>Walks over all traces in pieces, so that memory holds a piece and not the store.</summary>
internal static class LedgerTraces
{
    private const int TracesAPiece = 300;

    /// <summary>By number: the order in which they lie, which nothing that a rebuild writes can change.</summary>
    public static IAsyncEnumerable<IReadOnlyList<LedgerTrace>> ByNumberAsync(CostDb db, CancellationToken cancellationToken) =>
        InPiecesAsync(db, last => AfterNumber(db, last?.Number), cancellationToken);

    /// <summary>One project's, by start, as its spend rows are ordered.</summary>
    public static IAsyncEnumerable<IReadOnlyList<LedgerTrace>> ByStartAsync(CostDb db, int project, CancellationToken cancellationToken) =>
        InPiecesAsync(db, last => AfterStart(db, project, last?.StartNanos, last?.Number), cancellationToken);

    internal static IQueryable<TraceRow> AfterNumber(CostDb db, long? last) => db.Traces.AsNoTracking()
        .TagWith(nameof(AfterNumber))
        .Where(t => last == null || t.Number > last)
        .OrderBy(t => t.Number)
        .Take(TracesAPiece);

    internal static IQueryable<TraceRow> AfterStart(CostDb db, int project, long? start, long? number) => db.Traces.AsNoTracking()
        .TagWith(nameof(AfterStart))
        .Where(t => t.ProjectId == project && (start == null || (t.StartNanos >= start && (t.StartNanos > start || t.Number > number))))
        .OrderBy(t => t.StartNanos)
        .ThenBy(t => t.Number)
        .Take(TracesAPiece);

    internal static IQueryable<SpanColumns> SpansOf(CostDb db, long[] numbers) =>
        db.Spans.AsNoTracking().TagWith("SpansOfTraces").Where(s => numbers.Contains(s.TraceNumber)).Select(SpanRows.Columns);

    private static async IAsyncEnumerable<IReadOnlyList<LedgerTrace>> InPiecesAsync(
        CostDb db,
        Func<TraceRow?, IQueryable<TraceRow>> after,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        TraceRow? last = null;
        while (await after(last).ToListAsync(cancellationToken) is { Count: > 0 } rows)
        {
            var spans = (await SpansOf(db, [.. rows.Select(r => r.Number)]).ToListAsync(cancellationToken)).ToLookup(s => s.TraceNumber);
            yield return [.. rows.Select(row => LedgerTrace.Of(row, [.. spans[row.Number]]))];
            last = rows[^1];
        }
    }
}

using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.Storage.Model;
using CostDashboard.Storage.Traces;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Spend;

/// <summary>A stored trace with its stored spans, and what the rules make of them now.</summary>
internal sealed record LedgerTrace(TraceRow Row, IReadOnlyDictionary<long, SpanColumns> Spans, TraceRollup Rollup)
{
    public TraceSummary Summary => TraceSummary.Of(Key, Rollup);

    public TraceKey Key => TraceRows.KeyOf(Row);
}

/// <summary>The charge of a span as its columns have it, to be compared.</summary>
internal sealed record StoredCharge(
    long SeriesId, ChargeRole Role, long? Likeness, string? Instead, long? NanoUsd, string? User, string? Tags, Core.Spans.Usage? Beyond, int? Outcome)
{
    public static StoredCharge Of(SpanColumns row) => new(
        row.SeriesId,
        row.ChargeRole,
        row.ChargeLikeness,
        row.ChargedTraceId is { } trace ? $"{Convert.ToHexStringLower(trace)}/{row.ChargedSpanId}" : null,
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
            : null,
        row.ChargedOutcome);
}

/// <summary>Walks over all traces in pieces, so that memory holds a piece and not the store.</summary>
internal static class LedgerTraces
{
    private const int TracesAPiece = 300;

    /// <summary>
    /// By number: the order in which they lie, which nothing that a rebuild writes can change. Each as its structure alone charges it, as if no
    /// other trace told of its calls.
    /// </summary>
    public static IAsyncEnumerable<IReadOnlyList<LedgerTrace>> AloneByNumberAsync(CostDb db, CancellationToken cancellationToken) =>
        InPiecesAsync(db, last => AfterNumber(db, last?.Number), AloneAsync, cancellationToken);

    /// <summary>By number, charged as they have to be. The claims that are stored have to be those that the traces' structures give.</summary>
    public static IAsyncEnumerable<IReadOnlyList<LedgerTrace>> ByNumberAsync(CostDb db, CancellationToken cancellationToken) =>
        InPiecesAsync(db, last => AfterNumber(db, last?.Number), RecountAsync, cancellationToken);

    /// <summary>
    /// One project's, by start, as its spend rows are ordered; charged as they have to be where the stored claims are those that the traces'
    /// structures give. A trace for which they are not is itself charged as it has to be, and so is seen.
    /// </summary>
    public static IAsyncEnumerable<IReadOnlyList<LedgerTrace>> ByStartAsync(CostDb db, int project, CancellationToken cancellationToken) =>
        InPiecesAsync(db, last => AfterStart(db, project, last?.StartNanos, last?.Number), RecountAsync, cancellationToken);

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
        Func<CostDb, IReadOnlyDictionary<TraceKey, IReadOnlyList<SpanFacts>>, CancellationToken, Task<Func<TraceKey, TraceRollup>>> chargeAsync,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        TraceRow? last = null;
        while (await after(last).ToListAsync(cancellationToken) is { Count: > 0 } rows)
        {
            var spans = (await SpansOf(db, [.. rows.Select(r => r.Number)]).ToListAsync(cancellationToken)).ToLookup(s => s.TraceNumber);
            var facts = rows.ToDictionary(TraceRows.KeyOf, row => (IReadOnlyList<SpanFacts>)[.. spans[row.Number].Select(s => s.ToFacts())]);
            var rollupOf = await chargeAsync(db, facts, cancellationToken);
            yield return [.. rows.Select(row => new LedgerTrace(row, spans[row.Number].ToDictionary(s => s.SpanId), rollupOf(TraceRows.KeyOf(row))))];
            last = rows[^1];
        }
    }

    private static Task<Func<TraceKey, TraceRollup>> AloneAsync(
        CostDb db, IReadOnlyDictionary<TraceKey, IReadOnlyList<SpanFacts>> traces, CancellationToken cancellationToken) =>
        Task.FromResult<Func<TraceKey, TraceRollup>>(key => TraceRollup.Of(key.Project, TraceAssembler.Assemble(traces[key])));

    private static async Task<Func<TraceKey, TraceRollup>> RecountAsync(
        CostDb db, IReadOnlyDictionary<TraceKey, IReadOnlyList<SpanFacts>> traces, CancellationToken cancellationToken)
    {
        var recount = new Recount(traces);
        recount.Add(await StoredClaims.FindAsync(db, recount.TakeQuestions(), cancellationToken));
        return recount.Rollup;
    }
}

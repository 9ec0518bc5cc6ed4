using CostDashboard.Core.Traces;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Model;
using CostDashboard.Storage.Traces;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Spend;

/// <summary>
/// Reads how calls ended out of the details of spans that were stored before it had columns, once: in the first rebuild after it. Without it they would
/// be counted as calls that state nothing, and a chat with a limit as one without.
/// </summary>
internal static class OutcomeReading
{
    private const int SpansAtOnce = 2_000;

    /// <param name="piece">Some traces with their spans, as they are stored.</param>
    public static async Task RunAsync(IWriteSession session, IReadOnlyList<LedgerTrace> piece, CancellationToken cancellationToken)
    {
        var keys = piece.Where(trace => trace.Spans.Values.Any(span => span.Finish is null)).ToDictionary(trace => trace.Row.Number, trace => trace.Key);
        var last = (Trace: long.MinValue, Span: long.MinValue);
        while (keys.Count > 0)
        {
            var rows = await Unread(session.Db, [.. keys.Keys], last.Trace, last.Span, SpansAtOnce).ToListAsync(cancellationToken);
            if (rows.Count == 0)
            {
                return;
            }

            var read = await StoredSpans.RestoreAsync(session.Db, rows, row => keys[row.TraceNumber], cancellationToken);
            for (var i = 0; i < rows.Count; i++)
            {
                var facts = SpanFacts.Of(read[i]);
                (rows[i].Finish, rows[i].IsUnlimited) = (facts.Finish, facts.IsUnlimited);
            }

            await session.WriteFinishesAsync(rows, cancellationToken);
            last = (rows[^1].TraceNumber, rows[^1].SpanId);
        }
    }

    internal static IQueryable<SpanRow> Unread(CostDb db, long[] numbers, long trace, long span, int most) => db.Spans.AsNoTracking()
        .TagWith("SpansWithoutFinish")
        .Where(s => numbers.Contains(s.TraceNumber) && s.Finish == null && (s.TraceNumber > trace || (s.TraceNumber == trace && s.SpanId > span)))
        .OrderBy(s => s.TraceNumber)
        .ThenBy(s => s.SpanId)
        .Take(most);
}

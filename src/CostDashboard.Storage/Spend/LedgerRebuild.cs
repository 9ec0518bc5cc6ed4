using CostDashboard.Core.Events;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.SameCalls;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Events;
using CostDashboard.Storage.Traces;

namespace CostDashboard.Storage.Spend;

/// <summary>
/// Makes charges, summaries and totals anew from the stored spans, within a transaction that writes alone: first every trace's claims, by its structure alone, and
/// then, with all claims at hand, who of them is charged. Moments of releases only move back: spans that were deleted may have been earlier. Time grows with the stored spans; memory with the releases alone.
/// </summary>
internal static class LedgerRebuild
{
    private const int RowsAtOnce = 20_000;

    public static async Task RunAsync(IWriteSession session, OrganisationCalendar calendar, CancellationToken cancellationToken)
    {
        await session.ClearSpendAsync(cancellationToken);
        var delta = new SpendDelta();
        var series = new SeriesNumbers();
        var releases = new Dictionary<ReleaseKey, long>();
        await foreach (var piece in LedgerTraces.AloneByNumberAsync(session.Db, cancellationToken))
        {
            var rows = new CommitRows { SharedParts = new Dictionary<(int, long), byte[]>() };
            foreach (var trace in piece)
            {
                MendClaims(trace, rows, series);
            }

            await session.WriteAsync(rows, cancellationToken);
            await OutcomeReading.RunAsync(session, piece, cancellationToken);
        }

        await foreach (var piece in LedgerTraces.ByNumberAsync(session.Db, cancellationToken))
        {
            var rows = new CommitRows { SharedParts = new Dictionary<(int, long), byte[]>() };
            foreach (var trace in piece)
            {
                Contribution.Add(delta, trace.Rollup, calendar, 1);
                Mend(trace, rows, series);
                SeenReleases.Collect(releases, trace.Rollup);
            }

            await session.WriteAsync(rows, cancellationToken);
            if (delta.Minutes.Count + delta.Days.Count + delta.Pipelines.Count + delta.Outcomes.Count > RowsAtOnce)
            {
                await SpendRows.AddAsync(session, delta, calendar, series, cancellationToken);
                series.Fresh.Clear();
                delta = new();
            }
        }

        await SpendRows.AddAsync(session, delta, calendar, series, cancellationToken);
        await SeenReleases.WriteAsync(session, releases, cancellationToken);
        await LedgerSettings.SetAsync(session.Db, calendar, cancellationToken);
    }

    // A claim that is not stored as one would not be found by those about the same call, nor one found that is none.
    private static void MendClaims(LedgerTrace trace, CommitRows rows, SeriesNumbers series)
    {
        foreach (var span in trace.Rollup.Spans)
        {
            var stored = trace.Spans[span.Node.Span.Id.ToInt64()];
            var isClaim = span.Charge.Role is ChargeRole.Charged;
            if (isClaim != stored.ChargeRole is ChargeRole.Charged or ChargeRole.SameCall
                || stored.ChargeLikeness != (isClaim ? CallLikeness.Of(span.Node.Span) : null))
            {
                rows.Recharged.Add(SpanRows.Recharged(trace.Row.Number, span.Node.Span, span.Charge, series.Of(span.Charge.Series)));
            }
        }
    }

    private static void Mend(LedgerTrace trace, CommitRows rows, SeriesNumbers series)
    {
        var summary = trace.Summary;
        if (!TraceRows.Says(trace.Row, summary))
        {
            rows.Traces.Add(TraceRows.Of(trace.Row.Number, summary, trace.Row.ReceivedNanos));
        }

        foreach (var span in trace.Rollup.Spans)
        {
            var mended = SpanRows.Recharged(trace.Row.Number, span.Node.Span, span.Charge, series.Of(span.Charge.Series));
            if (StoredCharge.Of(mended) != StoredCharge.Of(trace.Spans[mended.SpanId]))
            {
                rows.Recharged.Add(mended);
            }
        }
    }
}

using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Spend;

namespace CostDashboard.Storage.Traces;

/// <summary>What a trace's row holds that its spans do not say.</summary>
/// <param name="Received">When spans of it came last, in Unix nanoseconds.</param>
internal readonly record struct TracePlace(long Number, long Received)
{
    /// <summary>As it is stored.</summary>
    public static Dictionary<TraceKey, TracePlace> Of(IReadOnlyDictionary<TraceKey, StoredTrace> stored) =>
        stored.ToDictionary(trace => trace.Key, trace => new TracePlace(trace.Value.Number, trace.Value.Facts.ReceivedAt.Value));
}

/// <summary>Turns what was decided into rows.</summary>
internal sealed class PlanRows(PackedBatch batch, SeriesNumbers series)
{
    /// <summary>Writes all that a plan decided: spans, charges, summaries and the difference of the totals.</summary>
    /// <param name="places">Of every trace in the plan.</param>
    /// <exception cref="StoreUnavailableException">The totals are kept by other rules or for another zone than this node's.</exception>
    public static async Task WriteAsync(
        IWriteSession session,
        CommitPlan plan,
        PackedBatch batch,
        IReadOnlyDictionary<TraceKey, TracePlace> places,
        OrganisationCalendar calendar,
        CancellationToken cancellationToken)
    {
        await LedgerSettings.DemandAsync(session, calendar, cancellationToken);
        var series = new SeriesNumbers();
        var rows = new PlanRows(batch, series);
        foreach (var trace in plan.Traces)
        {
            rows.Add(trace, places[trace.Key]);
        }

        await session.WriteAsync(rows.Rows, cancellationToken);
        await SpendRows.AddAsync(session, plan.Delta, calendar, series, cancellationToken);
    }

    private CommitRows Rows { get; } = new() { SharedParts = batch.Parts };

    private void Add(TraceChange trace, TracePlace place)
    {
        LinkRows.Add(Rows, trace, place.Number);
        foreach (var written in trace.Written)
        {
            var packed = batch[written.Span];
            var row = SpanRows.Of(place.Number, trace.Key.Project.Value, written.Facts, written.Charge, series.Of(written.Charge.Series));
            row.OriginId = packed.OriginId;
            row.PriceId = packed.PriceId;
            row.Details = packed.Details;
            Rows.Spans.Add(row);
            if (packed.Content is { } content)
            {
                Rows.Contents.Add(new() { TraceNumber = place.Number, SpanId = row.SpanId, ProjectId = row.ProjectId, ArrivedNanos = place.Received, Content = content });
            }
        }

        foreach (var (facts, charge) in trace.Recharged)
        {
            Rows.Recharged.Add(SpanRows.Recharged(place.Number, facts, charge, series.Of(charge.Series)));
        }

        Rows.Traces.Add(TraceRows.Of(place.Number, trace.Summary, place.Received));
    }
}

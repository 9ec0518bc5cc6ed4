using CostDashboard.Core.Traces;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Spend;

namespace CostDashboard.Storage.Traces;

/// <summary>Turns what was decided into rows.</summary>
internal sealed class PlanRows(PackedBatch batch, SeriesNumbers series)
{
    public CommitRows Rows { get; } = new() { SharedParts = batch.Parts, Series = series.Fresh };

    public void Add(TraceChange trace, long number)
    {
        foreach (var written in trace.Written)
        {
            var packed = batch[written.Span];
            var row = SpanRows.Of(number, trace.Key.Project.Value, written.Facts, written.Charge, series.Of(written.Charge.Series));
            row.OriginId = packed.OriginId;
            row.PriceId = packed.PriceId;
            row.Details = packed.Details;
            Rows.Spans.Add(row);
        }

        foreach (var (span, charge) in trace.Recharged)
        {
            Rows.Recharged.Add(SpanRows.Recharged(number, span, charge, series.Of(charge.Series)));
        }

        Rows.Traces.Add(TraceRows.Of(number, trace.Summary));
    }
}

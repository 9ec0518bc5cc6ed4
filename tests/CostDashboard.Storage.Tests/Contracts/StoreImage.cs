using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Outcomes;
using CostDashboard.Core.Spend.Pipelines;
using CostDashboard.Core.Traces;
using CostDashboard.Storage.Model;
using CostDashboard.Storage.Spend;
using CostDashboard.Storage.Traces;
using CostDashboard.TestKit;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Tests.Contracts;

/// <summary>All that is derived from the spans, in a form that two stores can be compared by: numbers of traces, which depend on the order, are left out.</summary>
internal sealed record StoreImage(
    SortedDictionary<string, TraceSummary> Traces,
    SortedDictionary<string, StoredCharge> Charges,
    SortedDictionary<string, SpendMeasures> Minutes,
    SortedDictionary<string, SpendMeasures> Quarters,
    SortedDictionary<string, SpendMeasures> Hours,
    SortedDictionary<string, SpendMeasures> Days,
    SortedDictionary<string, SpendMeasures> Slices,
    SortedDictionary<string, SpendMeasures> Labels,
    SortedDictionary<string, PipelineMeasures> Pipelines,
    SortedDictionary<string, OutcomeMeasures> Outcomes)
{
    public static async Task<StoreImage> OfAsync(StoreUnderTest store, CancellationToken cancellationToken)
    {
        await using var db = store.Database.Open();
        var traces = await db.Traces.AsNoTracking().ToListAsync(cancellationToken);
        var keys = traces.ToDictionary(t => t.Number, t => $"{t.ProjectId}/{TraceRows.KeyOf(t).Trace}");
        var spans = await db.Spans.AsNoTracking().Select(SpanRows.Columns).ToListAsync(cancellationToken);
        var minutes = await db.SpendMinutes.AsNoTracking().ToListAsync(cancellationToken);
        var quarters = await db.SpendQuarters.AsNoTracking().ToListAsync(cancellationToken);
        var hours = await db.SpendHours.AsNoTracking().ToListAsync(cancellationToken);
        var days = await db.SpendDays.AsNoTracking().ToListAsync(cancellationToken);
        var slices = await db.SpendSlices.AsNoTracking().ToListAsync(cancellationToken);
        var labels = await db.LabelDays.AsNoTracking().ToListAsync(cancellationToken);
        var names = await db.Pipelines.AsNoTracking().ToDictionaryAsync(p => p.Id, PipelineKeys.Of, cancellationToken);
        var pipelines = await db.PipelineDays.AsNoTracking().ToListAsync(cancellationToken);
        var outcomes = await db.OutcomeDays.AsNoTracking().ToListAsync(cancellationToken);
        return new(
            Sorted(traces, t => keys[t.Number], TraceRows.ToSummary),
            Sorted(spans, s => $"{keys[s.TraceNumber]}/{s.SpanId}", StoredCharge.Of),
            Sorted(minutes, KeyOf, SpendMeasuresOf.Row),
            Sorted(quarters, KeyOf, SpendMeasuresOf.Row),
            Sorted(hours, KeyOf, SpendMeasuresOf.Row),
            Sorted(days, KeyOf, SpendMeasuresOf.Row),
            Sorted(slices, s => $"{s.Grain}/{s.Slice}/{KeyOf(s)}", SpendMeasuresOf.Row),
            Sorted(labels.Where(d => !SpendMeasuresOf.Row(d).IsZero), d => $"{d.ProjectId}/{d.Day}/{d.TagKey}/{d.Value}", SpendMeasuresOf.Row),
            Sorted(pipelines, d => $"{d.Day}/{names[d.PipelineId]}", PipelineMeasuresOf.Row),
            Sorted(outcomes, d => $"{d.ProjectId}/{d.Day}/{d.SeriesId}/{d.Outcome}", OutcomeMeasuresOf.Row));
    }

    public static void AssertSame(StoreImage expected, StoreImage actual)
    {
        Assert.Equal(expected.Traces, actual.Traces);
        Assert.Equal(expected.Charges, actual.Charges);
        Assert.Equal(expected.Minutes, actual.Minutes);
        Assert.Equal(expected.Quarters, actual.Quarters);
        Assert.Equal(expected.Hours, actual.Hours);
        Assert.Equal(expected.Days, actual.Days);
        Assert.Equal(expected.Slices, actual.Slices);
        Assert.Equal(expected.Labels, actual.Labels);
        Assert.Equal(expected.Pipelines, actual.Pipelines);
        Assert.Equal(expected.Outcomes, actual.Outcomes);
    }

    /// <summary>The same, from a store that was written to be obviously right.</summary>
    public static void AssertTotals(InMemoryStore expected, StoreImage actual)
    {
        var minutes = Sorted(expected.Totals.Minutes, m => $"{m.Key.Series.Project.Value}/{m.Key.Minute.Value}/{m.Key.Series.ComputeSeriesId()}", m => m.Value);
        var labels = Sorted(expected.Totals.Days, d => $"{d.Key.Project.Value}/{d.Key.Day}/{d.Key.TagKey}/{d.Key.Value}", d => d.Value);
        Assert.Equal(minutes, actual.Minutes);
        Assert.Equal(labels, actual.Labels);
        Assert.Equal(Sorted(expected.Totals.Pipelines, d => $"{d.Key.Day}/{d.Key.Key}", d => d.Value), actual.Pipelines);
        Assert.Equal(
            Sorted(expected.Totals.Outcomes, d => $"{d.Key.Series.Project.Value}/{d.Key.Day}/{d.Key.Series.ComputeSeriesId()}/{d.Key.Outcome.Code}", d => d.Value), actual.Outcomes);
    }

    private static string KeyOf(SpendBucketRow row) => $"{row.ProjectId}/{row.Bucket}/{row.SeriesId}";

    private static SortedDictionary<string, TValue> Sorted<TRow, TValue>(IEnumerable<TRow> rows, Func<TRow, string> key, Func<TRow, TValue> value) =>
        new(rows.ToDictionary(key, value), StringComparer.Ordinal);
}

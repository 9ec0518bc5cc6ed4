using System.Globalization;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Model;
using CostDashboard.Storage.Traces;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Spend;

/// <summary>
/// Compares what is stored with what the spans say. What the spans say is added to a difference, what is stored is taken from it, both in the
/// order of time; a row whose difference has become nothing is forgotten. So memory holds the rows of about one moment, not all of them,
/// and what is left at the end is what does not tie out.
/// </summary>
internal sealed class LedgerCheck(CostDb db, OrganisationCalendar calendar)
{
    private const int RowsAPiece = 2_000;

    private static readonly (SpendTable Table, Dimension? Slice)[] s_tables =
    [
        .. Enum.GetValues<SpendTable>().Select(table => (table, (Dimension?)null)),
        .. Enum.GetValues<SpendTable>().Where(SpendSlices.AreKeptIn).SelectMany(table => SpendSlices.Kept.Select(slice => (table, (Dimension?)slice))),
    ];

    private readonly List<LedgerDifference> _differences = [];
    private readonly SeriesNumbers _series = new();
    private readonly Dictionary<(SpendTable Table, Dimension? Slice, long Bucket, long Series), SpendMeasures> _open = [];
    private long _spans;
    private long _traces;
    private long _rows;
    private int _differenceCount;

    public LedgerReport Report() => new(_spans, _traces, _rows, _differenceCount, [.. _differences]);

    public async Task RunAsync(int project, CancellationToken cancellationToken)
    {
        _open.Clear();
        var pipelines = new LedgerPipelines(db, project, Tell);
        var outcomes = new LedgerOutcomes(db, project, _series, Tell);
        StoredRows[] stored = [.. s_tables.Select(t => new StoredRows(db, t.Table, t.Slice, project))];
        await foreach (var piece in LedgerTraces.ByStartAsync(db, project, cancellationToken))
        {
            var delta = new SpendDelta();
            foreach (var trace in piece)
            {
                CheckTrace(trace);
                Contribution.Add(delta, trace.Rollup, calendar, 1);
            }

            Add(delta);
            pipelines.Add(delta);
            outcomes.Add(delta);
            await CheckSeriesAsync(cancellationToken);
            await TakeAsync(stored, piece[^1].Row.StartNanos, cancellationToken);
            var day = calendar.DayNumberOf(new(piece[^1].Row.StartNanos));
            await pipelines.TakeBeforeAsync(day, cancellationToken);
            await outcomes.TakeBeforeAsync(day, cancellationToken);
        }

        await TakeAsync(stored, long.MaxValue, cancellationToken);
        foreach (var (key, difference) in _open)
        {
            await TellAsync(project, key.Table, key.Slice, key.Bucket, key.Series, difference, cancellationToken);
        }

        await pipelines.FinishAsync(cancellationToken);
        await outcomes.FinishAsync(cancellationToken);
        _rows += pipelines.Rows + outcomes.Rows;
        _rows += await new LedgerLabels(db, calendar, project, Tell).RunAsync(cancellationToken);
    }

    private void CheckTrace(LedgerTrace trace)
    {
        _traces++;
        _spans += trace.Spans.Count;
        if (trace.Spans.Count == 0)
        {
            Tell($"trace {trace.Row.ProjectId}/{TraceRows.KeyOf(trace.Row).Trace}", "a summary", "no spans");
            return;
        }

        var summary = trace.Summary;
        if (!TraceRows.Says(trace.Row, summary))
        {
            Tell($"trace {summary.Key.Project.Value}/{summary.Key.Trace}", Text(trace.Row), Text(TraceRows.Of(trace.Row.Number, summary, trace.Row.ReceivedNanos)));
        }

        foreach (var span in trace.Rollup.Spans)
        {
            var id = span.Node.Span.Id;
            var fromSpans = StoredCharge.Of(SpanRows.Recharged(trace.Row.Number, span.Node.Span, span.Charge, _series.Of(span.Charge.Series)));
            if (StoredCharge.Of(trace.Spans[id.ToInt64()]) is var charge && charge != fromSpans)
            {
                Tell($"charge of span {summary.Key.Project.Value}/{summary.Key.Trace}/{id}", charge.ToString(), fromSpans.ToString());
            }
        }
    }

    // A charge names its series by number only: the number has to stand for the right values.
    private async Task CheckSeriesAsync(CancellationToken cancellationToken)
    {
        foreach (var ids in _series.Fresh.Keys.Chunk(500))
        {
            var stored = await SeriesOf(db, ids).ToDictionaryAsync(s => s.Id, cancellationToken);
            foreach (var id in ids)
            {
                var fromSpans = _series.Fresh[id];
                var row = stored.GetValueOrDefault(id);
                if (row is null || SeriesKeys.Of(row) != fromSpans)
                {
                    Tell($"series {id}", row is null ? "missing" : SeriesKeys.Of(row).ToString(), fromSpans.ToString());
                }
            }
        }

        _series.Fresh.Clear();
    }

    // Each row from the minute itself: the fold that writes them has them from one another.
    private void Add(SpendDelta delta)
    {
        foreach (var (minute, measures) in delta.Minutes)
        {
            foreach (var (table, slice) in s_tables)
            {
                var series = slice is { } dimension ? SpendSlices.KeyOf(minute.Series, dimension) : minute.Series;
                Add((table, slice, calendar.Floor(minute.Minute, GrainOf(table)).Value, _series.Of(series)), measures, 1);
            }
        }
    }

    private void Add((SpendTable, Dimension?, long, long) key, SpendMeasures measures, int sign)
    {
        if (!_open.TryGetValue(key, out var difference))
        {
            _open[key] = difference = new();
        }

        difference.Add(measures, sign);
        if (difference.IsZero)
        {
            _open.Remove(key);
        }
    }

    private async Task TakeAsync(StoredRows[] stored, long until, CancellationToken cancellationToken)
    {
        foreach (var rows in stored)
        {
            while (await rows.NextAsync(until, RowsAPiece, cancellationToken) is { Count: > 0 } piece)
            {
                _rows += piece.Count;
                foreach (var row in piece)
                {
                    Add((rows.Table, rows.Slice, row.Bucket, row.SeriesId), SpendMeasuresOf.Row(row), -1);
                }
            }
        }
    }

    private async Task TellAsync(
        int project, SpendTable table, Dimension? slice, long bucket, long series, SpendMeasures difference, CancellationToken cancellationToken)
    {
        var bySlice = slice is { } dimension ? $" by {dimension}" : "";
        var name = $"{NameOf(table)}{bySlice} {project}/{new UnixNanos(bucket).ToDateTimeOffset():O}/series {series}";
        if (_differences.Count >= LedgerReport.MostListed)
        {
            Tell(name, "", "");
            return;
        }

        var row = await SpendRow(db, table, slice, project, bucket, series).FirstOrDefaultAsync(cancellationToken);
        var fromSpans = row is null ? new() : SpendMeasuresOf.Row(row);
        var stored = row is null ? "missing" : Text(fromSpans);
        fromSpans.Add(difference);
        Tell(name, stored, Text(fromSpans));
    }

    private static string NameOf(SpendTable table) => GrainOf(table).ToString().ToLowerInvariant();

    private static Grain GrainOf(SpendTable table) => table switch
    {
        SpendTable.Minutes => Grain.Minute,
        SpendTable.Quarters => Grain.Quarter,
        SpendTable.Hours => Grain.Hour,
        SpendTable.Days => Grain.Day,
        _ => throw new ArgumentOutOfRangeException(nameof(table), table, "No such spend table."),
    };

    private void Tell(string row, string stored, string fromSpans)
    {
        _differenceCount++;
        if (_differences.Count < LedgerReport.MostListed)
        {
            _differences.Add(new(row, stored, fromSpans));
        }
    }

    internal static IQueryable<SeriesRow> SeriesOf(CostDb db, long[] ids) =>
        db.Series.AsNoTracking().TagWith(nameof(SeriesOf)).Where(s => ids.Contains(s.Id));

    internal static IQueryable<SpendBucketRow> SpendRow(CostDb db, SpendTable table, Dimension? slice, int project, long bucket, long series) =>
        BucketRows.Of(db, table, slice)
            .TagWith(nameof(SpendRow))
            .Where(r => r.ProjectId == project && r.Bucket == bucket && r.SeriesId == series);

    internal static string Text(SpendMeasures measures) => string.Create(
        CultureInfo.InvariantCulture,
        $"{measures.CostNanoUsd} nano-USD, {measures.Calls} calls ({measures.UnpricedCalls} unpriced, {measures.PartialCalls} partial), {measures.Compared.ReportedNanoUsd} beside {measures.Compared.ComputedNanoUsd} in {measures.Compared.Calls}, {measures.Usage.Total} tokens, {measures.Spans} spans, {measures.Errors} errors, {measures.Traces} traces, {measures.Latency.Count}/{measures.TraceLatency.Count}/{measures.TimeToFirstToken.Count} latencies");

    private static string Text(TraceRow row) => Text(TraceRows.ToSummary(row)) + string.Create(CultureInfo.InvariantCulture, $", keys {row.SessionKey} and {row.UserKey}");

    private static string Text(TraceSummary summary) => string.Create(
        CultureInfo.InvariantCulture,
        $"{summary.Name}, {summary.Start.Value}..{summary.End.Value}, {summary.CostNanoUsd} nano-USD, {summary.Calls} calls ({summary.UnpricedCalls} unpriced, {summary.PartialCalls} partial), {summary.Usage}, {summary.SpanCount} spans, {summary.ErrorCount} errors, {summary.Attribution}, {summary.Runs.Steps} steps and {summary.Runs.MostToolCalls} calls of one tool of {summary.Runs.Agents.Count} agents, dearest span {summary.Runs.DearestNanoUsd}, {string.Join(' ', summary.Models)}");
}

using System.Globalization;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Pipelines;
using CostDashboard.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Spend;

/// <summary>
/// Verifies the days of one project's pipelines, as <see cref="LedgerCheck"/> does the spend rows: what the spans say is added to a difference,
/// what is stored is taken from it, both in the order of days, and what is left at the end does not tie out.
/// </summary>
internal sealed class LedgerPipelines(CostDb db, int project, Action<string, string, string> tell)
{
    private const int IdsAtOnce = 500;

    private readonly Dictionary<(int Day, long Id), PipelineMeasures> _open = [];
    private readonly Dictionary<long, PipelineKey> _fresh = [];
    private readonly Dictionary<PipelineKey, long> _ids = [];
    private int _taken = int.MinValue;

    /// <summary>How many stored rows were read.</summary>
    public long Rows { get; private set; }

    public void Add(SpendDelta fromSpans)
    {
        foreach (var (day, measures) in fromSpans.Pipelines)
        {
            Add((day.Day, IdOf(day.Key)), measures, 1);
        }
    }

    /// <summary>Takes what is stored of the days before one, to which no further trace adds anything.</summary>
    public async Task TakeBeforeAsync(int day, CancellationToken cancellationToken)
    {
        await CheckNamesAsync(cancellationToken);
        await foreach (var row in Days(db, project, _taken, day).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            Rows++;
            Add((row.Day, row.PipelineId), PipelineMeasuresOf.Row(row), -1);
        }

        _taken = Math.Max(_taken, day);
    }

    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        await TakeBeforeAsync(int.MaxValue, cancellationToken);
        var told = 0;
        foreach (var ((day, id), difference) in _open)
        {
            if (++told > LedgerReport.MostListed)
            {
                tell($"pipeline {project}/{id}", "", "");
                continue;
            }

            var row = await Day(db, project, day, id).FirstOrDefaultAsync(cancellationToken);
            var fromSpans = row is null ? new() : PipelineMeasuresOf.Row(row);
            var stored = row is null ? "missing" : Text(fromSpans);
            fromSpans.Add(difference);
            tell($"pipeline {project}/{OrganisationCalendar.DayOfNumber(day):O}/{id}", stored, Text(fromSpans));
        }
    }

    internal static IQueryable<PipelineDayRow> Days(CostDb db, int project, int from, int to) => db.PipelineDays.AsNoTracking()
        .TagWith("LedgerPipelineDays")
        .Where(d => d.ProjectId == project && d.Day >= from && d.Day < to);

    internal static IQueryable<PipelineDayRow> Day(CostDb db, int project, int day, long id) => db.PipelineDays.AsNoTracking()
        .TagWith("LedgerPipelineDay")
        .Where(d => d.ProjectId == project && d.Day == day && d.PipelineId == id);

    // A row names its pipeline by number only: the number has to stand for the right values.
    private async Task CheckNamesAsync(CancellationToken cancellationToken)
    {
        foreach (var ids in _fresh.Keys.Chunk(IdsAtOnce))
        {
            var stored = await PipelineQueries.NamesAsync(db, ids, cancellationToken);
            foreach (var id in ids)
            {
                var row = stored.GetValueOrDefault(id);
                if (row is null || PipelineKeys.Of(row) != _fresh[id])
                {
                    tell($"name of pipeline {id}", row is null ? "missing" : PipelineKeys.Of(row).ToString(), _fresh[id].ToString());
                }
            }
        }

        _fresh.Clear();
    }

    private long IdOf(PipelineKey key)
    {
        if (!_ids.TryGetValue(key, out var id))
        {
            _ids[key] = id = key.ComputeId();
            _fresh[id] = key;
        }

        return id;
    }

    private void Add((int Day, long Id) key, PipelineMeasures measures, int sign)
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

    private static string Text(PipelineMeasures m) => string.Create(
        CultureInfo.InvariantCulture,
        $"{m.CostNanoUsd} nano-USD, {m.Calls} calls ({m.UnpricedCalls} unpriced, {m.PartialCalls} partial), {m.Spans} spans in {m.Traces} traces, {m.PathNanos} ns of critical paths, distributions of {m.CostPerOne.Count}/{m.TokensPerOne.Count}/{m.Density.Count}");
}

using System.Globalization;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Outcomes;
using CostDashboard.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Spend;

/// <summary>Verifies the days of one project's outcomes, as <see cref="LedgerPipelines"/> does those of its pipelines.</summary>
/// <param name="series">Gives the numbers of the series, whose names <see cref="LedgerCheck"/> verifies.</param>
internal sealed class LedgerOutcomes(CostDb db, int project, SeriesNumbers series, Action<string, string, string> tell)
{
    private readonly Dictionary<(int Day, long Series, int Outcome), OutcomeMeasures> _open = [];
    private int _taken = int.MinValue;

    /// <summary>How many stored rows were read.</summary>
    public long Rows { get; private set; }

    public void Add(SpendDelta fromSpans)
    {
        foreach (var (day, measures) in fromSpans.Outcomes)
        {
            Add((day.Day, series.Of(day.Series), day.Outcome.Code), measures, 1);
        }
    }

    /// <summary>Takes what is stored of the days before one, to which no further trace adds anything.</summary>
    public async Task TakeBeforeAsync(int day, CancellationToken cancellationToken)
    {
        await foreach (var row in Days(db, project, _taken, day).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            Rows++;
            Add((row.Day, row.SeriesId, row.Outcome), OutcomeMeasuresOf.Row(row), -1);
        }

        _taken = Math.Max(_taken, day);
    }

    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        await TakeBeforeAsync(int.MaxValue, cancellationToken);
        var told = 0;
        foreach (var ((day, id, outcome), difference) in _open)
        {
            if (++told > LedgerReport.MostListed)
            {
                tell($"outcome {project}/{id}", "", "");
                continue;
            }

            var row = await Day(db, project, day, id, outcome).FirstOrDefaultAsync(cancellationToken);
            var fromSpans = row is null ? new() : OutcomeMeasuresOf.Row(row);
            var stored = row is null ? "missing" : Text(fromSpans);
            fromSpans.Add(difference);
            tell($"outcome {project}/{OrganisationCalendar.DayOfNumber(day):O}/series {id}/{CallOutcome.FromCode(outcome)}", stored, Text(fromSpans));
        }
    }

    internal static IQueryable<OutcomeDayRow> Days(CostDb db, int project, int from, int to) => db.OutcomeDays.AsNoTracking()
        .TagWith("LedgerOutcomeDays")
        .Where(d => d.ProjectId == project && d.Day >= from && d.Day < to);

    internal static IQueryable<OutcomeDayRow> Day(CostDb db, int project, int day, long series, int outcome) => db.OutcomeDays.AsNoTracking()
        .TagWith("LedgerOutcomeDay")
        .Where(d => d.ProjectId == project && d.Day == day && d.SeriesId == series && d.Outcome == outcome);

    private void Add((int Day, long Series, int Outcome) key, OutcomeMeasures measures, int sign)
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

    private static string Text(OutcomeMeasures m) => string.Create(
        CultureInfo.InvariantCulture,
        $"{m.CostNanoUsd} nano-USD, {m.Calls} calls ({m.UnpricedCalls} unpriced, {m.PartialCalls} partial), {m.InputTokens} and {m.OutputTokens} tokens, {m.FirstToken.Count} first tokens");
}

using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Spikes;
using CostDashboard.Core.Units;
using CostDashboard.Web.Features.Spend;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Charts;
using CostDashboard.Web.Ui.Loading;
using CostDashboard.Web.Ui.Text;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Overview;

/// <summary>Which values cost more or less than before, why, and since when; each opens the report on it.</summary>
public sealed partial class WhatMoved
{
    private const int Most = 7;

    // Beyond these, days show the moment well enough, and their rows are few.
    private const long LongestByHour = 16 * UnixNanos.PerDay;

    private Hues _hues = Hues.Of([]);

    [Parameter, EditorRequired]
    public Facet By { get; set; }

    [Inject]
    private ISpendQueries Spend { get; set; } = null!;

    [Inject]
    private LastingHues Lasting { get; set; } = null!;

    private TimeRange Range => Context.Range;

    private Grain Grain => Range.To - Range.PreviousFrom <= LongestByHour ? Grain.Hour : Grain.Day;

    protected override async Task<Load<Moves>> AskAsync(CancellationToken cancellationToken)
    {
        if (await SpendComparison.IsFirstAsync(Spend, Context, Range, cancellationToken))
        {
            return new Load<Moves>.Missing("The period before was not recorded as a whole, so there is nothing to compare with. Choose a shorter period.");
        }

        var answer = await Spend.CompareAsync(
            new(Context.ProjectId, new(Range.From, Range.To), [new(Range.PreviousFrom, Range.PreviousTo)], Context.Question.Filters.ToSpendFilters()), cancellationToken);

        // The same values as in the chart beside it, so the same colours.
        var dearest = answer.Cells
            .GroupBy(cell => ValueOf(cell.Series), StringComparer.Ordinal)
            .OrderByDescending(cells => cells.Sum(cell => cell.Now.CostNanoUsd))
            .ThenBy(cells => cells.Key, StringComparer.Ordinal)
            .Take(Hues.Count)
            .Select(cells => cells.Key);
        _hues = await Lasting.OfAsync(Context, By, dearest, cancellationToken);
        var (movers, rest) = Mover.Of(answer, ValueOf, Most);
        if (movers.Count == 0)
        {
            return new Load<Moves>.Missing("Nothing moved: every value cost what it cost before.");
        }

        var rows = await RowsAsync([.. movers.Select(m => m.Value)], cancellationToken);
        return new Load<Moves>.Ready(new([.. movers.Select(m => Moved(m, rows[m.Value]))], rest));
    }

    // What each value cost, hour by hour or day by day, over both periods.
    private async Task<ILookup<string, SpendRow>> RowsAsync(IReadOnlyList<string> values, CancellationToken cancellationToken)
    {
        var filters = Context.Question.Filters.ToSpendFilters().Append(new SpendFilter(By.Dimension, values));
        var answer = await Spend.AskAsync(
            new(Context.ProjectId, Range.PreviousFrom, Range.To, Grain, [By.Dimension], [.. filters], WithDistributions: false), cancellationToken);
        return answer.Rows.ToLookup(row => row.Values[0], StringComparer.Ordinal);
    }

    private Moved Moved(Mover mover, IEnumerable<SpendRow> rows)
    {
        var since = mover.Since(
            [.. rows.Where(row => row.Measures.Calls > 0).Select(row => new LevelPoint(row.Start, (double)row.Measures.CostNanoUsd / row.Measures.Calls, row.Measures.Calls))]);
        return new(mover, since, since is null ? mover.Mostly(MoreByDay(rows)) : null);
    }

    // Each day beside the one that is as far from the beginning of the period before: with full weeks, the same day of the week.
    private List<(UnixNanos Day, long More)> MoreByDay(IEnumerable<SpendRow> rows)
    {
        var calendar = Context.Calendar;
        var costs = rows.GroupBy(row => calendar.DayNumberOf(row.Start)).ToDictionary(day => day.Key, day => day.Sum(row => row.Measures.CostNanoUsd));
        var shift = calendar.DayNumberOf(Range.From) - calendar.DayNumberOf(Range.PreviousFrom);
        var days = new List<(UnixNanos, long)>();
        for (var at = calendar.Floor(Range.From, Grain.Day); at < Range.To; at = calendar.Next(at, Grain.Day))
        {
            var day = calendar.DayNumberOf(at);
            days.Add((at, costs.GetValueOrDefault(day) - costs.GetValueOrDefault(day - shift)));
        }

        return days;
    }

    private string ValueOf(SpendKey series) => series.ValueOf(By.Dimension);

    private string When(Moved moved) =>
        (moved.Since is { } since ? ", since " + Moment(since) : "")
        + (moved.Mostly is { } day ? ", most of it on " + TimeText.Text(day, Context.Calendar, "ddd d MMM") : "")
        + (moved.Mover.Release is { } release ? ", with release " + release : "");

    private string Moment(UnixNanos moment) => TimeText.Text(moment, Context.Calendar, Grain is Grain.Hour ? "ddd d MMM HH:mm" : "ddd d MMM");

    private string LinkTo(Mover mover) => Context.Question.With(By, mover.Value).Url("/spend/spike").ToString();
}

/// <summary>A value that moved, and when.</summary>
/// <param name="Since">From when on.</param>
/// <param name="Mostly">The day that brought most of it, where it came and went.</param>
public sealed record Moved(Mover Mover, UnixNanos? Since, UnixNanos? Mostly);

/// <summary>The values that moved most, and what the others moved together in nano-dollars.</summary>
public sealed record Moves(IReadOnlyList<Moved> Largest, long Rest);

using System.Globalization;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Spikes;
using CostDashboard.Core.Units;
using CostDashboard.Web.Ui.Text;

namespace CostDashboard.Web.Features.Overview;

/// <summary>A value whose cost moved against the period before, and why.</summary>
/// <param name="Difference">Nano-dollars; exact.</param>
/// <param name="Reason">The largest of its causes, in words.</param>
/// <param name="Unit">Whether what a call takes or costs moved it, and not how many calls there are: only that has a moment at which it changed, whatever the hour.</param>
/// <param name="Release">A release that began in the period and makes a good part of it.</param>
public sealed record Mover(string Value, long Difference, string Reason, bool Unit, string? Release)
{
    // A release that makes less of the calls than this did not move them.
    private const decimal LeastReleaseShare = 0.25m;

    // Of two days one always brings most; and a day that brings less than this was one of several.
    private const int LeastDays = 3;
    private const decimal ShareOfOneDay = 0.6m;

    /// <summary>
    /// The values that moved most, up or down, largest first; and what all others moved together, so that the sum is the whole difference.
    /// What moved a value is split as in a spike's report (<see cref="SpikeDrivers"/>). Time grows with the series of both periods.
    /// </summary>
    /// <param name="answer">The period beside the one before it.</param>
    public static (IReadOnlyList<Mover> Largest, long Others) Of(SpikeAnswer answer, Func<SpendKey, string> value, int most)
    {
        var all = answer.Cells
            .GroupBy(cell => value(cell.Series), StringComparer.Ordinal)
            .Select(cells => Of(cells.Key, [.. cells]))
            .Where(mover => mover.Difference != 0)
            .OrderByDescending(mover => Math.Abs((decimal)mover.Difference))
            .ThenBy(mover => mover.Value, StringComparer.Ordinal)
            .ToList();
        return ([.. all.Take(most)], all.Skip(most).Sum(mover => mover.Difference));
    }

    /// <summary>Since when a call of the value costs what it does; null where there is no such moment.</summary>
    /// <param name="points">What a call cost in each hour or day, in the order of time.</param>
    public UnixNanos? Since(IReadOnlyList<LevelPoint> points) =>
        Unit && LevelShift.Of(points) is { } shift && (shift.After > shift.Before) == (Difference > 0) ? shift.Since : null;

    /// <summary>The day that brought most of what the value cost more; null where it came on several.</summary>
    /// <param name="days">What each day of the period cost more, in nano-dollars, than the day that it is compared with.</param>
    public UnixNanos? Mostly(IReadOnlyList<(UnixNanos Day, long More)> days)
    {
        if (Difference <= 0 || days.Count < LeastDays)
        {
            return null;
        }

        var (day, more) = days.MaxBy(day => day.More);
        return more >= ShareOfOneDay * days.Sum(other => Math.Max(0, (decimal)other.More)) ? day : null;
    }

    private static Mover Of(string value, IReadOnlyList<SpikeCell> cells)
    {
        var now = cells.Aggregate(default(SpikeFigures), (sum, cell) => sum + cell.Now);
        var before = cells.Aggregate(default(SpikeFigures), (sum, cell) => sum + cell.Usual);
        var drivers = SpikeDrivers.Of(cells);
        var (reason, unit) = ReasonOf(drivers, now, before, cells);
        return new(value, drivers.DifferenceNanoUsd, reason, unit, NewRelease(cells));
    }

    private static (string Reason, bool Unit) ReasonOf(SpikeDrivers drivers, SpikeFigures now, SpikeFigures before, IReadOnlyList<SpikeCell> cells)
    {
        if (before.Calls == 0)
        {
            return ($"new: {NumberText.Count((long)now.Calls)} calls", false);
        }

        if (now.Calls == 0)
        {
            return ("no calls any more", false);
        }

        if (before.CostNanoUsd <= 0 || now.CostNanoUsd <= 0)
        {
            return (before.CostNanoUsd <= 0 ? "had no known price before" : "has no known price now", false);
        }

        var isMore = drivers.DifferenceNanoUsd > 0;
        (string Text, long NanoUsd, bool Unit)[] parts =
        [
            (Times(now.Calls / before.Calls, "the calls", isMore), drivers.VolumeNanoUsd, false),
            (Mix(cells, isMore), drivers.MixNanoUsd, true),
            (Times(Ratio(PerCall(now), PerCall(before)), "the tokens per call", isMore), drivers.TokensPerCallNanoUsd, true),
            (Times(Ratio(PerToken(now), PerToken(before)), "the cost per token", isMore), drivers.PricePerTokenNanoUsd, true),
        ];
        var sign = isMore ? 1 : -1;
        var main = parts.MaxBy(part => part.NanoUsd * sign);
        var others = parts.Where(part => part.Text != main.Text && part.NanoUsd * sign > main.NanoUsd * sign / 2m);
        return (string.Join(", ", others.Select(part => part.Text).Prepend(main.Text)), main.Unit);
    }

    // Of the steps or models of a value, the one that took most calls over.
    private static string Mix(IReadOnlyList<SpikeCell> cells, bool isMore)
    {
        var models = cells.GroupBy(cell => cell.Series.Model, StringComparer.Ordinal)
            .Select(model => (model.Key, Now: model.Sum(cell => cell.Now.Calls), Before: model.Sum(cell => cell.Usual.Calls)))
            .ToList();
        var gained = models.Where(m => m.Before == 0 && m.Now > 0).OrderByDescending(m => m.Now).Select(m => m.Key).FirstOrDefault();
        var lost = models.Where(m => m.Now == 0 && m.Before > 0).OrderByDescending(m => m.Before).Select(m => m.Key).FirstOrDefault();
        return (gained, lost) switch
        {
            ({ Length: > 0 } to, { Length: > 0 } from) => $"moved from {from} to {to}",
            ({ Length: > 0 } to, _) => $"calls {to} now",
            _ => isMore ? "more of its dear calls" : "more of its cheap calls",
        };
    }

    private static string? NewRelease(IReadOnlyList<SpikeCell> cells)
    {
        var calls = cells.Sum(cell => cell.Now.Calls);
        return cells.Any(cell => cell.Usual.Calls > 0)
            ? cells
                .GroupBy(cell => cell.Series.Release, StringComparer.Ordinal)
                .Where(release => release.Key.Length > 0 && release.All(cell => cell.Usual.Calls == 0))
                .Select(release => (release.Key, Calls: release.Sum(cell => cell.Now.Calls)))
                .Where(release => release.Calls > 0 && release.Calls >= LeastReleaseShare * calls)
                .OrderByDescending(release => release.Calls)
                .ThenBy(release => release.Key, StringComparer.Ordinal)
                .Select(release => release.Key)
                .FirstOrDefault()
            : null;
    }

    private static decimal PerCall(SpikeFigures figures) => figures.Tokens / figures.Calls;

    private static decimal PerToken(SpikeFigures figures) => figures.Tokens == 0 ? 0 : figures.CostNanoUsd / figures.Tokens;

    private static decimal Ratio(decimal now, decimal before) => before == 0 ? 1 : now / before;

    // The mean over all kinds of call may stand still, or go the other way, while each kind moved: then no number is told.
    private static string Times(decimal ratio, string what, bool isMore) => (ratio, isMore) switch
    {
        ( >= 9.95m, true) => string.Create(CultureInfo.InvariantCulture, $"{ratio:#,##0} × {what}"),
        ( >= 1.095m, true) => string.Create(CultureInfo.InvariantCulture, $"{ratio:0.0} × {what}"),
        ( > 1m, true) or ( < 1m and > 0, false) => string.Create(CultureInfo.InvariantCulture, $"{ratio:0.00} × {what}"),
        _ => (isMore ? "more of " : "less of ") + what,
    };
}

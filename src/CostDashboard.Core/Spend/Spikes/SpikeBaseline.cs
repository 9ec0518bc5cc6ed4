using CostDashboard.Core.Units;

namespace CostDashboard.Core.Spend.Spikes;

/// <summary>From a moment (inclusive) to a moment (exclusive).</summary>
public readonly record struct Period(UnixNanos From, UnixNanos To)
{
    public long Length => To - From;
}

/// <summary>Which earlier periods a period is compared with.</summary>
public enum BaselineKind : byte
{
    /// <summary>Nothing was recorded before.</summary>
    None = 0,

    /// <summary>The same days of the week and times of day in weeks before.</summary>
    Weeks = 1,

    /// <summary>The same times of day on the days before.</summary>
    Days = 2,

    /// <summary>As long, right before.</summary>
    Before = 3,
}

/// <summary>The earlier periods whose mean stands for "usual", until there are learned baselines. All times of day are the organisation's.</summary>
/// <param name="Periods">The latest first; none touches the period that is compared.</param>
public sealed record SpikeBaseline(BaselineKind Kind, IReadOnlyList<Period> Periods)
{
    /// <summary>So many weeks are asked for: enough that one odd week does not decide, and few enough that what is compared is still the same product.</summary>
    public const int MostWeeks = 4;

    public const int MostDays = 7;
    public const int MostBefore = 3;

    private const int DaysOfWeek = 7;

    // The same hours of the clock are longer or shorter on the day on which clocks change; then they are not comparable.
    private const int MostLengthDifference = 10;

    // One earlier Monday is one day, not a habit.
    private const int Least = 2;

    /// <param name="first">When the records begin; null when there are none.</param>
    public static SpikeBaseline For(Period period, UnixNanos? first, OrganisationCalendar calendar)
    {
        if (first is not { } begin)
        {
            return new(BaselineKind.None, []);
        }

        var weeks = Shifted(period, begin, DaysOfWeek, MostWeeks, calendar);
        if (weeks.Count >= Least)
        {
            return new(BaselineKind.Weeks, weeks);
        }

        var days = Shifted(period, begin, 1, MostDays, calendar);
        if (days.Count >= Least)
        {
            return new(BaselineKind.Days, days);
        }

        var before = Enumerable.Range(1, MostBefore)
            .Select(times => new Period(period.From + (-times * period.Length), period.To + (-times * period.Length)))
            .TakeWhile(p => p.From >= begin)
            .ToList();
        return before.Count > 0 ? new(BaselineKind.Before, before) : new(BaselineKind.None, []);
    }

    private static List<Period> Shifted(Period period, UnixNanos begin, int days, int most, OrganisationCalendar calendar) =>
        [.. Enumerable.Range(1, most)
            .Select(times => new Period(calendar.AddDays(period.From, -times * days), calendar.AddDays(period.To, -times * days)))
            .Where(p => p.To <= period.From)
            .TakeWhile(p => p.From >= begin)
            .Where(p => Math.Abs(p.Length - period.Length) <= period.Length / MostLengthDifference)];
}

using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;

namespace CostDashboard.Storage.Spend;

/// <summary>A part of a period in which the zone's offset does not change: within it, cutting time is integer arithmetic that a database can do.</summary>
/// <param name="Offset">Nanoseconds of local time ahead of UTC.</param>
internal readonly record struct TimeSegment(UnixNanos From, UnixNanos To, long Offset);

/// <summary>How a grain cuts time into buckets: rows are cut by the database, months are put together of days afterwards.</summary>
internal sealed class TimeCuts(OrganisationCalendar calendar, Grain grain)
{
    // Databases divide towards zero. Ten days ahead, moments just after 1970-01-01 stay positive in every zone.
    private const long Ahead = 10 * UnixNanos.PerDay;

    /// <summary>What the database adds to a bucket before it divides by <see cref="Length"/>.</summary>
    public static long Shift(TimeSegment segment) => segment.Offset + Ahead;

    /// <summary>The length by which the database cuts; 0 for one bucket over all.</summary>
    public long Length => grain switch
    {
        Grain.Total => 0,
        Grain.Minute => UnixNanos.PerMinute,
        Grain.Quarter => UnixNanos.PerQuarter,
        Grain.Hour => UnixNanos.PerHour,
        Grain.Day or Grain.Month => UnixNanos.PerDay,
        _ => throw new ArgumentOutOfRangeException(nameof(grain), grain, "No such grain."),
    };

    /// <summary>One segment, or two or three where clocks change in between (a year: at most three).</summary>
    public IEnumerable<TimeSegment> Segments(UnixNanos from, UnixNanos to)
    {
        if (grain is Grain.Total or Grain.Minute or Grain.Quarter)
        {
            yield return new(from, to, 0);
            yield break;
        }

        while (from < to)
        {
            var offset = OffsetAt(from);
            var end = EndOfOffset(from, to, offset);
            yield return new(from, end, offset);
            from = end;
        }
    }

    /// <summary>The beginning of a bucket that the database numbered.</summary>
    public UnixNanos StartOf(TimeSegment segment, long number) => grain switch
    {
        Grain.Total => segment.From,
        Grain.Day => calendar.StartOf(DayOf(number)),
        Grain.Month => calendar.StartOf(FirstOfMonth(DayOf(number))),
        Grain.Hour => calendar.Floor(Later(new((number * Length) - Shift(segment)), segment.From), Grain.Hour),
        _ => new((number * Length) - Shift(segment)),
    };

    private static DateOnly DayOf(long number) => OrganisationCalendar.DayOfNumber((int)(number - (Ahead / UnixNanos.PerDay)));

    // Clocks change on whole quarters, so the moment is found by halving the range down to one quarter.
    private UnixNanos EndOfOffset(UnixNanos from, UnixNanos to, long offset)
    {
        var low = from;
        while (low < to)
        {
            var step = low.Value > to.Value - UnixNanos.PerDay ? to : low + UnixNanos.PerDay;
            if (OffsetAt(step) != offset)
            {
                return Change(low, step, offset);
            }

            low = step;
        }

        return to;
    }

    private UnixNanos Change(UnixNanos from, UnixNanos to, long offset)
    {
        // From quarter to quarter: the middle of two or more of them is never an end, so every step comes nearer.
        var (low, high) = (from.Floor(UnixNanos.PerQuarter), to.Floor(UnixNanos.PerQuarter));
        while (high - low > UnixNanos.PerQuarter)
        {
            var middle = new UnixNanos(low.Value + ((high - low) / 2)).Floor(UnixNanos.PerQuarter);
            (low, high) = OffsetAt(middle) == offset ? (middle, high) : (low, middle);
        }

        // A zone that changed between quarters, as some did long ago, is cut at the end of the step.
        return Later(high, from) == from ? to : high;
    }

    // Where clocks moved by half an hour, the first hour of the segment began with it.
    private static UnixNanos Later(UnixNanos one, UnixNanos other) => one > other ? one : other;

    private long OffsetAt(UnixNanos time) => calendar.Zone.GetUtcOffset(time.ToDateTimeOffset()).Ticks * 100;

    private static DateOnly FirstOfMonth(DateOnly day) => new(day.Year, day.Month, 1);
}

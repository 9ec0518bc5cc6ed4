using CostDashboard.Core.Units;

namespace CostDashboard.Core.Spend;

/// <summary>Days and months as the organisation counts them. Every zone's day is a whole number of quarter hours, which is why spend is kept by the quarter.</summary>
public sealed class OrganisationCalendar(TimeZoneInfo zone)
{
    public static OrganisationCalendar Utc { get; } = new(TimeZoneInfo.Utc);

    public TimeZoneInfo Zone { get; } = zone;

    /// <summary>The calendar day in the zone on which a moment lies.</summary>
    public DateOnly DayOf(UnixNanos time) => DateOnly.FromDateTime(LocalTime(time));

    /// <summary>The same as a number of days since 1970-01-01, as it is stored.</summary>
    public int DayNumberOf(UnixNanos time) => NumberOf(DayOf(time));

    public static int NumberOf(DateOnly day) => day.DayNumber - s_epoch.DayNumber;

    public static DateOnly DayOfNumber(int number) => s_epoch.AddDays(number);

    /// <summary>The moment at which a day begins; where clocks skip midnight, the first moment after the gap.</summary>
    /// <exception cref="OverflowException">The day lies outside of the years 1677 to 2262 that nanoseconds reach.</exception>
    public UnixNanos StartOf(DateOnly day)
    {
        if (day < s_firstDay || day > s_lastDay)
        {
            throw new OverflowException($"The day {day:O} is not between {s_firstDay:O} and {s_lastDay:O}, which is how far nanoseconds reach.");
        }

        // Where midnight comes twice, the day begins at the first one: the one with the larger offset.
        var local = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified);
        var offset = Zone.IsAmbiguousTime(local) ? Zone.GetAmbiguousTimeOffsets(local).Max() : Zone.GetUtcOffset(local);
        var start = UnixNanos.From(new DateTimeOffset(local, offset));

        // A midnight that clocks skip has no offset of its own, and whole days were skipped at the date line.
        while (DayOf(start) < day)
        {
            start += UnixNanos.PerQuarter;
        }

        return start;
    }

    /// <summary>The beginning of the grain's span of time in which a moment lies: quarter and finer from the epoch, hours, days and months in the zone.</summary>
    public UnixNanos Floor(UnixNanos time, Grain grain) => grain switch
    {
        Grain.Minute => time.Floor(UnixNanos.PerMinute),
        Grain.Quarter => time.Floor(UnixNanos.PerQuarter),
        Grain.Hour => HourOf(time).Start,
        Grain.Day => StartOf(DayOf(time)),
        Grain.Month => StartOf(FirstOfMonth(DayOf(time))),
        _ => throw new ArgumentOutOfRangeException(nameof(grain), grain, "This grain has no beginning."),
    };

    /// <summary>The beginning of the span of time after the one in which a moment lies.</summary>
    public UnixNanos Next(UnixNanos time, Grain grain) => grain switch
    {
        Grain.Minute => time.Floor(UnixNanos.PerMinute) + UnixNanos.PerMinute,
        Grain.Quarter => time.Floor(UnixNanos.PerQuarter) + UnixNanos.PerQuarter,
        Grain.Hour => HourOf(time).Next,
        Grain.Day => StartOf(DayOf(time).AddDays(1)),
        Grain.Month => StartOf(FirstOfMonth(DayOf(time)).AddMonths(1)),
        _ => throw new ArgumentOutOfRangeException(nameof(grain), grain, "This grain has no next."),
    };

    /// <summary>The moment so many days later that has the same time of day in the zone; where clocks skip that time, as much later as they skip.</summary>
    public UnixNanos AddDays(UnixNanos time, int days)
    {
        var local = time + OffsetAt(time) + (days * UnixNanos.PerDay);
        var first = OffsetAt(local + -OffsetAt(time));
        var second = OffsetAt(local + -first);
        return first == second ? local + -first : local + -Math.Min(first, second);
    }

    private static readonly DateOnly s_epoch = new(1970, 1, 1);

    // The first and last days whose beginning is within reach in every zone.
    private static readonly DateOnly s_firstDay = new(1677, 9, 23);
    private static readonly DateOnly s_lastDay = new(2262, 4, 11);

    private static DateOnly FirstOfMonth(DateOnly day) => new(day.Year, day.Month, 1);

    // In a zone that is half or three quarters of an hour off, a local hour does not begin at a full UTC hour. Where clocks move by half an hour
    // (Lord Howe), the hour of the change is cut there, so that hours never overlap.
    private (UnixNanos Start, UnixNanos Next) HourOf(UnixNanos time)
    {
        var offset = OffsetAt(time);
        var start = (time + offset).Floor(UnixNanos.PerHour) + -offset;
        var next = start + UnixNanos.PerHour;
        while (OffsetAt(start) != offset)
        {
            start += UnixNanos.PerQuarter;
        }

        while (OffsetAt(next + -1) != offset)
        {
            next += -UnixNanos.PerQuarter;
        }

        return (start, next);
    }

    private long OffsetAt(UnixNanos time) => (long)Zone.GetUtcOffset(time.ToDateTimeOffset()).TotalSeconds * UnixNanos.PerSecond;

    private DateTime LocalTime(UnixNanos time) => TimeZoneInfo.ConvertTime(time.ToDateTimeOffset(), Zone).DateTime;
}

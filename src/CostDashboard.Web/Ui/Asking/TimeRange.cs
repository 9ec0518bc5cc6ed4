using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;

namespace CostDashboard.Web.Ui.Asking;

/// <summary>A period in full quarter hours, or as it was asked for in full minutes, which is what totals can answer exactly; and the period that it is compared with.</summary>
/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive.</param>
/// <param name="PreviousFrom">The comparison begins as many days or months earlier, and is as long.</param>
/// <param name="IsCut">More was asked for than <see cref="Longest"/>.</param>
public sealed record TimeRange(UnixNanos From, UnixNanos To, UnixNanos PreviousFrom, UnixNanos PreviousTo, bool IsCut = false)
{
    /// <summary>Three years: the longest period that a page shows.</summary>
    public const long Longest = 1_096 * UnixNanos.PerDay;

    public long Length => To - From;

    public static TimeRange Of(UnixNanos from, UnixNanos to) => new(from, to, from + -(to - from), from);

    /// <summary>Compares with the same hours so many days before: a morning with a morning.</summary>
    public static TimeRange OfDays(UnixNanos from, UnixNanos to, int days, OrganisationCalendar calendar)
    {
        var previous = calendar.StartOf(calendar.DayOf(from).AddDays(-days));
        return Compared(from, to, previous);
    }

    public static TimeRange OfMonth(DateOnly month, UnixNanos to, OrganisationCalendar calendar) =>
        Compared(calendar.StartOf(month), to, calendar.StartOf(month.AddMonths(-1)));

    /// <summary>The same period made of whole days of the zone, which is what totals per user and tag can answer.</summary>
    public TimeRange InDays(OrganisationCalendar calendar)
    {
        var from = calendar.Floor(From, Grain.Day);
        var previous = calendar.Floor(PreviousFrom, Grain.Day);
        return this with { From = from, To = CeilingDay(To, calendar), PreviousFrom = previous, PreviousTo = CeilingDay(PreviousTo, calendar) };
    }

    public static UnixNanos Ceiling(UnixNanos time)
    {
        var floor = time.Floor(UnixNanos.PerQuarter);
        return floor == time ? time : floor + UnixNanos.PerQuarter;
    }

    /// <summary>A wall clock's time in the organisation's zone; in the hour that is skipped in spring, the first moment after it.</summary>
    public static UnixNanos InZone(DateTime wallClock, OrganisationCalendar calendar)
    {
        var local = DateTime.SpecifyKind(wallClock, DateTimeKind.Unspecified);
        while (calendar.Zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(15);
        }

        return UnixNanos.From(new DateTimeOffset(local, calendar.Zone.GetUtcOffset(local)));
    }

    // A short month before a long one would reach into the period itself.
    private static TimeRange Compared(UnixNanos from, UnixNanos to, UnixNanos previous)
    {
        var previousTo = previous + (to - from);
        return new(from, to, previous, previousTo < from ? previousTo : from);
    }

    private static UnixNanos CeilingDay(UnixNanos time, OrganisationCalendar calendar)
    {
        var floor = calendar.Floor(time, Grain.Day);
        return floor == time ? time : calendar.Next(time, Grain.Day);
    }
}

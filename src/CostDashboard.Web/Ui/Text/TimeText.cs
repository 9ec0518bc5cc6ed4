using System.Globalization;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Web.Ui.Asking;

namespace CostDashboard.Web.Ui.Text;

/// <summary>Writes moments and periods in the organisation's zone.</summary>
internal static class TimeText
{
    /// <summary>Thu 19 Nov 2026 14:07:31.204.</summary>
    public static string Moment(UnixNanos time, OrganisationCalendar calendar) => Text(time, calendar, "ddd d MMM yyyy HH:mm:ss.fff");

    /// <summary>19 Nov 14:07:31, for lists.</summary>
    public static string Short(UnixNanos time, OrganisationCalendar calendar) => Text(time, calendar, "d MMM HH:mm:ss");

    /// <summary>22 October.</summary>
    public static string Day(DateOnly day) => day.ToString("d MMMM", CultureInfo.InvariantCulture);

    /// <summary>The moment in UTC for the <c>datetime</c> of a <c>time</c> element.</summary>
    public static string Machine(UnixNanos time) => time.ToDateTimeOffset().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>As a field of a date and a time wants it.</summary>
    public static string Field(UnixNanos time, OrganisationCalendar calendar) => Text(time, calendar, "yyyy-MM-dd'T'HH:mm");

    /// <summary>15 – 21 Nov 2026 for whole days, 19 Nov 14:00 – 20:00 within one; the year stands once.</summary>
    public static string Period(UnixNanos from, UnixNanos to, OrganisationCalendar calendar)
    {
        var (start, end) = (Local(from, calendar), Local(to, calendar));
        if (start.TimeOfDay == TimeSpan.Zero && end.TimeOfDay == TimeSpan.Zero)
        {
            return Days(start, end.AddDays(-1));
        }

        var endText = end.Date == start.Date ? Format(end, "HH:mm") : Format(end, "d MMM HH:mm");
        return start.Year == end.Year
            ? Format(start, "d MMM yyyy HH:mm") + " – " + endText
            : Format(start, "d MMM yyyy HH:mm") + " – " + Format(end, "d MMM yyyy HH:mm");
    }

    public static string Period(TimeRange range, OrganisationCalendar calendar) => Period(range.From, range.To, calendar);

    /// <summary>
    /// The name of one span of time of a chart: Thu 19 Nov, 14:00 – 15:00. Where clocks change it says so, and which of two hours of one name it is:
    /// Sun 25 Oct 2026 (25 h); Sun 25 Oct, 02:00 – 02:00 (clocks back 1 h); Sun 25 Oct, 02:00 – 03:00 (UTC+01:00).
    /// </summary>
    public static string Bucket(UnixNanos start, UnixNanos end, Grain grain, OrganisationCalendar calendar) => grain switch
    {
        Grain.Month => Text(start, calendar, "MMMM yyyy"),
        Grain.Day => Text(start, calendar, "ddd d MMM yyyy") + (end - start == UnixNanos.PerDay ? "" : $" ({Length(end - start)})"),
        _ => Text(start, calendar, "ddd d MMM, HH:mm") + " – " + Text(end, calendar, "HH:mm") + Change(start, end, calendar),
    };

    private static string Change(UnixNanos start, UnixNanos end, OrganisationCalendar calendar)
    {
        var (before, after) = (OffsetOf(start, calendar), OffsetOf(end, calendar));
        if (after != before)
        {
            return $" (clocks {(after > before ? "forward" : "back")} {Length((after - before).Duration().Ticks * 100)})";
        }

        return calendar.Zone.IsAmbiguousTime(Local(start, calendar))
            ? string.Create(CultureInfo.InvariantCulture, $" (UTC{(before < TimeSpan.Zero ? MoneyText.Minus : '+')}{before:hh\\:mm})")
            : "";
    }

    private static TimeSpan OffsetOf(UnixNanos time, OrganisationCalendar calendar) => calendar.Zone.GetUtcOffset(time.ToDateTimeOffset());

    private static string Length(long nanos)
    {
        var (hours, minutes) = (nanos / UnixNanos.PerHour, nanos % UnixNanos.PerHour / UnixNanos.PerMinute);
        return string.Join(' ', new[] { hours > 0 ? $"{hours} h" : null, minutes > 0 ? $"{minutes} min" : null }.OfType<string>());
    }

    public static string Text(UnixNanos time, OrganisationCalendar calendar, string format) => Format(Local(time, calendar), format);

    public static DateTime Local(UnixNanos time, OrganisationCalendar calendar) => TimeZoneInfo.ConvertTime(time.ToDateTimeOffset(), calendar.Zone).DateTime;

    private static string Days(DateTime first, DateTime last)
    {
        if (first.Date == last.Date)
        {
            return Format(first, "dddd d MMMM yyyy");
        }

        var firstFormat = first.Year != last.Year ? "d MMM yyyy" : first.Month != last.Month ? "d MMM" : "%d";
        return Format(first, firstFormat) + " – " + Format(last, "d MMM yyyy");
    }

    private static string Format(DateTime time, string format) => time.ToString(format, CultureInfo.InvariantCulture);
}

using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Watching.Rules;

/// <summary>The windows that an alert rule looks at, one after the other without a gap: of five minutes to a week of the organisation's zone.</summary>
public static class AlertWindow
{
    public const int OfHour = 60;
    public const int OfDay = 1_440;

    /// <summary>From Monday to Sunday.</summary>
    public const int OfWeek = 7 * OfDay;

    /// <summary>Minutes. Hours, days and weeks are those of the zone: where clocks change, one may be longer or shorter. Several hours begin at midnight.</summary>
    public static IReadOnlyList<int> Lengths { get; } = [5, 15, 30, OfHour, 2 * OfHour, 6 * OfHour, 12 * OfHour, OfDay, OfWeek];

    /// <summary>5 minutes · 1 hour · 6 hours · 1 day · 1 week.</summary>
    public static string Text(int minutes) => minutes switch
    {
        OfWeek => "1 week",
        OfDay => "1 day",
        OfHour => "1 hour",
        > OfHour => $"{minutes / OfHour} hours",
        _ => $"{minutes} minutes",
    };

    /// <summary>How finely totals are asked for.</summary>
    public static Grain GrainOf(int minutes) => minutes switch { < 15 => Grain.Minute, < OfHour => Grain.Quarter, < OfDay => Grain.Hour, _ => Grain.Day };

    /// <summary>The beginning of the window in which a moment lies.</summary>
    public static UnixNanos StartOf(int minutes, UnixNanos time, OrganisationCalendar calendar)
    {
        switch (minutes)
        {
            case < OfHour:
                return time.Floor(minutes * UnixNanos.PerMinute);
            case OfHour or OfDay:
                return calendar.Floor(time, GrainOf(minutes));
            case OfWeek:
                return calendar.StartOf(MondayOf(calendar.DayOf(time)));
            default:
                var start = calendar.Floor(time, Grain.Hour);
                while (calendar.Floor(start + -1, Grain.Hour) is var before && PartOf(minutes, before, calendar) == PartOf(minutes, start, calendar))
                {
                    start = before;
                }

                return start;
        }
    }

    /// <summary>The beginning of the window after.</summary>
    public static UnixNanos Next(int minutes, UnixNanos start, OrganisationCalendar calendar)
    {
        switch (minutes)
        {
            case < OfHour:
                return start + (minutes * UnixNanos.PerMinute);
            case OfHour or OfDay:
                return calendar.Next(start, GrainOf(minutes));
            case OfWeek:
                return calendar.StartOf(MondayOf(calendar.DayOf(start)).AddDays(7));
            default:
                var next = calendar.Next(start, Grain.Hour);
                while (PartOf(minutes, next, calendar) == PartOf(minutes, start, calendar))
                {
                    next = calendar.Next(next, Grain.Hour);
                }

                return next;
        }
    }

    /// <summary>The window at the same time of the same day of the week before.</summary>
    public static UnixNanos WeekBefore(int minutes, UnixNanos start, OrganisationCalendar calendar) =>
        StartOf(minutes, calendar.AddDays(start, -7), calendar);

    private static DateOnly MondayOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    // By the clock on the wall: an hour that comes twice belongs to one window, and one that is skipped shortens it.
    private static (DateOnly Day, int Part) PartOf(int minutes, UnixNanos time, OrganisationCalendar calendar)
    {
        var local = TimeZoneInfo.ConvertTime(time.ToDateTimeOffset(), calendar.Zone).DateTime;
        return (DateOnly.FromDateTime(local), local.Hour / (minutes / OfHour));
    }
}

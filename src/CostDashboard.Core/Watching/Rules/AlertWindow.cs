using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Watching.Rules;

/// <summary>The windows that an alert rule looks at, one after the other without a gap: of five minutes to a day of the organisation's zone.</summary>
public static class AlertWindow
{
    public const int OfDay = 1_440;

    /// <summary>Minutes. Hours and days are those of the zone: where clocks change, one may be longer or shorter.</summary>
    public static IReadOnlyList<int> Lengths { get; } = [5, 15, 30, 60, OfDay];

    /// <summary>5 minutes · 1 hour · 1 day.</summary>
    public static string Text(int minutes) => minutes switch { OfDay => "1 day", 60 => "1 hour", _ => $"{minutes} minutes" };

    /// <summary>How finely totals are asked for.</summary>
    public static Grain GrainOf(int minutes) => minutes switch { < 15 => Grain.Minute, < 60 => Grain.Quarter, 60 => Grain.Hour, _ => Grain.Day };

    /// <summary>The beginning of the window in which a moment lies.</summary>
    public static UnixNanos StartOf(int minutes, UnixNanos time, OrganisationCalendar calendar) =>
        minutes < 60 ? time.Floor(minutes * UnixNanos.PerMinute) : calendar.Floor(time, GrainOf(minutes));

    /// <summary>The beginning of the window after.</summary>
    public static UnixNanos Next(int minutes, UnixNanos start, OrganisationCalendar calendar) =>
        minutes < 60 ? start + (minutes * UnixNanos.PerMinute) : calendar.Next(start, GrainOf(minutes));

    /// <summary>The window at the same time of the same day of the week before.</summary>
    public static UnixNanos WeekBefore(int minutes, UnixNanos start, OrganisationCalendar calendar) =>
        StartOf(minutes, calendar.AddDays(start, -7), calendar);
}

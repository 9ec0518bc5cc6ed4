using CostDashboard.Core.Units;

namespace CostDashboard.Core.Spend.Forecasts;

/// <summary>What was spent on each full day until yesterday, and today until now: what a forecast is made of. Days are those of the organisation's zone.</summary>
/// <param name="Today">The day that is not over.</param>
/// <param name="Days">Nano-dollars of the days before <paramref name="Today"/>, the earliest first and none left out; a day without spend is zero.</param>
/// <param name="TodayNanoUsd">Spent today so far.</param>
/// <param name="TodayShare">Which share of a usual day's spend falls before this time of day, 0 to 1.</param>
public sealed record SpendHistory(DateOnly Today, IReadOnlyList<long> Days, long TodayNanoUsd, double TodayShare)
{
    /// <summary>So many days are looked at: enough for errors over a whole month, and for the forecast that would have been made a month ago.</summary>
    public const int MostDays = 125;

    /// <summary>Over so many days is learned which share of a day falls before which hour.</summary>
    public const int DaysByHour = 14;

    public DateOnly First => Today.AddDays(-Days.Count);

    /// <summary>The beginning of the first day that a history can hold: what to ask the totals from.</summary>
    public static UnixNanos BeginOf(UnixNanos now, OrganisationCalendar calendar) => calendar.StartOf(calendar.DayOf(now).AddDays(-MostDays));

    /// <summary>The beginning of the first day whose hours count.</summary>
    public static UnixNanos BeginOfHours(UnixNanos now, OrganisationCalendar calendar) => calendar.StartOf(calendar.DayOf(now).AddDays(-DaysByHour));

    /// <param name="first">When the records begin. The day on which they do is not a full one, unless they begin with it.</param>
    /// <param name="days">Spend by day, ungrouped, from <see cref="BeginOf"/> until now.</param>
    /// <param name="hours">Spend by hour, ungrouped, from <see cref="BeginOfHours"/> until now.</param>
    public static SpendHistory Of(UnixNanos first, UnixNanos now, OrganisationCalendar calendar, IReadOnlyList<SpendRow> days, IReadOnlyList<SpendRow> hours)
    {
        var today = calendar.DayOf(now);
        var firstDay = calendar.DayOf(first);
        var firstFull = calendar.StartOf(firstDay) == first ? firstDay : firstDay.AddDays(1);
        var from = Math.Max(OrganisationCalendar.NumberOf(firstFull), OrganisationCalendar.NumberOf(today) - MostDays);
        var costs = new long[Math.Max(0, OrganisationCalendar.NumberOf(today) - from)];
        var todayCost = 0L;
        foreach (var row in days)
        {
            var at = calendar.DayNumberOf(row.Start) - from;
            if (at >= 0 && at < costs.Length)
            {
                costs[at] = checked(costs[at] + row.Measures.CostNanoUsd);
            }
            else if (calendar.DayOf(row.Start) == today)
            {
                todayCost = checked(todayCost + row.Measures.CostNanoUsd);
            }
        }

        return new(today, costs, todayCost, ShareByNow(now, calendar, hours));
    }

    // The median over the days: one night's batch does not make every day a night's. Clocks that change move a day's hours, not its time of day.
    private static double ShareByNow(UnixNanos now, OrganisationCalendar calendar, IReadOnlyList<SpendRow> hours)
    {
        var today = calendar.DayOf(now);
        var shares = new List<double>();
        foreach (var day in hours.GroupBy(row => calendar.DayOf(row.Start)).Where(day => day.Key < today))
        {
            var until = SameTimeOn(day.Key, now, calendar);
            var (all, before) = (0.0, 0.0);
            foreach (var hour in day)
            {
                var length = calendar.Next(hour.Start, Grain.Hour) - hour.Start;
                all += hour.Measures.CostNanoUsd;
                before += hour.Measures.CostNanoUsd * Math.Clamp((double)(until - hour.Start) / length, 0, 1);
            }

            if (all > 0)
            {
                shares.Add(before / all);
            }
        }

        var start = calendar.StartOf(today);
        return shares.Count > 0
            ? Quantiles.Median(shares)
            : Math.Clamp((double)(now - start) / (calendar.StartOf(today.AddDays(1)) - start), 0, 1);
    }

    private static UnixNanos SameTimeOn(DateOnly day, UnixNanos now, OrganisationCalendar calendar) =>
        calendar.AddDays(now, OrganisationCalendar.NumberOf(day) - calendar.DayNumberOf(now));
}

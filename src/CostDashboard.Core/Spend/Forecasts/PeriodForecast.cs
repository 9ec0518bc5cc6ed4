namespace CostDashboard.Core.Spend.Forecasts;

/// <summary>What a period of days will have cost at its end: the method, the band and its limits are those of <see cref="MonthForecast"/>.</summary>
/// <param name="NanoUsd">Expected at the end. An estimate; never less than what was spent.</param>
/// <param name="LowNanoUsd">The band's lower end.</param>
/// <param name="HighNanoUsd">The band's upper end.</param>
/// <param name="ErrorDays">Over how many days the errors behind the band were looked at; 0 without them.</param>
/// <param name="Today">The day from which <paramref name="EndOfDays"/> counts.</param>
/// <param name="EndOfDays">Expected to be spent by the end of today, of tomorrow, and so on; the last one is <paramref name="NanoUsd"/>.</param>
public sealed record PeriodForecast(
    long NanoUsd, long LowNanoUsd, long HighNanoUsd, BandSource Source, int ErrorDays, DateOnly Today, IReadOnlyList<long> EndOfDays)
{
    /// <summary>Forecasts what is spent until a day begins. Time grows as that of <see cref="MonthForecast.Of"/>.</summary>
    /// <param name="spentNanoUsd">In this period until now, all of it.</param>
    /// <param name="next">The day after the last one; after today.</param>
    /// <returns>Null where fewer than <see cref="MonthForecast.LeastDays"/> full days are recorded.</returns>
    public static PeriodForecast? Of(SpendHistory history, long spentNanoUsd, DateOnly next)
    {
        if (history.Days.Count < MonthForecast.LeastDays)
        {
            return null;
        }

        var rest = ExpectedRest.Of([.. history.Days], next.DayNumber - history.Today.DayNumber, history.TodayShare);
        return new(
            ExpectedRest.Plus(spentNanoUsd, rest.Middle),
            ExpectedRest.Plus(spentNanoUsd, rest.Low),
            ExpectedRest.Plus(spentNanoUsd, rest.High),
            rest.Source,
            rest.ErrorDays,
            history.Today,
            [.. rest.EndOfDays.Select(more => ExpectedRest.Plus(spentNanoUsd, more))]);
    }

    /// <summary>The day on which an amount is expected to be spent; null where it is not until the end.</summary>
    public DateOnly? ReachedOn(long nanoUsd)
    {
        for (var ahead = 0; ahead < EndOfDays.Count; ahead++)
        {
            if (EndOfDays[ahead] >= nanoUsd)
            {
                return Today.AddDays(ahead);
            }
        }

        return null;
    }
}

namespace CostDashboard.Core.Spend.Forecasts;

/// <summary>What a band around a forecast was made of.</summary>
public enum BandSource : byte
{
    /// <summary>From what the same method was off by when it looked back over the history.</summary>
    PastErrors = 1,

    /// <summary>From the cheapest and the dearest day so far, as the history is too short to look back: wide on purpose.</summary>
    Extremes = 2,
}

/// <summary>A forecast that can be checked: what would have been said, and what came.</summary>
/// <param name="On">The day on whose morning it would have been said.</param>
/// <param name="CameNanoUsd">What the month cost.</param>
public sealed record ForecastCheck(DateOnly On, long NanoUsd, long LowNanoUsd, long HighNanoUsd, long CameNanoUsd)
{
    public bool IsWithin => CameNanoUsd >= LowNanoUsd && CameNanoUsd <= HighNanoUsd;
}

/// <summary>What a month will have cost at its end, or why that cannot be said.</summary>
public abstract record MonthForecast
{
    /// <summary>Days that have to be full before anything is said.</summary>
    public const int LeastDays = 3;

    /// <summary>The share of months whose cost is to lie within the band.</summary>
    public const double Coverage = 0.8;

    private MonthForecast()
    {
    }

    /// <summary>
    /// Forecasts the month of today. What was spent is exact; to it comes, for what remains of today and for each day that remains, what the day of the week
    /// usually costs (<see cref="UsualWeek"/>), times the median factor by which that was off over as many days in the past: so growth that the past shows goes on.
    /// The band are the factors that left a tenth of the past below and a tenth above:
    ///
    ///   end = spent + F(q) · Σ over remaining days of level · weight(day of week),  q = ½ for the forecast, 0.1 and 0.9 for the band,
    ///
    /// F being the distribution of came/said of back-tests (<see cref="PastErrors"/>). It is conformal prediction with the errors of a rolling origin
    /// (J. Lei et al., "Distribution-free predictive inference for regression", JASA 113 (2018), 1094–1111), which assumes that what comes errs as what came.
    /// </summary>
    /// <param name="spentNanoUsd">In this month until now, all of it: also of a first day that was not recorded as a whole.</param>
    public static MonthForecast Of(SpendHistory history, long spentNanoUsd)
    {
        long[] days = [.. history.Days];
        if (days.Length < LeastDays)
        {
            return new TooEarly(days.Length);
        }

        var month = new DateOnly(history.Today.Year, history.Today.Month, 1);
        var rest = ExpectedRest.Of(days, month.AddMonths(1).DayNumber - history.Today.DayNumber, history.TodayShare);
        return new Expected(
            month,
            ExpectedRest.Plus(spentNanoUsd, rest.Middle),
            ExpectedRest.Plus(spentNanoUsd, rest.Low),
            ExpectedRest.Plus(spentNanoUsd, rest.High),
            rest.Source,
            rest.ErrorDays,
            CheckOf(history, days, month));
    }

    // The morning of the same day of the month before, or of its last day.
    private static ForecastCheck? CheckOf(SpendHistory history, long[] days, DateOnly month)
    {
        var on = history.Today.AddMonths(-1);
        var known = on.DayNumber - history.First.DayNumber;
        var begin = month.AddMonths(-1).DayNumber - history.First.DayNumber;
        if (begin < 0 || known < LeastDays)
        {
            return null;
        }

        var spent = days[begin..known].Sum();
        var rest = ExpectedRest.Of(days[..known], month.DayNumber - on.DayNumber, todayShare: 0);
        return new(
            on,
            ExpectedRest.Plus(spent, rest.Middle),
            ExpectedRest.Plus(spent, rest.Low),
            ExpectedRest.Plus(spent, rest.High),
            days[begin..(month.DayNumber - history.First.DayNumber)].Sum());
    }

    /// <summary>Too few full days are recorded.</summary>
    /// <param name="Days">How many are.</param>
    public sealed record TooEarly(int Days) : MonthForecast;

    /// <summary>A forecast with its band.</summary>
    /// <param name="Month">Its first day.</param>
    /// <param name="NanoUsd">Expected at the month's end. An estimate, rounded to whole nano-dollars; never less than what was spent.</param>
    /// <param name="LowNanoUsd">The band's lower end.</param>
    /// <param name="HighNanoUsd">The band's upper end.</param>
    /// <param name="ErrorDays">Over how many days the errors behind the band were looked at; 0 without them.</param>
    /// <param name="LastMonth">How good it was a month ago; null where that was too early.</param>
    public sealed record Expected(
        DateOnly Month, long NanoUsd, long LowNanoUsd, long HighNanoUsd, BandSource Source, int ErrorDays, ForecastCheck? LastMonth) : MonthForecast;
}

namespace CostDashboard.Core.Spend.Forecasts;

/// <summary>What is still to come in a period, in nano-dollars, as <see cref="MonthForecast"/> states how it is made.</summary>
/// <param name="EndOfDays">Expected to come until the end of today, of tomorrow, and so on until the last day of the period: never falling, at least one.</param>
/// <param name="ErrorDays">Over how many days the errors behind the band were looked at; 0 without them.</param>
internal sealed record ExpectedRest(IReadOnlyList<double> EndOfDays, double Low, double High, BandSource Source, int ErrorDays)
{
    /// <summary>Expected until the end of the period.</summary>
    internal double Middle => EndOfDays[^1];

    /// <param name="days">Full days until yesterday, at least one.</param>
    /// <param name="remaining">Days of the period that are not over, today included; at least one.</param>
    /// <param name="todayShare">Which share of a usual day is over by now.</param>
    internal static ExpectedRest Of(long[] days, int remaining, double todayShare)
    {
        var week = UsualWeek.Of(days);
        var today = todayShare * week.Weight(1);
        var weight = week.Weight(remaining) - today;
        var usual = week.Level * weight;

        // Late in a day what is left of it is no day any more.
        var horizon = Math.Max(1, todayShare < 0.5 ? remaining : remaining - 1);
        if (usual > 0 && PastErrors.Of(days, horizon) is { } errors)
        {
            const double Tail = (1 - MonthForecast.Coverage) / 2;
            return new(EndOf(errors.Quantile(0.5)), usual * errors.Quantile(Tail), usual * errors.Quantile(1 - Tail), BandSource.PastErrors, errors.Days);
        }

        var levels = week.LevelsOf(days);
        return new(EndOf(1), levels.Min() * weight, levels.Max() * weight, BandSource.Extremes, 0);

        double[] EndOf(double factor) => [.. Enumerable.Range(1, remaining).Select(ahead => week.Level * (week.Weight(ahead) - today) * factor)];
    }

    /// <summary>An amount that is exact and one that is estimated: whole nano-dollars.</summary>
    internal static long Plus(long spent, double rest) => checked(spent + decimal.ToInt64(decimal.Round((decimal)rest, 0, MidpointRounding.ToEven)));
}

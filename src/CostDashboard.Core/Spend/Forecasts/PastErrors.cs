namespace CostDashboard.Core.Spend.Forecasts;

/// <summary>How far the usual week was off in the past, as factors: what came, divided by what it said.</summary>
/// <param name="Factors">Ascending.</param>
/// <param name="Days">Over so many days each: the horizon of the forecast, or fewer where the history is too short for it.</param>
/// <param name="Apart">How many of them do not overlap.</param>
internal sealed record PastErrors(double[] Factors, int Days, double Apart)
{
    // Errors are taken from the second week on, from so many days before today on, and so few of them are no distribution.
    private const int LeastHistory = 7;
    private const int MostOrigins = 90;
    private const int Least = 8;

    /// <summary>
    /// Back-tests with a rolling origin (L. J. Tashman, "Out-of-sample tests of forecasting accuracy: an analysis and review", International Journal of
    /// Forecasting 16 (2000), 437–450): from every day on, with nothing but the days before it. Null where the history is too short.
    /// Time grows with the days of history, at most 90 origins, times the horizon.
    /// </summary>
    /// <param name="horizon">Days, at least 1.</param>
    internal static PastErrors? Of(ReadOnlySpan<long> days, int horizon)
    {
        var known = Math.Min(horizon, (days.Length - LeastHistory + 1) / 2);
        while (known > 0 && Origins(days.Length, known) < Math.Max(Least, known))
        {
            known--;
        }

        if (known <= 0)
        {
            return null;
        }

        var factors = new List<double>();
        for (var origin = Math.Max(LeastHistory, days.Length - known - MostOrigins + 1); origin <= days.Length - known; origin++)
        {
            var week = UsualWeek.Of(days[..origin]);
            var said = week.Level * week.Weight(known);
            if (said > 0)
            {
                var came = 0.0;
                foreach (var day in days.Slice(origin, known))
                {
                    came += day;
                }

                factors.Add(came / said);
            }
        }

        if (factors.Count < Least)
        {
            return null;
        }

        factors.Sort();
        return new(Widened(factors, Math.Sqrt((double)horizon / known)), known, Math.Max(1, (double)factors.Count / known));
    }

    /// <summary>The factor below which a share of the errors lies.</summary>
    internal double Quantile(double q)
    {
        // Windows that overlap are not so many errors: with few that stand apart, the outer quantiles are those of a small sample, and with one the extremes.
        var outer = Math.Min(q, 1 - q) * (1 - (1 / Apart));
        return Quantiles.Of(Factors, q == 0.5 ? q : q < 0.5 ? outer : 1 - outer);
    }

    private static int Origins(int days, int horizon) => days - LeastHistory - horizon + 1;

    // What was seen over fewer days is taken for more as a random walk goes on: with the root of the time. None falls below nothing spent.
    private static double[] Widened(List<double> sorted, double times)
    {
        var middle = Quantiles.Of([.. sorted], 0.5);
        return [.. sorted.Select(factor => Math.Max(0, middle + ((factor - middle) * times)))];
    }
}

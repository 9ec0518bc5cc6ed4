namespace CostDashboard.Core.Spend.Forecasts;

/// <summary>What the days after a history cost when they are like it: a level, times what each day of the week is of it.</summary>
/// <remarks>
/// With two full weeks or more, the weight of a day of the week is the median of its days in up to the last eight full weeks, divided by the mean of the
/// seven medians. Full weeks, because then a level that shifted within them shifted for all days of the week alike. The level is the median of the last seven days,
/// each divided by its weight: three odd days among them do not move it, and four days after a shift it is the new level.
/// </remarks>
internal sealed class UsualWeek
{
    private const int DaysOfWeek = 7;
    private const int MostWeeks = 8;
    private const int LeastWeeks = 2;

    // By the place of a day counted from the end of the history, modulo the week.
    private readonly double[] _weights;

    private UsualWeek(double level, double[] weights) => (Level, _weights) = (level, weights);

    /// <summary>Nano-dollars of a day of weight 1.</summary>
    internal double Level { get; }

    internal static UsualWeek Of(ReadOnlySpan<long> days)
    {
        var weights = Weights(days);
        return new(Quantiles.Median(Levels(days[^Math.Min(DaysOfWeek, days.Length)..], weights)), weights);
    }

    /// <summary>The weights of the first so many days after the history, added up.</summary>
    internal double Weight(int days)
    {
        var sum = 0.0;
        for (var ahead = 0; ahead < days; ahead++)
        {
            sum += _weights[ahead % DaysOfWeek];
        }

        return sum;
    }

    /// <summary>The level of each day of the history by itself.</summary>
    internal IReadOnlyList<double> LevelsOf(ReadOnlySpan<long> days) => Levels(days, _weights);

    // A day of the week on which nothing is spent says nothing about the level.
    private static List<double> Levels(ReadOnlySpan<long> days, double[] weights)
    {
        var levels = new List<double>(days.Length);
        for (var i = 0; i < days.Length; i++)
        {
            var back = (days.Length - i) % DaysOfWeek;
            if (weights[(DaysOfWeek - back) % DaysOfWeek] is > 0 and var weight)
            {
                levels.Add(days[i] / weight);
            }
        }

        return levels;
    }

    private static double[] Weights(ReadOnlySpan<long> days)
    {
        var weeks = Math.Min(days.Length / DaysOfWeek, MostWeeks);
        var weights = new double[DaysOfWeek];
        if (weeks >= LeastWeeks)
        {
            for (var day = 0; day < DaysOfWeek; day++)
            {
                var same = new double[weeks];
                for (var week = 0; week < weeks; week++)
                {
                    same[week] = days[^(((week + 1) * DaysOfWeek) - day)];
                }

                weights[day] = Quantiles.Median(same);
            }
        }

        var mean = weights.Average();
        for (var day = 0; day < DaysOfWeek; day++)
        {
            weights[day] = mean > 0 ? weights[day] / mean : 1;
        }

        return weights;
    }
}

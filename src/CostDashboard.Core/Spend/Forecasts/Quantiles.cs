namespace CostDashboard.Core.Spend.Forecasts;

/// <summary>Quantiles of a few numbers.</summary>
internal static class Quantiles
{
    internal static double Median(IEnumerable<double> values) => Of([.. values.Order()], 0.5);

    /// <summary>The quantile at rank q·(n + 1), between neighbours in proportion: the next value of the same kind lies below it with probability q.</summary>
    /// <param name="sorted">Ascending, not empty.</param>
    /// <param name="q">0 is the smallest, 1 the largest.</param>
    internal static double Of(double[] sorted, double q)
    {
        var rank = Math.Clamp((q * (sorted.Length + 1)) - 1, 0, sorted.Length - 1);
        var below = (int)rank;
        return below == sorted.Length - 1 ? sorted[below] : sorted[below] + ((rank - below) * (sorted[below + 1] - sorted[below]));
    }
}

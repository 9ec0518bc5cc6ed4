using CostDashboard.Core.Units;

namespace CostDashboard.Core.Spend.Spikes;

/// <summary>A figure of one span of time, such as an hour's cost per call.</summary>
/// <param name="Weight">On how much it stands, such as the hour's calls.</param>
public readonly record struct LevelPoint(UnixNanos Start, double Value, double Weight);

/// <summary>The moment from which a figure stays on another level, and both levels.</summary>
public sealed record LevelShift(UnixNanos Since, double Before, double After)
{
    /// <summary>At least so many points are needed on the side before the shift; after it one is enough, as a shift has just happened when it is asked about.</summary>
    public const int LeastBefore = 3;

    // The split has to take this share of the variance, or there is no level that was left.
    private const double LeastExplained = 0.5;

    /// <summary>
    /// The split of the series in two that leaves the least weighted variance around the two means (one step of binary segmentation:
    /// A. J. Scott and M. Knott, "A cluster analysis method for grouping means in the analysis of variance", Biometrics 30 (1974)); null where no split
    /// takes half of it. Time grows with the number of points.
    /// </summary>
    /// <param name="points">In the order of time.</param>
    public static LevelShift? Of(IReadOnlyList<LevelPoint> points)
    {
        LevelPoint[] known = [.. points.Where(p => p.Weight > 0 && double.IsFinite(p.Value))];
        var (weight, sum) = (known.Sum(p => p.Weight), known.Sum(p => p.Weight * p.Value));
        if (known.Length <= LeastBefore || weight <= 0)
        {
            return null;
        }

        var mean = sum / weight;
        var variance = known.Sum(p => p.Weight * (p.Value - mean) * (p.Value - mean));
        LevelShift? best = null;
        var (bestTaken, weightBefore, sumBefore) = (0.0, 0.0, 0.0);
        for (var i = 0; i < known.Length; i++)
        {
            if (i >= LeastBefore)
            {
                var before = sumBefore / weightBefore;
                var after = (sum - sumBefore) / (weight - weightBefore);
                var taken = weightBefore * (weight - weightBefore) / weight * (after - before) * (after - before);
                if (taken > bestTaken)
                {
                    (best, bestTaken) = (new(known[i].Start, before, after), taken);
                }
            }

            weightBefore += known[i].Weight;
            sumBefore += known[i].Weight * known[i].Value;
        }

        return bestTaken >= LeastExplained * variance ? best : null;
    }
}

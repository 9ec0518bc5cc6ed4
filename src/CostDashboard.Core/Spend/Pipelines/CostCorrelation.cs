namespace CostDashboard.Core.Spend.Pipelines;

/// <summary>The upper end of one axis: the slowest, or the dearest.</summary>
/// <param name="From">The smallest value of the bin in which the 99th percentile lies, in nanoseconds or nano-dollars: where the end begins, inclusive.</param>
/// <param name="Count">How many lie at or above it: at least 1 %, and all of the percentile's bin.</param>
public sealed record DensityTail(long From, long Count);

/// <summary>How latency and cost go together (ADR 019).</summary>
/// <param name="Count">Of all that is in the density.</param>
/// <param name="Free">How many of them cost nothing or took no time: without a logarithm, they are left out of <paramref name="Pearson"/>.</param>
/// <param name="Pearson">Of the logarithms: -1 to 1. Null where one of the two is the same for all.</param>
/// <param name="Spearman">Of the ranks, those in one bin having the mean of theirs: -1 to 1. Null where one of the two is the same for all.</param>
/// <param name="Both">How many of the slowest are also among the dearest.</param>
public sealed record CostCorrelation(long Count, long Free, double? Pearson, double? Spearman, DensityTail Slowest, DensityTail Dearest, long Both)
{
    /// <summary>Of fewer, one percent is not even one.</summary>
    public const int Fewest = 100;

    private const double Tail = 0.99;

    /// <summary>The share of the slowest that are also among the dearest.</summary>
    public double BothShare => (double)Both / Slowest.Count;

    /// <summary>What <see cref="BothShare"/> would be if the two had nothing to do with each other: the share of the dearest among all.</summary>
    public double BothByChance => (double)Dearest.Count / Count;

    /// <summary>Null where there are fewer than <see cref="Fewest"/>. Time grows with the cells.</summary>
    public static CostCorrelation? Of(Density density)
    {
        var cells = density.Cells.ToList();
        var count = cells.Sum(c => c.Count);
        if (count < Fewest)
        {
            return null;
        }

        var (latencies, costs) = (Marginal(cells, c => c.Latency), Marginal(cells, c => c.Beside));
        var (slow, dear) = (TailOf(latencies, count), TailOf(costs, count));
        var (latencyRanks, costRanks) = (Ranks(latencies), Ranks(costs));
        var timed = cells.Where(c => c is { Latency: > 0, Beside: > 0 }).ToList();
        return new(
            count,
            count - timed.Sum(c => c.Count),
            Coefficient(timed, c => Math.Log(Density.Axis.Middle(c.Latency)), c => Math.Log(Density.Axis.Middle(c.Beside))),
            Coefficient(cells, c => latencyRanks[c.Latency], c => costRanks[c.Beside]),
            slow,
            dear,
            cells.Where(c => Density.Axis.Low(c.Latency) >= slow.From && Density.Axis.Low(c.Beside) >= dear.From).Sum(c => c.Count));
    }

    private static SortedDictionary<int, long> Marginal(List<DensityCell> cells, Func<DensityCell, int> bin)
    {
        var counts = new SortedDictionary<int, long>();
        foreach (var cell in cells)
        {
            counts[bin(cell)] = counts.GetValueOrDefault(bin(cell)) + cell.Count;
        }

        return counts;
    }

    private static DensityTail TailOf(SortedDictionary<int, long> counts, long total)
    {
        var rank = (long)Math.Ceiling(Tail * total);
        var below = 0L;
        foreach (var (bin, count) in counts)
        {
            if (below + count >= rank)
            {
                return new(Density.Axis.Low(bin), total - below);
            }

            below += count;
        }

        throw new System.Diagnostics.UnreachableException();
    }

    private static Dictionary<int, double> Ranks(SortedDictionary<int, long> counts)
    {
        var ranks = new Dictionary<int, double>();
        var below = 0L;
        foreach (var (bin, count) in counts)
        {
            ranks[bin] = below + ((count + 1) / 2.0);
            below += count;
        }

        return ranks;
    }

    // Means first, then deviations: sums of squares of large numbers would lose the small differences.
    private static double? Coefficient(List<DensityCell> cells, Func<DensityCell, double> x, Func<DensityCell, double> y)
    {
        var count = (double)cells.Sum(c => c.Count);
        var (meanX, meanY) = (cells.Sum(c => c.Count * x(c)) / count, cells.Sum(c => c.Count * y(c)) / count);
        var (xx, yy, xy) = (0.0, 0.0, 0.0);
        foreach (var cell in cells)
        {
            var (dx, dy) = (x(cell) - meanX, y(cell) - meanY);
            xx += cell.Count * dx * dx;
            yy += cell.Count * dy * dy;
            xy += cell.Count * dx * dy;
        }

        return AreAllAlike(cells, x) || AreAllAlike(cells, y) ? null : Math.Clamp(xy / Math.Sqrt(xx * yy), -1, 1);
    }

    private static bool AreAllAlike(List<DensityCell> cells, Func<DensityCell, double> value) => cells.TrueForAll(c => value(c) == value(cells[0]));
}

using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Pipelines;

namespace CostDashboard.Web.Ui.Charts;

/// <summary>Edges of an axis on which the bins of a <see cref="Density"/> lie.</summary>
internal static class DensityEdges
{
    /// <summary>Of the density's own bins, or as many of them together as a picture of at most so many needs; zero, where there is any, stands alone before the others.</summary>
    public static List<long> Of(IEnumerable<int> used, int most)
    {
        var lows = used.Select(Density.Axis.Low).ToHashSet();
        var positive = lows.Where(low => low > 0).DefaultIfEmpty(1).ToList();
        for (var bits = Density.Axis.MantissaBits; ; bits--)
        {
            var bins = new LogBins(bits);
            var (first, last) = (bins.Of(positive.Min()), bins.Of(positive.Max()));
            if (bits > 0 && last - first + 1 > most)
            {
                continue;
            }

            var edges = Enumerable.Range(first, last - first + 1).Select(bins.Low).Append(bins.High(last) == long.MaxValue ? long.MaxValue : bins.High(last) + 1).ToList();
            return lows.Contains(0) ? [0, .. edges] : edges;
        }
    }
}

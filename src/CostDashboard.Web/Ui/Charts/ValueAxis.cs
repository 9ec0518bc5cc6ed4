using System.Globalization;
using CostDashboard.Web.Ui.Text;

namespace CostDashboard.Web.Ui.Charts;

/// <summary>
/// An axis of amounts on a logarithmic scale: bins between given edges, and labels at round amounts. It is laid out in the unit in which amounts
/// are stored: nano-dollars, nanoseconds, whole things.
/// </summary>
public sealed class ValueAxis
{
    private const int MostTicks = 8;
    private const long SmallestOctave = 64;

    // Between 64 and 128, in parts of 64: as near to equal steps of a logarithmic scale as the bins of Histogram allow, so that no bin is cut.
    private static readonly long[] s_inAnOctave = [64, 76, 91, 108];

    private readonly long[] _edges;

    private ValueAxis(long[] edges, IReadOnlyList<ChartBucket> buckets, IReadOnlyList<ChartTick> ticks) => (_edges, Buckets, Ticks) = (edges, buckets, ticks);

    public IReadOnlyList<ChartBucket> Buckets { get; }

    public IReadOnlyList<ChartTick> Ticks { get; }

    /// <param name="edges">Ascending; bin i is from edge i to below edge i + 1.</param>
    /// <param name="linkValue">An edge as <see cref="ChartOptions.FromKey"/> wants it, such as seconds.</param>
    public static ValueAxis Of(IReadOnlyList<long> edges, ChartUnit unit, Func<long, string> linkValue)
    {
        long[] all = [.. edges];
        var buckets = new ChartBucket[Math.Max(0, all.Length - 1)];
        for (var i = 0; i < buckets.Length; i++)
        {
            buckets[i] = new(TextOf(all[i], all[i + 1], unit), linkValue(all[i]), linkValue(all[i + 1]));
        }

        return new(all, buckets, TicksOf(all, unit));
    }

    /// <summary>
    /// Edges of bins that hold all values from the least to the most, four in each doubling, two where that would be more than
    /// <paramref name="mostBins"/>. No bin of a <c>Histogram</c> lies across one.
    /// </summary>
    public static IReadOnlyList<long> EdgesFor(long least, long most, int mostBins = 60)
    {
        var fine = EdgesOf(Math.Max(0, least), Math.Max(0, most), everyNth: 1);
        return fine.Count - 1 <= mostBins ? fine : EdgesOf(Math.Max(0, least), Math.Max(0, most), everyNth: 2);
    }

    /// <summary>The bin in which a value lies; what lies outside is in the first or the last one.</summary>
    public int IndexOf(long value)
    {
        var found = Array.BinarySearch(_edges, value);
        return Math.Clamp(found >= 0 ? found : ~found - 1, 0, Buckets.Count - 1);
    }

    /// <summary>Where a value lies, in bins: the middle of the first one is 0.</summary>
    public double PositionOf(long value)
    {
        var bin = IndexOf(value);
        var (low, high) = (Math.Max(0.5, _edges[bin]), Math.Max(1.0, _edges[bin + 1]));
        return bin - 0.5 + Math.Clamp(Math.Log(Math.Max(low, value) / low) / Math.Log(high / low), 0, 1);
    }

    private static List<long> EdgesOf(long least, long most, int everyNth)
    {
        var edges = new List<long>();
        foreach (var edge in AllEdges(everyNth))
        {
            if (edge <= least)
            {
                edges.Clear();
            }

            edges.Add(edge);
            if (edge > most)
            {
                break;
            }
        }

        return edges;
    }

    private static IEnumerable<long> AllEdges(int everyNth)
    {
        yield return 0;
        var last = 0L;
        for (var octave = 1L; octave <= long.MaxValue / 128 && octave > 0; octave *= 2)
        {
            for (var i = 0; i < s_inAnOctave.Length; i += everyNth)
            {
                // Below 64 amounts are kept one by one, and neighbouring steps may be the same number.
                var edge = octave < SmallestOctave
                    ? (long)Math.Round(octave * s_inAnOctave[i] / (double)SmallestOctave, MidpointRounding.AwayFromZero)
                    : octave / SmallestOctave * s_inAnOctave[i];
                if (edge > last)
                {
                    yield return last = edge;
                }
            }
        }
    }

    private static IReadOnlyList<ChartTick> TicksOf(long[] edges, ChartUnit unit)
    {
        if (edges.Length < 2)
        {
            return [];
        }

        foreach (var steps in (long[][])[[1, 2, 5], [1], []])
        {
            var ticks = new List<ChartTick>();
            var axis = new ValueAxis(edges, new ChartBucket[edges.Length - 1], []);
            foreach (var value in Round(steps, edges[^1]).Where(v => v >= Math.Max(1, edges[0]) && v <= edges[^1]))
            {
                ticks.Add(new(value == edges[^1] ? edges.Length - 1.5 : axis.PositionOf(value), TextOf(value, unit)));
            }

            if (ticks.Count is > 0 and <= MostTicks || steps.Length == 0)
            {
                return ticks;
            }
        }

        return [];
    }

    // 1, 2, 5, 10 …; without steps every thousandfold.
    private static IEnumerable<long> Round(long[] steps, long most)
    {
        for (var power = 1L; power <= most && power > 0; power = power > long.MaxValue / 100 ? -1 : power * (steps.Length == 0 ? 1000 : 10))
        {
            foreach (var step in steps.Length == 0 ? [1L] : steps)
            {
                if (step <= long.MaxValue / power)
                {
                    yield return step * power;
                }
            }
        }
    }

    private static string TextOf(long from, long to, ChartUnit unit) => unit is ChartUnit.Count && to == from + 1
        ? TextOf(from, unit)
        : $"{TextOf(from, unit)} – {TextOf(to, unit)}";

    private static string TextOf(long value, ChartUnit unit) => unit switch
    {
        ChartUnit.Usd => value == 0 ? "$0" : "$" + Usd(value),
        ChartUnit.Nanoseconds => value == 0 ? "0" : NumberText.Duration(value).Replace(".00 s", " s", StringComparison.Ordinal).Replace(" min 0 s", " min", StringComparison.Ordinal),
        _ => NumberText.Short(value),
    };

    // Three digits that count are enough for an edge.
    private static string Usd(long nanos)
    {
        var dollars = Core.Units.Usd.FromNanos(nanos).Amount;
        var decimals = Math.Clamp(2 - (int)Math.Floor(Math.Log10((double)dollars)), 0, 9);
        return Math.Round(dollars, decimals).ToString("#,##0." + new string('#', decimals), CultureInfo.InvariantCulture);
    }
}

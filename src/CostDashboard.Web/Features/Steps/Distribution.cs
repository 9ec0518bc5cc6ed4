using CostDashboard.Core.Spend;
using CostDashboard.Web.Ui.Charts;
using CostDashboard.Web.Ui.Text;

namespace CostDashboard.Web.Features.Steps;

/// <summary>A percentile of a distribution, for people.</summary>
public sealed record Percentile(string Name, string Text);

/// <summary>A distribution as a chart with its percentiles.</summary>
/// <param name="Count">How many values it has: the sum of its bars.</param>
public sealed record Distribution(ChartOptions Chart, long Count, IReadOnlyList<Percentile> Percentiles)
{
    private static readonly (string Name, double Quantile)[] s_quantiles = [("p50", 0.5), ("p90", 0.9), ("p95", 0.95), ("p99", 0.99)];

    /// <summary>Null of an empty histogram.</summary>
    /// <param name="label">What is under the axis.</param>
    /// <param name="text">Writes a value for people.</param>
    public static Distribution? Of(string title, string label, Histogram histogram, ChartUnit unit, Func<long, string> text)
    {
        if (histogram.IsEmpty)
        {
            return null;
        }

        var bins = histogram.Bins.ToList();
        var axis = ValueAxis.Of(ValueAxis.EdgesFor(Histogram.Axis.Low(bins[0].Key), Histogram.Axis.High(bins[^1].Key), mostBins: 40), unit, _ => "");
        var counts = new long[axis.Buckets.Count];
        foreach (var (bin, count) in bins)
        {
            counts[axis.IndexOf(Histogram.Axis.Low(bin))] += count;
        }

        var marks = s_quantiles.Select(q => (q.Name, Value: histogram.Quantile(q.Quantile)!.Value)).ToList();
        var chart = new ChartOptions(
            title,
            ChartKind.Bars,
            ChartUnit.Count,
            axis.Buckets,
            axis.Ticks,
            [new("Calls", "hue-1", [.. counts.Select(c => (double?)c)], [.. counts.Select(NumberText.Count)], "")],
            Totals: null,
            Link: null)
        {
            AxisLabel = label,
            Rules = [.. marks.Where(m => m.Name is "p50" or "p99").Select(m => new ChartRule(axis.PositionOf(m.Value), m.Name))],
        };
        return new(chart, counts.Sum(), [.. marks.Select(m => new Percentile(m.Name, text(m.Value)))]);
    }
}

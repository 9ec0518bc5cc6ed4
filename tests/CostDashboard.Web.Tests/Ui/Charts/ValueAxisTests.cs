using System.Globalization;
using CostDashboard.Core.Spend;
using CostDashboard.Web.Ui.Charts;

namespace CostDashboard.Web.Tests.Ui.Charts;

public sealed class ValueAxisTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(3, 90)]
    [InlineData(70, 1_000)]
    [InlineData(1_000_000, 5_000_000_000)]
    [InlineData(0, 3_600_000_000_000)]
    public void The_bins_hold_all_values_from_the_least_to_the_most(long least, long most)
    {
        var edges = ValueAxis.EdgesFor(least, most);

        Assert.True(edges[0] <= least && edges[^1] > most);
        Assert.True(edges.Count == 2 || (edges[1] > least && edges[^2] <= most));
        Assert.Equal(edges.Distinct().Order(), edges);
    }

    // A bin of the stored histograms that lay across an edge could be counted on either side.
    [Fact]
    public void No_bin_of_a_histogram_lies_across_an_edge()
    {
        foreach (var edge in ValueAxis.EdgesFor(1, 1_000_000_000_000, mostBins: 1000).Where(e => e > 0))
        {
            Assert.NotEqual(Histogram.BinOf(edge - 1), Histogram.BinOf(edge));
        }
    }

    [Fact]
    public void A_wide_range_has_wider_bins() =>
        Assert.True(ValueAxis.EdgesFor(1, 1_000_000_000_000).Count < ValueAxis.EdgesFor(1, 1_000_000_000_000, mostBins: 1000).Count);

    [Theory]
    [InlineData(ChartUnit.Nanoseconds, 1_000_000, 20_000_000_000, "1 ms|10 ms|100 ms|1 s|10 s")]
    [InlineData(ChartUnit.Usd, 1_000_000, 2_000_000_000, "$0.001|$0.01|$0.1|$1")]
    [InlineData(ChartUnit.Count, 10, 300, "10|20|50|100|200")]
    public void Labels_stand_at_round_amounts(ChartUnit unit, long least, long most, string labels)
    {
        var axis = ValueAxis.Of(ValueAxis.EdgesFor(least, most), unit, edge => edge.ToString(CultureInfo.InvariantCulture));

        Assert.Equal(labels.Split('|'), axis.Ticks.Select(t => t.Label).Where(l => labels.Split('|').Contains(l)));
        Assert.Equal(axis.Ticks.OrderBy(t => t.At), axis.Ticks);
        Assert.InRange(axis.Ticks.Count, labels.Split('|').Length, 8);
    }

    [Fact]
    public void A_value_is_in_the_bin_whose_edges_are_around_it_and_lies_between_them()
    {
        long[] edges = [100, 200, 400, 800];
        var axis = ValueAxis.Of(edges, ChartUnit.Count, edge => edge.ToString(CultureInfo.InvariantCulture));

        Assert.Equal([0, 0, 1, 1, 2, 2], ((long[])[50, 199, 200, 399, 400, 900]).Select(axis.IndexOf));
        Assert.Equal([-0.5, 0.0, 0.5, 2.5], ((long[])[100, 141, 200, 800]).Select(v => Math.Round(axis.PositionOf(v), 1)));
        Assert.Equal(("100", "200", "100 – 200"), (axis.Buckets[0].From, axis.Buckets[0].To, axis.Buckets[0].Label));
    }
}

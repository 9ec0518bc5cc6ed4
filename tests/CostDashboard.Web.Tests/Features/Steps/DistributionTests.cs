using CostDashboard.Core.Spend;
using CostDashboard.Web.Features.Steps;
using CostDashboard.Web.Ui.Charts;

namespace CostDashboard.Web.Tests.Features.Steps;

public sealed class DistributionTests
{
    [Fact]
    public void Bars_sum_to_the_count_and_percentiles_are_those_of_the_histogram()
    {
        var (random, histogram) = (new Random(2), new Histogram());
        for (var i = 0; i < 3_000; i++)
        {
            histogram.Add(random.NextInt64(1L << random.Next(1, 40)));
        }

        var shown = Distribution.Of("Latency", "Latency", histogram, ChartUnit.Nanoseconds, n => $"{n}")!;

        Assert.Equal((3_000L, 3_000.0), (shown.Count, shown.Chart.Series[0].Values.Sum()));
        Assert.Equal(
            [("p50", $"{histogram.Quantile(0.5)}"), ("p90", $"{histogram.Quantile(0.9)}"), ("p95", $"{histogram.Quantile(0.95)}"), ("p99", $"{histogram.Quantile(0.99)}")],
            shown.Percentiles.Select(p => (p.Name, p.Text)));
    }

    [Fact]
    public void Where_there_is_nothing_there_is_no_picture() =>
        Assert.Null(Distribution.Of("Latency", "Latency", new(), ChartUnit.Nanoseconds, n => $"{n}"));

    [Fact]
    public void One_value_alone_is_one_bar()
    {
        var histogram = new Histogram();
        histogram.Add(0, 5);

        Assert.Equal([5.0], Distribution.Of("Cost", "Cost", histogram, ChartUnit.Usd, n => $"{n}")!.Chart.Series[0].Values);
    }
}

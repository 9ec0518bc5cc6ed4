using CostDashboard.Core.Spend.Pipelines;

namespace CostDashboard.Core.Tests.Spend.Pipelines;

public sealed class CostCorrelationTests
{
    [Fact]
    public void Of_fewer_than_a_hundred_nothing_is_said()
    {
        Assert.Null(CostCorrelation.Of(Of(99, i => (i + 1, i + 1))));
        Assert.NotNull(CostCorrelation.Of(Of(100, i => (i + 1, i + 1))));
    }

    [Fact]
    public void A_cost_that_is_a_power_of_the_latency_is_correlated_fully()
    {
        var correlation = CostCorrelation.Of(Of(1_000, i => (1_000_000L * (i + 1), (long)Math.Pow(i + 1, 2) * 100)))!;

        Assert.InRange(correlation.Pearson!.Value, 0.998, 1);
        Assert.InRange(correlation.Spearman!.Value, 0.998, 1);

        // Both ends are the last values; the longer holds the shorter.
        Assert.Equal(Math.Min(correlation.Slowest.Count, correlation.Dearest.Count), correlation.Both);
    }

    [Fact]
    public void What_costs_less_the_longer_it_takes_is_correlated_negatively()
    {
        var correlation = CostCorrelation.Of(Of(1_000, i => (1_000_000L * (i + 1), 1_000_000_000L / (i + 1))))!;

        Assert.InRange(correlation.Pearson!.Value, -1, -0.998);
        Assert.Equal((0L, 0.0), (correlation.Both, correlation.BothShare));
    }

    [Fact]
    public void The_coefficients_are_those_of_the_values_within_the_bins_accuracy()
    {
        var random = new Random(7);
        var pairs = Enumerable.Range(0, 20_000).Select(_ =>
        {
            var (x, y) = (Normal(random), Normal(random));
            return (Latency: (long)(1e9 * Math.Exp(x)), Cost: (long)(1e7 * Math.Exp((0.6 * x) + (0.8 * y))));
        }).ToList();
        var density = new Density();
        pairs.ForEach(p => density.Add(p.Latency, p.Cost));

        var correlation = CostCorrelation.Of(density)!;

        Assert.Equal(Pearson([.. pairs.Select(p => (Math.Log(p.Latency), Math.Log(p.Cost)))]), correlation.Pearson!.Value, 0.01);
        Assert.Equal(Pearson([.. Ranked(pairs)]), correlation.Spearman!.Value, 0.01);
    }

    [Fact]
    public void The_ends_hold_exactly_those_at_or_above_where_they_begin()
    {
        var random = new Random(11);
        var pairs = Enumerable.Range(0, 5_000).Select(_ => (Latency: random.NextInt64(1, 1L << random.Next(1, 40)), Cost: random.NextInt64(0, 1L << random.Next(1, 40)))).ToList();
        var density = new Density();
        pairs.ForEach(p => density.Add(p.Latency, p.Cost));

        var correlation = CostCorrelation.Of(density)!;

        Assert.Equal(pairs.Count(p => p.Latency >= correlation.Slowest.From), correlation.Slowest.Count);
        Assert.Equal(pairs.Count(p => p.Cost >= correlation.Dearest.From), correlation.Dearest.Count);
        Assert.Equal(pairs.Count(p => p.Latency >= correlation.Slowest.From && p.Cost >= correlation.Dearest.From), correlation.Both);
        Assert.Equal(pairs.Count(p => p.Cost == 0), correlation.Free);
        Assert.True(correlation.Slowest.Count >= 50);
    }

    [Fact]
    public void Where_all_cost_the_same_there_is_no_coefficient()
    {
        var correlation = CostCorrelation.Of(Of(1_000, i => (1_000_000L * (i + 1), 5_000)))!;

        Assert.Equal((null, null), (correlation.Pearson, correlation.Spearman));
        Assert.Equal(1, correlation.BothByChance);
    }

    private static Density Of(int count, Func<int, (long Latency, long Cost)> pair)
    {
        var density = new Density();
        for (var i = 0; i < count; i++)
        {
            density.Add(pair(i).Latency, pair(i).Cost);
        }

        return density;
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static IEnumerable<(double, double)> Ranked(List<(long Latency, long Cost)> pairs)
    {
        var latencies = pairs.Select(p => p.Latency).Order().ToList();
        var costs = pairs.Select(p => p.Cost).Order().ToList();
        return pairs.Select(p => ((double)latencies.BinarySearch(p.Latency), (double)costs.BinarySearch(p.Cost)));
    }

    private static double Pearson(IReadOnlyList<(double X, double Y)> pairs)
    {
        var (mx, my) = (pairs.Average(p => p.X), pairs.Average(p => p.Y));
        return pairs.Sum(p => (p.X - mx) * (p.Y - my)) / Math.Sqrt(pairs.Sum(p => (p.X - mx) * (p.X - mx)) * pairs.Sum(p => (p.Y - my) * (p.Y - my)));
    }
}

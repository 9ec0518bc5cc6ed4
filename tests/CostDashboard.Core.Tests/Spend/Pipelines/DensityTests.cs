using CostDashboard.Core.Spend.Pipelines;

namespace CostDashboard.Core.Tests.Spend.Pipelines;

public sealed class DensityTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void What_is_stored_is_read_again_and_merges_as_if_it_had_been_one(int seed)
    {
        var random = new Random(seed);
        var (whole, halves) = (new Density(), new[] { new Density(), new Density() });
        for (var i = 0; i < 2_000; i++)
        {
            var (latency, cost) = (random.NextInt64(0, 1L << random.Next(1, 63)), random.NextInt64(0, 1L << random.Next(1, 63)));
            whole.Add(latency, cost);
            halves[i % 2].Add(latency, cost);
        }

        var merged = new Density();
        foreach (var half in halves)
        {
            merged.MergeEncoded(half.Encode());
        }

        Assert.Equal(whole, merged);
        Assert.Equal((2_000L, 2_000L), (merged.Count, merged.Cells.Sum(c => c.Count)));
        merged.Merge(whole, -1);
        Assert.True(merged.IsEmpty);
    }

    [Fact]
    public void The_middle_of_a_bin_is_off_by_at_most_a_sixteenth_of_every_value_in_it()
    {
        var random = new Random(5);
        Assert.All(Enumerable.Range(0, 5_000), _ =>
        {
            var value = random.NextInt64(1, 1L << random.Next(1, 63));
            var bin = Density.Axis.Of(value);
            Assert.InRange(value, Density.Axis.Low(bin), Density.Axis.High(bin));
            Assert.InRange(Math.Abs(Density.Axis.Middle(bin) - value), 0, value / 16.0);
        });
    }

    [Fact]
    public void The_largest_pair_fits_and_what_lies_beyond_it_is_refused()
    {
        var largest = new Density();
        largest.Add(long.MaxValue, long.MaxValue);
        var beyond = new byte[] { 0xff, 0xff, 0xff, 0x01, 2 };

        var read = new Density();
        read.MergeEncoded(largest.Encode());

        Assert.Equal(largest, read);
        Assert.Throws<FormatException>(() => read.MergeEncoded(beyond));
    }
}

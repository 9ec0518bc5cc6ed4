using CostDashboard.Core.Spend;
using FsCheck;
using FsCheck.Fluent;

namespace CostDashboard.Core.Tests.Spend;

public sealed class HistogramTests
{
    private static readonly Gen<long> s_value = Gen.OneOf(
        Gen.Choose(0, 200).Select(v => (long)v),
        Gen.Choose(0, int.MaxValue).Select(v => (long)v),
        from high in Gen.Choose(0, int.MaxValue)
        from low in Gen.Choose(0, int.MaxValue)
        select ((long)high << 32) | (uint)low);

    private static readonly Gen<long[]> s_values = s_value.NonEmptyListOf().Select(list => list.ToArray());

    [Theory]
    [InlineData(0, 0)]
    [InlineData(63, 63)]
    [InlineData(64, 64)]
    [InlineData(127, 127)]
    [InlineData(128, 129)] // bins of two from here on
    [InlineData(-5, 0)]
    public void Small_values_are_exact(long value, long shown) =>
        Assert.Equal(shown, Of(value).Quantile(0.5));

    [Fact]
    public void Every_value_up_to_the_largest_has_a_bin()
    {
        Assert.InRange(Of(long.MaxValue).Quantile(1)!.Value, long.MaxValue - (long.MaxValue / 128), long.MaxValue);
        Assert.Equal(Histogram.Axis.Last, Histogram.BinOf(long.MaxValue));
    }

    [Fact]
    public void Bins_follow_each_other_without_gap_or_overlap() =>
        Assert.All(Enumerable.Range(0, Histogram.Axis.Last + 1), bin => Assert.Equal(bin, Histogram.BinOf(Histogram.ValueOf(bin))));

    [Fact]
    public void A_value_is_off_by_at_most_a_128th() => Holds(s_value, value =>
        Math.Abs(Histogram.ValueOf(Histogram.BinOf(value)) - value) <= value / 128);

    [Fact]
    public void Larger_values_are_never_in_smaller_bins() =>
        Holds(Two(s_value), pair => pair.First <= pair.Second == Histogram.BinOf(pair.First) <= Histogram.BinOf(pair.Second)
            || Histogram.BinOf(pair.First) == Histogram.BinOf(pair.Second));

    [Fact]
    public void Quantiles_are_those_of_the_values_within_a_128th() => Holds(s_values, values =>
        new[] { 0, 0.01, 0.5, 0.9, 0.95, 0.99, 1 }.All(quantile =>
        {
            var exact = values.Order().ElementAt(Math.Max(1, (int)Math.Ceiling(quantile * values.Length)) - 1);
            return Math.Abs(Of(values).Quantile(quantile)!.Value - exact) <= exact / 128;
        }));

    [Fact]
    public void Merging_is_adding_all_values_together() => Holds(Two(s_values), pair =>
    {
        var merged = Of(pair.First);
        merged.Merge(Of(pair.Second));
        return merged.Equals(Of([.. pair.First, .. pair.Second])) && merged.Count == pair.First.Length + pair.Second.Length;
    });

    [Fact]
    public void What_is_taken_back_leaves_no_trace() => Holds(Two(s_values), pair =>
    {
        var histogram = Of(pair.First);
        histogram.Merge(Of(pair.Second));
        histogram.Merge(Of(pair.Second), -1);
        return histogram.Equals(Of(pair.First));
    });

    [Fact]
    public void A_difference_may_be_negative_and_is_stored_like_any_other() => Holds(Two(s_values), pair =>
    {
        var difference = Of(pair.First);
        difference.Merge(Of(pair.Second), -1);
        var restored = Histogram.Decode(difference.Encode());
        restored.Merge(Of(pair.Second));
        return restored.Equals(Of(pair.First));
    });

    [Fact]
    public void Encoding_keeps_everything() => Holds(s_values, values =>
        Histogram.Decode(Of(values).Encode()).Equals(Of(values)));

    [Fact]
    public void Merging_stored_histograms_is_merging_them() => Holds(Two(s_values), pair =>
    {
        var merged = Of(pair.First);
        merged.MergeEncoded(Of(pair.Second).Encode());
        return merged.Equals(Of([.. pair.First, .. pair.Second]));
    });

    [Fact]
    public void An_empty_histogram_takes_no_bytes_and_has_no_quantile()
    {
        Assert.Empty(new Histogram().Encode());
        Assert.True(Histogram.Decode([]).IsEmpty);
        Assert.Null(new Histogram().Quantile(0.5));
        Assert.Equal(0, new Histogram().Count);
    }

    [Fact]
    public void Taking_back_the_only_value_makes_it_empty_again()
    {
        var histogram = Of(5);
        histogram.Add(5, -1);

        Assert.True(histogram.IsEmpty);
        Assert.Equal(new Histogram(), histogram);
    }

    [Theory]
    [InlineData(new byte[] { 5 })] // a bin without a count
    [InlineData(new byte[] { 0x85 })]
    [InlineData(new byte[] { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1 })]
    [InlineData(new byte[] { 0xff, 0xff, 0xff, 0xff, 0x0f, 2 })] // a bin beyond the last one
    public void Bytes_that_are_no_histogram_are_refused(byte[] bytes) =>
        Assert.Throws<FormatException>(() => Histogram.Decode(bytes));

    [Fact]
    public void Any_bytes_are_a_histogram_or_are_refused() =>
        Holds(Gen.Choose(0, 255).Select(b => (byte)b).ListOf().Select(l => l.ToArray()), bytes =>
        {
            try
            {
                return Histogram.Decode(bytes).Bins.All(bin => bin.Key >= 0 && bin.Key <= Histogram.Axis.Last);
            }
            catch (FormatException)
            {
                return true;
            }
        });

    private static Histogram Of(params long[] values)
    {
        var histogram = new Histogram();
        foreach (var value in values)
        {
            histogram.Add(value);
        }

        return histogram;
    }

    private static Gen<(T First, T Second)> Two<T>(Gen<T> one) =>
        from first in one
        from second in one
        select (first, second);

    private static void Holds<T>(Gen<T> input, Func<T, bool> property) =>
        Prop.ForAll(input.ToArbitrary(), property).Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithQuietOnSuccess(true));
}

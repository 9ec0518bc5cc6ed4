using System.Globalization;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Tests.Units;

public sealed class UsdTests
{
    [Theory]
    [InlineData("0.0000000005", 0)]
    [InlineData("0.0000000015", 2)]
    [InlineData("0.0000000025", 2)]
    [InlineData("0.00000000250000001", 3)]
    [InlineData("-0.0000000005", 0)]
    [InlineData("-0.0000000015", -2)]
    [InlineData("1.234567890", 1_234_567_890)]
    public void Money_is_rounded_half_to_even_to_the_nano_dollar(string dollars, long nanos) =>
        Assert.Equal(nanos, new Usd(decimal.Parse(dollars, CultureInfo.InvariantCulture)).ToNanos());

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void Stored_money_comes_back_exactly(long nanos) =>
        Assert.Equal(nanos, Usd.FromNanos(nanos).ToNanos());

    [Fact]
    public void An_amount_that_cannot_be_stored_is_refused() =>
        Assert.Throws<OverflowException>(() => new Usd(9_300_000_000m).ToNanos());

    [Fact]
    public void Money_is_added_and_compared_exactly()
    {
        Assert.Equal(new Usd(0.3m), new Usd(0.1m) + new Usd(0.2m));
        Assert.Equal(new Usd(-0.1m), new Usd(0.1m) - new Usd(0.2m));
        Assert.True(new Usd(0.1m) < new Usd(0.2m) && new Usd(0.2m) > new Usd(0.1m));
        Assert.True(Usd.Zero <= new Usd(0) && Usd.Zero >= new Usd(0));
        Assert.Equal([new(1), new(2)], new Usd[] { new(2), new(1) }.Order());
    }
}

using System.Globalization;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Tests.Units;

public sealed class UnixNanosTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(59_999_999_999, 0)]
    [InlineData(60_000_000_000, 60_000_000_000)]
    [InlineData(-1, -60_000_000_000)]
    [InlineData(-60_000_000_000, -60_000_000_000)]
    [InlineData(-60_000_000_001, -120_000_000_000)]
    public void The_floor_of_a_time_before_1970_is_earlier_not_later(long time, long minute) =>
        Assert.Equal(new(minute), new UnixNanos(time).Floor(UnixNanos.PerMinute));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, -1)]
    [InlineData(86_400_000_000_000, 1)]
    public void Days_before_1970_have_negative_numbers(long time, int day) =>
        Assert.Equal(day, new UnixNanos(time).UtcDay);

    [Theory]
    [InlineData("2026-11-22T10:30:00.1234567+02:00")]
    [InlineData("1969-12-31T23:59:59.9999999+00:00")]
    public void A_time_of_the_clock_comes_back_as_the_same_moment(string text)
    {
        var time = DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

        Assert.Equal(time.ToUniversalTime(), UnixNanos.From(time).ToDateTimeOffset());
    }

    [Fact]
    public void What_a_tick_cannot_hold_is_cut_off_towards_the_past()
    {
        Assert.Equal(new(0), UnixNanos.From(new UnixNanos(99).ToDateTimeOffset()));
        Assert.Equal(new(-100), UnixNanos.From(new UnixNanos(-1).ToDateTimeOffset()));
    }

    [Fact]
    public void Times_are_compared_subtracted_and_moved()
    {
        var early = new UnixNanos(1);
        var late = early + 5;

        Assert.Equal(5, late - early);
        Assert.True(early < late && late > early && early <= late && late >= early);
        Assert.True(early.CompareTo(late) < 0);
    }
}

using CostDashboard.Core.Traces.Timeline;

namespace CostDashboard.Core.Tests.Traces.Timeline;

public sealed class TimeWindowTests
{
    private const long Second = 1_000_000_000;

    [Theory]
    [InlineData("100-250.5", 100_000_000, 250_500_000)]
    [InlineData("0.000001-1000", 1, Second)]
    [InlineData("250-100", 100_000_000, 250_000_000)] // the other way round means the same
    [InlineData("900-5000", 900_000_000, Second)]
    [InlineData("5000-6000", 999_990_000, Second)] // outside: the nearest that there is
    [InlineData("7-7", 7_000_000, 7_010_000)] // nothing is closer than can be shown
    [InlineData("-5-7", 0, Second)]
    [InlineData("a-b", 0, Second)]
    [InlineData("5", 0, Second)]
    [InlineData("79228162514264337593543950335-1", 0, Second)]
    [InlineData("", 0, Second)]
    [InlineData(null, 0, Second)]
    public void Any_text_is_a_window_inside_the_trace(string? text, long from, long to)
    {
        var window = TimeWindow.Parse(text, Second);

        Assert.Equal((from, to), (window.From, window.To));
        Assert.Equal(window, TimeWindow.Parse(window.ToText(), Second));
    }

    [Fact]
    public void A_trace_without_length_is_seen_whole()
    {
        var window = TimeWindow.Parse("3-5", 0);

        Assert.Equal((true, 0.0, 1.0), (window.IsWhole, window.Start, window.Size));
        Assert.Equal(window, window.Panned(1).Scaled(0.5, 0));
    }

    [Fact]
    public void Panning_stops_at_the_ends_and_keeps_the_length()
    {
        var window = TimeWindow.Of(100, 300, 1000);

        Assert.Equal((0L, 200L), (window.Panned(-3).From, window.Panned(-3).To));
        Assert.Equal((200L, 400L), (window.Panned(0.5).From, window.Panned(0.5).To));
        Assert.Equal((800L, 1000L), (window.Panned(100).From, window.Panned(100).To));
    }

    [Fact]
    public void Going_closer_keeps_the_moment_in_its_place_and_going_back_ends_at_the_whole()
    {
        var window = TimeWindow.Of(0, 1_000_000, 1_000_000).Scaled(0.5, 200_000);

        Assert.Equal((100_000L, 600_000L), (window.From, window.To));
        Assert.True(window.Scaled(2, 200_000).Scaled(2, 200_000).IsWhole);
    }
}

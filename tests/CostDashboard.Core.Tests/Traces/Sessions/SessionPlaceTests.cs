using CostDashboard.Core.Traces.Sessions;

namespace CostDashboard.Core.Tests.Traces.Sessions;

public sealed class SessionPlaceTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(long.MaxValue)]
    public void It_is_read_as_it_is_written(long value) =>
        Assert.Equal(new SessionPlace(value, TextKey.Of("a")), SessionPlace.Parse(new SessionPlace(value, TextKey.Of("a")).ToString()));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("5_zz")]
    [InlineData("x_3a7816bf8f01cfea")]
    [InlineData("5_3a7816bf8f01cfea_1")]
    public void Anything_else_is_no_place(string? text) => Assert.Null(SessionPlace.Parse(text));
}

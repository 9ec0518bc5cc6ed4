using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Tests.Spans;

public sealed class UsageTests
{
    private static readonly Usage s_usage = new(100, 20, 3, 4, 50, 30);

    [Fact]
    public void Reasoning_is_a_part_of_the_output_and_never_added_to_it()
    {
        Assert.Equal(127, s_usage.TotalInput);
        Assert.Equal(7, s_usage.CacheWrite);
        Assert.Equal(177, s_usage.Total);
    }

    [Fact]
    public void What_is_added_can_be_taken_away()
    {
        Assert.Equal(s_usage, s_usage + s_usage - s_usage);
        Assert.True((s_usage - s_usage).IsZero);
        Assert.Equal(new(200, 40, 6, 8, 100, 60), s_usage + s_usage);
    }
}

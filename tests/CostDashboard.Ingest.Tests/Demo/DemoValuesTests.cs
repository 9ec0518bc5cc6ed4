using CostDashboard.Core.Value;
using CostDashboard.Ingest.Demo;

namespace CostDashboard.Ingest.Tests.Demo;

public sealed class DemoValuesTests
{
    private static readonly DateTimeOffset s_until = new(2026, 11, 22, 10, 30, 0, TimeSpan.Zero);

    private readonly IReadOnlyList<FeatureValue> _values = DemoValues.Of(s_until);

    [Fact]
    public void Features_bring_money_and_units_in_whole_weeks_within_the_demo()
    {
        Assert.Contains(_values, value => value.Key.IsRevenue);
        Assert.Contains(_values, value => value.Key.Unit == "tickets");
        Assert.All(_values, value => Assert.Equal(7, value.Key.Days.Count));
        Assert.All(_values, value => Assert.InRange(value.Key.Days.First, new DateOnly(2026, 10, 24), new DateOnly(2026, 11, 16)));
        Assert.All(_values, value => Assert.True(value.Amount > 0));
    }

    [Fact]
    public void No_day_is_counted_twice_and_every_week_brings_no_less_than_the_one_before()
    {
        foreach (var series in _values.GroupBy(value => (value.Key.Feature, value.Key.Unit)))
        {
            FeatureValue[] weeks = [.. series.OrderBy(value => value.Key.Days.First)];
            Assert.All(weeks.Zip(weeks[1..]), pair => Assert.True(pair.First.Key.Days.Last < pair.Second.Key.Days.First && pair.First.Amount <= pair.Second.Amount));
        }
    }

    [Fact]
    public void The_same_end_gives_the_same_values() => Assert.Equal(_values, DemoValues.Of(s_until));
}

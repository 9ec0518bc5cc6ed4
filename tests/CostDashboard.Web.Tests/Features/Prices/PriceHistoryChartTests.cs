using System.Globalization;
using CostDashboard.Web.Features.Prices.Model;

namespace CostDashboard.Web.Tests.Features.Prices;

public sealed class PriceHistoryChartTests
{
    private static readonly DateOnly s_today = new(2026, 8, 6);

    [Fact]
    public void A_price_jumps_on_the_day_on_which_it_changes()
    {
        var chart = PriceHistoryChart.Of(SomePrices.Book.Find("openai", "gpt-4o")!, s_today)!;
        var change = chart.Buckets.Select(b => b.Label).ToList().FindIndex(day => string.CompareOrdinal(day, "2024-11-12") >= 0);
        var input = chart.Series.Single(s => s.Name == "input").Values;

        Assert.True(chart.IsStepped);
        Assert.All(input.Take(change), rate => Assert.Equal(5, rate));
        Assert.All(input.Skip(change), rate => Assert.Equal(2.5, rate));
    }

    [Fact]
    public void A_class_that_had_no_rate_begins_with_its_first_one_and_not_at_nothing() =>
        Assert.Equal(
            ["no price", "$1.25"],
            PriceHistoryChart.Of(SomePrices.Book.Find("openai", "gpt-4o")!, s_today)!.Series.Single(s => s.Name == "input from cache").Texts.Distinct());

    [Fact]
    public void A_price_that_never_changed_is_no_chart() => Assert.Null(PriceHistoryChart.Of(SomePrices.Book.Find("openrouter", "openai/gpt-4o")!, s_today));

    [Theory]
    [InlineData("2024-12-01")]
    [InlineData("2026-08-06")]
    [InlineData("2199-12-31")]
    public void A_history_of_any_length_has_points_and_marks_that_a_screen_has_room_for(string today)
    {
        var chart = PriceHistoryChart.Of(SomePrices.Book.Find("openai", "gpt-4o")!, DateOnly.Parse(today, CultureInfo.InvariantCulture))!;

        Assert.InRange(chart.Buckets.Count, 2, 400);
        Assert.InRange(chart.Ticks.Count, 1, 10);
        Assert.All(chart.Series, series => Assert.Equal(chart.Buckets.Count, series.Values.Count));
    }
}

using CostDashboard.Core.Spans;
using CostDashboard.Web.Features.Prices.Book;
using CostDashboard.Web.Features.Prices.Model;

namespace CostDashboard.Web.Tests.Features.Prices;

public sealed class RateGridTests
{
    [Fact]
    public void Every_set_of_rates_is_a_column_and_a_rate_that_follows_from_another_says_so()
    {
        var grid = Of("openai", "gpt-4o");

        Assert.Equal(["standard", "batch"], grid.Columns);
        Assert.Equal([new(2.5m, false), new(1.25m, false)], Cells(grid, Meter.Input));
        Assert.Equal([new(1.25m, false), new(1.25m, true)], Cells(grid, Meter.CacheRead));
        Assert.Equal([new(10m, true), new(5m, true)], Cells(grid, Meter.Reasoning));
    }

    [Fact]
    public void A_price_by_the_image_has_no_row_for_tokens()
    {
        var row = Assert.Single(Of("openai", "gpt-image").Rows);

        Assert.Equal((Meter.Image, "per image", 0.04m), (row.Meter, row.Unit, row.Cells[0].Rate!.Value));
    }

    private static RateCell[] Cells(RateGrid grid, Meter meter) => [.. grid.Rows.Single(row => row.Meter == meter).Cells];

    private static RateGrid Of(string provider, string model) =>
        RateGrid.Of(SomePrices.Book.Find(provider, model)!.AsOf(BookView.StartOf(new(2026, 8, 6)))!);
}

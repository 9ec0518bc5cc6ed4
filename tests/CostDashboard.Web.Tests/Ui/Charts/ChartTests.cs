using System.Text.Json;
using Bunit;
using CostDashboard.Web.Ui.Charts;

namespace CostDashboard.Web.Tests.Ui.Charts;

public sealed class ChartTests : BunitContext
{
    private const string Hostile = "\"><script>alert(1)</script>";

    private static readonly ChartOptions s_options = new(
        "Cost by step",
        ChartKind.Bars,
        ChartUnit.Usd,
        [new("Thu 19 Nov 2026", "2026-11-19T00:00Z", "2026-11-20T00:00Z")],
        [new(0, "19 Nov")],
        [new(Hostile, "hue-1", [0.25], ["$0.2500"], "&step=x"), new("other", Hues.Other, [null], ["–"], "&not.step=x")],
        ["$0.2500"],
        "/traces?project=1");

    [Fact]
    public void The_numbers_stand_in_a_table_too() =>
        Assert.Equal(
            ["Thu 19 Nov 2026", "$0.2500", "$0.2500", "–"],
            Render<Chart>(p => p.Add(c => c.Options, s_options)).FindAll("tbody tr > *").Select(c => c.TextContent));

    [Fact]
    public void The_script_gets_what_the_table_shows()
    {
        var chart = Render<Chart>(p => p.Add(c => c.Options, s_options));

        Assert.Empty(chart.FindAll("script"));
        using var json = JsonDocument.Parse(chart.Find("cost-chart").GetAttribute("options")!);
        Assert.Equal(Hostile, json.RootElement.GetProperty("series")[0].GetProperty("name").GetString());
        Assert.Equal("bars", json.RootElement.GetProperty("kind").GetString());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("series")[1].GetProperty("values")[0].ValueKind);
    }

    // Addresses of marks come from outside: only http(s) leads away, without a word about us, and a script never runs.
    [Theory]
    [InlineData("https://ci.example/7", "https://ci.example/7", "noopener noreferrer")]
    [InlineData("/traces?project=1", "/traces?project=1", null)]
    [InlineData("javascript:alert(1)", null, null)]
    [InlineData("//elsewhere.example", null, null)]
    [InlineData("/\\\\elsewhere.example", null, null)]
    [InlineData("data:text/html,x", null, null)]
    [InlineData(null, null, null)]
    public void A_mark_links_to_where_it_may(string? link, string? href, string? rel)
    {
        var chart = Render<Chart>(p => p.Add(c => c.Options, s_options with { Markers = [new(ChartMarkerKind.Deploy, 0.2, "19 Nov 09:40", Hostile, link)] }));

        var row = chart.Find(".moments li");
        Assert.Equal((href, rel), (row.QuerySelector("a")?.GetAttribute("href"), row.QuerySelector("a")?.GetAttribute("rel")));
        Assert.Contains(Hostile, row.TextContent, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(chart.Find("cost-chart").GetAttribute("options")!);
        Assert.Equal(href, json.RootElement.GetProperty("markers")[0].GetProperty("safeLink").GetString());
    }

    [Fact]
    public void Of_a_density_every_cell_that_has_something_is_a_row_of_its_table()
    {
        var chart = Render<Chart>(p => p.Add(c => c.Options, s_options with
        {
            Kind = ChartKind.Density,
            AxisLabel = "Latency",
            RowLabel = "Cost",
            Totals = null,
            Buckets = [new("1 ms – 2 ms", "0.001", "0.002"), new("2 ms – 4 ms", "0.002", "0.004")],
            Series = [new("$0.01 – $0.02", "hue-1", [7, 0], ["7", "0"], "&mincost=0.01"), new("$0.02 – $0.04", "hue-1", [0, 3], ["0", "3"], "&mincost=0.02")],
            Rules = [new(0.4, "p99 1.9 ms")],
        }));

        Assert.Equal(["Latency", "Cost", "Count", "1 ms – 2 ms", "$0.01 – $0.02", "7", "2 ms – 4 ms", "$0.02 – $0.04", "3"], chart.FindAll("table th, table td").Select(c => c.TextContent));
        Assert.Contains("p99 1.9 ms", chart.Find("p.moments").TextContent, StringComparison.Ordinal);
        Assert.Contains("\"kind\":\"density\"", chart.Find("cost-chart").GetAttribute("options"), StringComparison.Ordinal);
    }
}

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
}

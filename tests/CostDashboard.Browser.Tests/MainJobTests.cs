using System.Globalization;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using OpenTelemetry.Exporter;

namespace CostDashboard.Browser.Tests;

/// <summary>The main job, with nothing made up: OpenTelemetry's exporter sends, and a person clicks from the spike to the span.</summary>
public sealed class MainJobTests(RunningDashboard dashboard) : IClassFixture<RunningDashboard>
{
    private const long Calm = 1_000;
    private const long Dear = 200_000;

    // gpt-4o: 2.50 and 10 USD for a million tokens.
    private const string CostOfTheSpike = "0.5062";

    [Theory]
    [InlineData(OtlpExportProtocol.HttpProtobuf, 5, 1440)]
    [InlineData(OtlpExportProtocol.Grpc, 10, 1440)]
    [InlineData(OtlpExportProtocol.HttpProtobuf, 15, 390)]
    public async Task Three_clicks_lead_from_a_spike_over_its_report_to_its_trace_and_its_span_and_all_show_the_same_cost(
        OtlpExportProtocol protocol, int hoursAgo, int width)
    {
        var now = DateTime.UtcNow;
        var spike = new DateTime(now.Year, now.Month, now.Day, now.Hour, 20, 0, DateTimeKind.Utc).AddHours(-hoursAgo);
        string trace;
        using (var application = new TracedApplication(dashboard, protocol))
        {
            application.HandleMessage(spike.AddHours(-1), Calm);
            trace = application.HandleMessage(spike, Dear);
            application.HandleMessage(spike.AddHours(1), Calm);
            Assert.True(application.Flush(), "The exporter could not deliver.");
        }

        await using var browser = await SignedInPage.OpenAsync(dashboard, new() { ViewportSize = new() { Width = width, Height = 900 } });
        var page = browser.Page;
        await page.GotoAsync(new Uri(dashboard.Address, "?range=24h").ToString());
        await ClickOnPointAsync(page, spike);

        await page.WaitForURLAsync(url => url.Contains("/spend/spike?", StringComparison.Ordinal));
        await Assertions.Expect(page.Locator(".sentence data.money").First).ToHaveAttributeAsync("value", CostOfTheSpike);
        var row = page.Locator("section:has(#spike-traces-title) tbody tr");
        await Assertions.Expect(row).ToHaveCountAsync(1);
        await Assertions.Expect(row.Locator("data.money").Last).ToHaveAttributeAsync("value", CostOfTheSpike);
        await Assertions.Expect(page.Locator(".load-skeleton")).ToHaveCountAsync(0);
        Assert.Empty((await page.RunAxe()).Violations.Select(v => $"{v.Id} at {string.Join(", ", v.Nodes.Select(n => n.Html))}"));
        Assert.Equal(0, await page.EvaluateAsync<int>("Math.max(0, document.documentElement.scrollWidth - innerWidth)"));

        await row.Locator("a[data-row]").ClickAsync();
        await page.WaitForURLAsync(url => url.Contains(trace, StringComparison.Ordinal));
        await Assertions.Expect(page.Locator(".figures data.money").First).ToHaveAttributeAsync("value", CostOfTheSpike);

        // The name is a link until the circuit is there, and selects in place from then on; both lead to the span.
        await page.GetByRole(AriaRole.Row).Locator(".text", new() { HasText = "chat gpt-4o" }).ClickAsync();
        var panel = page.GetByLabel("The selected span");
        await Assertions.Expect(panel.Locator("tfoot data.money").First).ToHaveAttributeAsync("value", CostOfTheSpike);
        await Assertions.Expect(panel).ToContainTextAsync("gen_ai.usage.input_tokens");
    }

    // The chart answers to the mouse where the point stands; its exact text is that of the totals behind it.
    private static async Task ClickOnPointAsync(IPage page, DateTime at)
    {
        var chart = page.Locator("cost-chart").First;
        await chart.Locator(".canvas svg").WaitForAsync();
        var point = await chart.EvaluateAsync<Point>(
            """
            (element, at) => {
                const options = JSON.parse(element.getAttribute("options"));
                const index = options.buckets.findIndex(b => new Date(b.from) <= new Date(at) && new Date(at) < new Date(b.to));
                const share = options.kind === "bars" || options.buckets.length === 1 ? (index + 0.5) / options.buckets.length : index / (options.buckets.length - 1);
                return { x: element.area.left + share * element.area.width, y: element.area.top + element.area.height / 2, total: options.totals[index] };
            }
            """,
            at.ToString("o", CultureInfo.InvariantCulture));
        Assert.Equal($"${CostOfTheSpike}", point.Total.TrimEnd('0'));
        await chart.Locator(".plot").ClickAsync(new() { Position = new() { X = point.X, Y = point.Y } });
    }

    // Playwright fills it property by property.
    private sealed class Point
    {
        public float X { get; set; }

        public float Y { get; set; }

        public string Total { get; set; } = "";
    }
}

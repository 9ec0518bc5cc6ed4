using System.Net.Http.Json;
using Microsoft.Playwright;
using OpenTelemetry.Exporter;

namespace CostDashboard.Browser.Tests;

/// <summary>A chart without a mouse: its points, the marks on it, the numbers behind it, and both as files.</summary>
public sealed class ChartTests(RunningDashboard dashboard) : IClassFixture<RunningDashboard>
{
    private static readonly byte[] s_png = [0x89, (byte)'P', (byte)'N', (byte)'G'];

    [Fact]
    public async Task A_chart_is_read_by_keys_marked_and_saved()
    {
        using (var application = new TracedApplication(dashboard, OtlpExportProtocol.HttpProtobuf))
        {
            application.HandleMessage(DateTime.UtcNow.AddMinutes(-90), 1_000);
            Assert.True(application.Flush(), "The exporter could not deliver.");
        }

        await ReportAsync(new { kind = "event", name = "<b>Campaign</b>", url = "https://example.org/x", time = DateTime.UtcNow.AddMinutes(-90).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture) });
        await using var administrator = await SignedInPage.OpenAsync(dashboard);
        var page = administrator.Page;
        await page.GotoAsync(new Uri(dashboard.Address, "spend?range=24h").ToString());
        var chart = page.Locator("cost-chart").First;
        await chart.Locator(".mark").WaitForAsync();

        // Keys go to the mark; what stands there is said, with the words of others as words.
        await chart.Locator(".plot").FocusAsync();
        await page.Keyboard.PressAsync("m");
        await Assertions.Expect(chart.Locator(".said")).ToContainTextAsync("Event, <b>Campaign</b>");
        var told = await chart.Locator(".tip .total span").TextContentAsync();
        Assert.StartsWith("$0.0", told, StringComparison.Ordinal);

        // The same number stands in the table behind, and in the file.
        await page.GetByText("Show as table").First.ClickAsync();
        await Assertions.Expect(page.Locator(".behind td").Filter(new() { HasText = told }).First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".moments a")).ToHaveAttributeAsync("rel", "noopener noreferrer");
        Assert.Contains(told![1..], System.Text.Encoding.UTF8.GetString(await SavedAsync(page, "csv")), StringComparison.Ordinal);
        Assert.Equal(s_png, (await SavedAsync(page, "png"))[..4]);

        // Newer numbers wait while somebody reads a point, and come when the point is left.
        await chart.Locator(".plot").FocusAsync();
        await page.Keyboard.PressAsync("End");
        await chart.EvaluateAsync("chart => chart.update({ ...chart.options, title: 'Newer' })");
        Assert.NotEqual("Newer", await chart.EvaluateAsync<string>("chart => chart.options.title"));
        await page.Keyboard.PressAsync("Escape");
        Assert.Equal("Newer", await chart.EvaluateAsync<string>("chart => chart.options.title"));

        // Enter opens the report on the point, which leads to its traces.
        await chart.Locator(".plot").FocusAsync();
        await page.Keyboard.PressAsync("m");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(url => url.Contains("/spend/spike?", StringComparison.Ordinal));
        await page.GetByText("All traces of this period").ClickAsync();
        await page.WaitForURLAsync(url => url.Contains("/traces?", StringComparison.Ordinal));
        await Assertions.Expect(page.Locator("a[data-row]").First).ToBeVisibleAsync();
    }

    private async Task ReportAsync(object reported)
    {
        using var client = new HttpClient { BaseAddress = dashboard.Address };
        client.DefaultRequestHeaders.Add("x-api-key", RunningDashboard.Key);
        using var answer = await client.PostAsJsonAsync("api/v1/events", reported, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<byte[]> SavedAsync(IPage page, string kind)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator($"[data-chart-saves={kind}]").First.ClickAsync());
        return await File.ReadAllBytesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
    }
}

using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using OpenTelemetry.Exporter;

namespace CostDashboard.Browser.Tests;

/// <summary>A model that the book does not know: seen in traffic, named as unpriced, given a price, and its past calls priced again.</summary>
public sealed class UnknownModelTests(RunningDashboard dashboard) : IClassFixture<RunningDashboard>
{
    private const string Model = "frontier-of-our-own";

    [Fact]
    public async Task A_model_without_a_price_gets_one_and_its_past_calls_get_their_cost()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var at = DateTime.UtcNow.AddHours(-3);
        using (var application = new TracedApplication(dashboard, OtlpExportProtocol.HttpProtobuf))
        {
            application.HandleMessage(at, 200_000, Model);
            application.HandleMessage(at.AddMinutes(-20), 100_000, Model);
            Assert.True(application.Flush(), "The exporter could not deliver.");
        }

        Assert.Equal((null, 2), await CostAndUnpricedAsync(at, cancellation));

        await using var browser = await SignedInPage.OpenAsync(dashboard);
        var page = browser.Page;
        await page.GotoAsync(new Uri(dashboard.Address, "prices/unknown?range=24h").ToString());
        await page.GetByRole(AriaRole.Link, new() { Name = "Price it" }).FollowAsync();
        await page.GetByLabel("Input", new() { Exact = true }).FillAsync("3");
        await page.GetByLabel("Output", new() { Exact = true }).FillAsync("12");
        await page.GetByRole(AriaRole.Button, new() { Name = "Record the price" }).ClickAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Re-price the past 2 calls" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Dry run" }).ClickAsync();
        await ShowResultAsync(page);
        Assert.Equal((null, 2), await CostAndUnpricedAsync(at, cancellation));

        await page.GetByText("Apply this to the stored calls").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply to 2 calls" }).ClickAsync();
        await ShowResultAsync(page);

        // 300,000 tokens in at 3 USD and 1,240 out at 12 USD for a million.
        Assert.Equal(("0.91488", 0), await CostAndUnpricedAsync(at, cancellation));
    }

    // A run of two calls may have ended before its page is shown.
    private static async Task ShowResultAsync(IPage page)
    {
        var link = page.GetByRole(AriaRole.Link, new() { Name = "Show the result" });
        await page.Locator("#by-model").Or(link).First.WaitForAsync();
        if (await link.IsVisibleAsync())
        {
            await link.ClickAsync();
        }
    }

    private async Task<(string? CostUsd, int UnpricedCalls)> CostAndUnpricedAsync(DateTime at, CancellationToken cancellation)
    {
        using var client = new HttpClient { BaseAddress = dashboard.Address };
        client.DefaultRequestHeaders.Add("x-api-key", RunningDashboard.Key);
        var spend = await client.GetFromJsonAsync<JsonObject>(
            new Uri($"api/v1/spend?from={at.AddHours(-2):yyyy-MM-ddTHH:mm}:00Z&to={at.AddHours(2):yyyy-MM-ddTHH:mm}:00Z&model={Model}", UriKind.Relative), cancellation);
        var total = spend!["total"]!;
        return (total["costUsd"]?.GetValue<string>(), total["unpricedCalls"]!.GetValue<int>());
    }
}

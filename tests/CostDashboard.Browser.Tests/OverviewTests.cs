using System.Globalization;
using Microsoft.Playwright;
using OpenTelemetry.Exporter;

namespace CostDashboard.Browser.Tests;

/// <summary>The page that people open every morning, over what an exporter sent: each of its amounts is the one that the page behind it shows.</summary>
public sealed class OverviewTests(RunningDashboard dashboard) : IClassFixture<RunningDashboard>
{
    [Fact]
    public async Task Every_amount_at_the_top_is_that_of_the_page_it_opens_and_the_rest_says_what_it_knows()
    {
        using (var application = new TracedApplication(dashboard, OtlpExportProtocol.HttpProtobuf))
        {
            foreach (var (hours, input) in new[] { (30, 1_000L), (5, 40_000L), (1, 7_000L) })
            {
                application.HandleMessage(DateTime.UtcNow.AddHours(-hours), input);
            }

            application.HandleMessage(DateTime.UtcNow.AddMinutes(-1), 1_000);
            Assert.True(application.Flush(), "The exporter could not deliver.");
        }

        await using var browser = await SignedInPage.OpenAsync(dashboard);
        var page = browser.Page;
        foreach (var label in new[] { "Spend, last 24 hours", "Today", $"{DateTime.UtcNow.ToString("MMMM", CultureInfo.InvariantCulture)} to date" })
        {
            await page.GotoAsync(new Uri(dashboard.Address, "?range=24h").ToString());
            var figure = page.Locator(".figures > a").Filter(new() { Has = page.Locator(".label", new() { HasTextString = label }) });
            var amount = await figure.Locator("data.money").First.GetAttributeAsync("value");
            await figure.ClickAsync();

            await page.WaitForURLAsync(url => url.Contains("/spend?", StringComparison.Ordinal));
            await Assertions.Expect(page.Locator(".sentence data.money").First).ToHaveAttributeAsync("value", amount!);
        }

        await page.GotoAsync(new Uri(dashboard.Address, "?range=24h").ToString());
        var health = page.GetByRole(AriaRole.Region, new() { Name = "Ingestion" });
        await Assertions.Expect(page.Locator(".outlook .sentence")).ToContainTextAsync("A forecast to its end needs 3 full days of records");

        // A message is three spans, and three of the four messages came long after they ended.
        await Assertions.Expect(health.Locator("dd.value").Nth(2)).ToHaveTextAsync("9");
        Assert.Matches("^(just now|[0-9]+ min ago)$", await health.Locator("dd.value").First.InnerTextAsync());
    }
}

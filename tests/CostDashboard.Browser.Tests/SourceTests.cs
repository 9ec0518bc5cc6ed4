using Microsoft.Playwright;
using OpenTelemetry.Exporter;

namespace CostDashboard.Browser.Tests;

/// <summary>Spans are seen as they arrive.</summary>
public sealed class SourceTests(RunningDashboard dashboard) : IClassFixture<RunningDashboard>
{
    [Fact]
    public async Task A_span_that_arrives_becomes_the_first_line_and_opens_its_trace()
    {
        await using var browser = await SignedInPage.OpenAsync(dashboard);
        var page = browser.Page;
        await page.GotoAsync(new Uri(dashboard.Address, "sources?live=1").ToString());
        await Assertions.Expect(page.Locator("[data-tail-state]")).ToHaveTextAsync("following");

        string trace;
        using (var application = new TracedApplication(dashboard, OtlpExportProtocol.HttpProtobuf))
        {
            trace = application.HandleMessage(DateTime.UtcNow.AddMinutes(-1), 1_000);
            Assert.True(application.Flush(), "The exporter could not deliver.");
        }

        var first = page.Locator("[data-tail-rows] tr").First;
        await Assertions.Expect(first.Locator("[data-of=source]")).ToHaveTextAsync("OTLP over HTTP, support-bot");
        await first.GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex($"/traces/{trace}"));
    }
}

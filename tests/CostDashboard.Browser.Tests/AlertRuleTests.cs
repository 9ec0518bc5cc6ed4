using Microsoft.Playwright;
using OpenTelemetry.Exporter;

namespace CostDashboard.Browser.Tests;

/// <summary>A rule is tried on what was recorded before it is saved.</summary>
public sealed class AlertRuleTests(RunningDashboard dashboard) : IClassFixture<RunningDashboard>
{
    [Fact]
    public async Task A_preview_says_how_often_a_rule_would_have_fired_and_saving_it_keeps_what_was_tried()
    {
        // A dear hour, and two that are cheap.
        var at = DateTime.UtcNow.AddHours(-6);
        using (var application = new TracedApplication(dashboard, OtlpExportProtocol.HttpProtobuf))
        {
            application.HandleMessage(at, 200_000);
            application.HandleMessage(at.AddHours(-3), 1_000);
            application.HandleMessage(at.AddHours(3), 1_000);
            Assert.True(application.Flush(), "The exporter could not deliver.");
        }

        await using var browser = await SignedInPage.OpenAsync(dashboard);
        var page = browser.Page;
        await page.GotoAsync(new Uri(dashboard.Address, "alert-rules").ToString());
        await page.GetByRole(AriaRole.Link, new() { Name = "New rule" }).FollowAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Dear customers");
        await page.GetByLabel("Limit", new() { Exact = true }).FillAsync("5");
        await page.GetByLabel("One incident for each").SelectOptionAsync("customer");
        await page.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();
        await Assertions.Expect(page.GetByText("It would not have fired.")).ToBeVisibleAsync();

        await page.GetByLabel("Limit", new() { Exact = true }).FillAsync("0.25");
        await page.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();
        await Assertions.Expect(page.GetByText("It would have fired once:")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".episodes li")).ToContainTextAsync("acme");
        await Assertions.Expect(page.GetByText("There is no rule of your own.")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Saved.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Dear customers" }).ClickAsync();
        await Assertions.Expect(page.GetByText("It would have fired once:")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByLabel("Limit", new() { Exact = true })).ToHaveValueAsync("0.25");
    }
}

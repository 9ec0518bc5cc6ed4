using Microsoft.Playwright;
using OpenTelemetry.Exporter;

namespace CostDashboard.Browser.Tests;

/// <summary>An agent that goes too far, from its exporter to the incident that somebody on call puts aside and ends without a mouse.</summary>
public sealed class IncidentTests(RunningDashboard dashboard) : IClassFixture<RunningDashboard>
{
    [Fact]
    public async Task An_incident_is_snoozed_and_resolved_by_keyboard()
    {
        using (var application = new TracedApplication(dashboard, OtlpExportProtocol.HttpProtobuf))
        {
            application.RunAgent(DateTime.UtcNow.AddMinutes(-5), turns: 6);
            Assert.True(application.Flush(), "The exporter could not deliver.");
        }

        await using var browser = await SignedInPage.OpenAsync(dashboard);
        var page = browser.Page;
        await page.GotoAsync(new Uri(dashboard.Address, "jobs/guardrails").ToString());
        await page.GetByRole(AriaRole.Button, new() { Name = "Run now" }).FollowAsync();
        await OpenIncidentAsync(page);

        await page.GetByLabel("Snooze for").FocusAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("main dl")).ToContainTextAsync("Snoozed until");
        await page.ReloadAsync();

        await page.GetByLabel("What was done about it").FocusAsync();
        await page.Keyboard.TypeAsync("the tool answers again");
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.Locator(".head")).ToContainTextAsync("resolved");
        var history = page.GetByRole(AriaRole.Region, new() { Name = "History" });
        await Assertions.Expect(history).ToContainTextAsync("Snoozed until");
        await Assertions.Expect(history).ToContainTextAsync("the tool answers again");
        await Assertions.Expect(history).ToContainTextAsync(RunningDashboard.Email);
    }

    // The look that was asked for is made in the background: the list is asked again until it is in it.
    private async Task OpenIncidentAsync(IPage page)
    {
        var link = page.GetByRole(AriaRole.Link, new() { Name = "of the agent 'refunds'" }).First;
        do
        {
            await page.GotoAsync(new Uri(dashboard.Address, "incidents").ToString());
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }
        while (await link.CountAsync() == 0);

        await link.FollowAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "What to do with it" }).WaitForAsync();
    }
}

using System.Text.RegularExpressions;
using Microsoft.Playwright;
using OpenTelemetry.Exporter;

namespace CostDashboard.Browser.Tests;

/// <summary>An agent that goes round in circles, from its exporter to the page that says when to stop it.</summary>
public sealed class AgentRunTests(RunningDashboard dashboard) : IClassFixture<RunningDashboard>
{
    [Fact]
    public async Task A_loop_is_told_in_a_sentence_and_its_turns_are_walked_by_keyboard_and_no_argument_is_shown()
    {
        string trace;
        using (var application = new TracedApplication(dashboard, OtlpExportProtocol.HttpProtobuf))
        {
            trace = application.RunAgent(DateTime.UtcNow.AddMinutes(-30), turns: 6);
            Assert.True(application.Flush(), "The exporter could not deliver.");
        }

        await using var browser = await SignedInPage.OpenAsync(dashboard);
        var page = browser.Page;
        await page.GotoAsync(new Uri(dashboard.Address, $"traces/{trace}").ToString());
        await page.GetByRole(AriaRole.Link, new() { Name = "Agent run" }).ClickAsync();

        var run = page.Locator(".run");
        await Assertions.Expect(run.Locator(".sentence")).ToContainTextAsync("6 turns, context grew from 1,000 to 6,000 tokens");
        await Assertions.Expect(run.Locator(".sentence")).ToContainTextAsync("from turn 2 on search was called 5 times with the same arguments as before");
        await Assertions.Expect(run.Locator("cost-chart")).ToHaveCountAsync(2);

        await run.GetByRole(AriaRole.Button, new() { Name = "Turn 6", Exact = true }).FocusAsync();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.GetByLabel("The selected span").GetByRole(AriaRole.Heading)).ToHaveTextAsync("execute_tool search");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("view=run.*span=[0-9a-f]{16}|span=[0-9a-f]{16}.*view=run"));
        await Assertions.Expect(page.Locator("body")).Not.ToContainTextAsync("secret customer");
    }
}

using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace CostDashboard.Browser.Tests;

public sealed class HomePageTests(RunningDashboard dashboard) : IClassFixture<RunningDashboard>
{
    [Fact]
    public async Task The_page_comes_alive_and_is_accessible()
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.LaunchAsync(playwright);
        var page = await browser.NewPageAsync();

        await page.GotoAsync(dashboard.Address.ToString(), new() { WaitUntil = WaitUntilState.NetworkIdle });
        await page.GetByRole(AriaRole.Button).ClickAsync();

        await Assertions.Expect(page.GetByText("The circuit is alive")).ToBeVisibleAsync();
        Assert.Empty((await page.RunAxe()).Violations);
    }
}

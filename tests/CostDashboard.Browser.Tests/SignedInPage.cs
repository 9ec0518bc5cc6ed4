using Microsoft.Playwright;

namespace CostDashboard.Browser.Tests;

/// <summary>A browser in which the administrator is signed in.</summary>
internal sealed class SignedInPage : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private SignedInPage(IPlaywright playwright, IBrowser browser, IPage page)
    {
        _playwright = playwright;
        _browser = browser;
        Page = page;
    }

    internal IPage Page { get; }

    internal static async Task<SignedInPage> OpenAsync(RunningDashboard dashboard, BrowserNewPageOptions? options = null)
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await Chromium.LaunchAsync(playwright);
        var page = await browser.NewPageAsync(options ?? new() { ViewportSize = new() { Width = 1440, Height = 900 } });
        await page.GotoAsync(new Uri(dashboard.Address, "signin").ToString());
        await page.GetByLabel("Mail address").FillAsync(RunningDashboard.Email);
        await page.GetByLabel("Password").FillAsync(RunningDashboard.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("signin", StringComparison.Ordinal));
        return new(playwright, browser, page);
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}

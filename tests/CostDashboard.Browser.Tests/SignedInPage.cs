using Microsoft.Playwright;

namespace CostDashboard.Browser.Tests;

/// <summary>A window in which the administrator is signed in.</summary>
internal sealed class SignedInPage : IAsyncDisposable
{
    private readonly IBrowserContext _window;

    private SignedInPage(IBrowserContext window, IPage page) => (_window, Page) = (window, page);

    internal IPage Page { get; }

    /// <summary>The first of a dashboard signs in by mail address and password; later ones go on with its session.</summary>
    internal static async Task<SignedInPage> OpenAsync(RunningDashboard dashboard, BrowserNewContextOptions? options = null)
    {
        options ??= new() { ViewportSize = new() { Width = 1440, Height = 900 } };
        options.StorageState = dashboard.Session;
        var window = await Chromium.OpenAsync(options);
        var page = await window.NewPageAsync();
        if (dashboard.Session is null)
        {
            await page.GotoAsync(new Uri(dashboard.Address, "signin").ToString());
            await page.GetByLabel("Mail address").FillAsync(RunningDashboard.Email);
            await page.GetByLabel("Password").FillAsync(RunningDashboard.Password);
            await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
            await page.WaitForURLAsync(url => !url.Contains("signin", StringComparison.Ordinal));
            dashboard.Session = await window.StorageStateAsync();
        }

        return new(window, page);
    }

    public ValueTask DisposeAsync() => _window.DisposeAsync();
}

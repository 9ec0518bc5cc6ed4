using Microsoft.Playwright;

namespace CostDashboard.Browser.Tests;

internal static class Links
{
    /// <summary>
    /// Presses, by key, a link or a button that leads to another address, and waits until all of its page is there: to go elsewhere would break
    /// off what was begun, and what is typed or focused while parts still come may be exchanged with them.
    /// </summary>
    internal static async Task FollowAsync(this ILocator pressed)
    {
        var page = pressed.Page;
        var before = page.Url;
        await pressed.PressAsync("Enter");
        await page.WaitForURLAsync(url => url != before);
        await page.ReloadAsync();
    }
}

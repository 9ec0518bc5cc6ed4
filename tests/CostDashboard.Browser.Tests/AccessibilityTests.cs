using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using OpenTelemetry.Exporter;

namespace CostDashboard.Browser.Tests;

/// <summary>axe on every page, in both themes and at both widths, with spans in them and before the first one.</summary>
public sealed class AccessibilityTests(RunningDashboard dashboard) : IClassFixture<RunningDashboard>
{
    private static readonly string[] s_pages = ["", "spend", "spend?by=model&measure=calls", "traces", "keys", "start", "administration/projects", "administration/users"];

    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Axe_finds_nothing_on_any_page(int width, ColorScheme theme)
    {
        await using var browser = await SignedInPage.OpenAsync(dashboard, new() { ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = theme });
        var page = browser.Page;
        var violations = new List<string>();
        violations.AddRange(await CheckAsync(page, ""));

        string trace;
        using (var application = new TracedApplication(dashboard, OtlpExportProtocol.HttpProtobuf))
        {
            trace = application.HandleMessage(DateTime.UtcNow.AddMinutes(-90), 1_000);
            Assert.True(application.Flush(), "The exporter could not deliver.");
        }

        foreach (var path in s_pages)
        {
            violations.AddRange(await CheckAsync(page, path));
        }

        violations.AddRange(await CheckAsync(page, $"traces/{trace}"));
        Assert.Empty(violations);
    }

    private async Task<IEnumerable<string>> CheckAsync(IPage page, string path)
    {
        await page.GotoAsync(new Uri(dashboard.Address, path).ToString(), new() { WaitUntil = WaitUntilState.NetworkIdle });
        var found = await page.RunAxe();
        return found.Violations.Select(v => $"/{path}: {v.Id} at {string.Join(", ", v.Nodes.Select(n => n.Html))}");
    }
}

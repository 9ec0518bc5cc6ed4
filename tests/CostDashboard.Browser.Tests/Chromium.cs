using Microsoft.Playwright;

namespace CostDashboard.Browser.Tests;

/// <summary>The browser of this machine: <c>CHROME_PATH</c>, <c>chromium</c> on the PATH, or what <c>playwright install chromium</c> put there.</summary>
internal static class Chromium
{
    private static readonly string[] s_flagsForAContainer =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    internal static async Task<IBrowser> LaunchAsync(IPlaywright playwright)
    {
        var path = Environment.GetEnvironmentVariable("CHROME_PATH") ?? OnPath("chromium") ?? playwright.Chromium.ExecutablePath;
        Assert.SkipUnless(File.Exists(path), $"There is no browser at {path}: set CHROME_PATH, or run infra/test.sh.");

        return await playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = s_flagsForAContainer });
    }

    private static string? OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}

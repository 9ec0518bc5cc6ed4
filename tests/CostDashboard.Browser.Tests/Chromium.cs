using CostDashboard.Browser.Tests;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace CostDashboard.Browser.Tests;

/// <summary>
/// The browser of this machine: <c>CHROME_PATH</c>, <c>chromium</c> on the PATH, or what <c>playwright install chromium</c> put there. Started once
/// for all tests; what one of them opens in it knows nothing of the others' cookies and storage.
/// </summary>
public sealed class Chromium : IAsyncDisposable
{
    // What is expected comes at last. Playwright's own five seconds are of a machine that has nothing else to do; here tests run side by side.
    private const float PatienceMs = 60_000;

    private static readonly string[] s_flagsForAContainer =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private readonly SemaphoreSlim _one = new(1);
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>A window of its own, with the cookies and the storage of <paramref name="options"/> alone.</summary>
    internal static async Task<IBrowserContext> OpenAsync(BrowserNewContextOptions options)
    {
        var chromium = await TestContext.Current.GetFixture<Chromium>() ?? throw new InvalidOperationException("Only a test has a browser.");
        var context = await (await chromium.BrowserAsync()).NewContextAsync(options);
        context.SetDefaultTimeout(PatienceMs);
        return context;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        _one.Dispose();
    }

    // One that broke down takes the test with it that broke it, and no other.
    private async Task<IBrowser> BrowserAsync()
    {
        await _one.WaitAsync();
        try
        {
            if (_browser is not { IsConnected: true })
            {
                Assertions.SetDefaultExpectTimeout(PatienceMs);
                _playwright ??= await Playwright.CreateAsync();
                var path = Environment.GetEnvironmentVariable("CHROME_PATH") ?? OnPath("chromium") ?? _playwright.Chromium.ExecutablePath;
                Assert.SkipUnless(File.Exists(path), $"There is no browser at {path}: set CHROME_PATH, or run infra/test.sh.");
                _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = s_flagsForAContainer });
            }

            return _browser;
        }
        finally
        {
            _one.Release();
        }
    }

    private static string? OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}

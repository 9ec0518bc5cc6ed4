using System.Diagnostics;
using System.Globalization;
using CostDashboard.Core.Units;
using Microsoft.Playwright;
using OpenTelemetry.Exporter;

namespace CostDashboard.Browser.Tests;

/// <summary>
/// How long the first rows of fifty thousand spans take, and what ten viewers of them take of the server's memory. Nothing is held against a number:
/// figures are those of a machine. Run by hand, with nothing else running:
/// <c>dotnet run -c Release --project tests/CostDashboard.Browser.Tests -- -explicit only -class CostDashboard.Browser.Tests.ViewersMeasurement -showliveoutput</c>.
/// </summary>
public sealed class ViewersMeasurement(ITestOutputHelper output) : IAsyncDisposable
{
    private const int Viewers = 10;
    private const int Times = 5;

    private static readonly TraceId[] s_traces = [.. Enumerable.Range(1, Viewers).Select(number => new TraceId(1, (ulong)number))];

    // Until what was read for the pages is let go of by what reads it, and what circuits of before held.
    private static readonly TimeSpan s_settling = TimeSpan.FromSeconds(15);

    private readonly RunningDashboard _dashboard = new();

    // Also where something else does run, there is to be a figure.
    private static LocatorAssertionsToBeVisibleOptions Patient => new() { Timeout = 120_000 };

    [Fact(Explicit = true)]
    public async Task Seconds_to_the_first_rows_and_memory_of_ten_viewers()
    {
        await _dashboard.InitializeAsync();
        await LargeTrace.SendAsync(_dashboard, s_traces);
        using (var application = new TracedApplication(_dashboard, OtlpExportProtocol.HttpProtobuf))
        {
            application.HandleMessage(DateTime.UtcNow.AddMinutes(-5), 1_000);
            Assert.True(application.Flush(), "The exporter could not deliver.");
        }

        await SecondsAsync();
        await MemoryAsync("one trace", _ => s_traces[0]);
        await MemoryAsync("a trace each", viewer => s_traces[viewer]);
    }

    public ValueTask DisposeAsync() => _dashboard.DisposeAsync();

    private async Task SecondsAsync()
    {
        Print($"first rows after the click, {LargeTrace.Spans:N0} spans: the first page of a trace since the program started {await MedianAsync(FirstAsync)}");
        await RestartAsync();
        await using var browser = await SignedInPage.OpenAsync(_dashboard);
        await ClickAsync(browser.Page, s_traces[0]);
        Print($"  the same trace again {await MedianAsync(_ => ClickAsync(browser.Page, s_traces[0]))}");
        Print($"  traces that nobody looked at {await MedianAsync(time => ClickAsync(browser.Page, s_traces[1 + time]))}");
    }

    private async Task<double> FirstAsync(int time)
    {
        await RestartAsync();
        await using var browser = await SignedInPage.OpenAsync(_dashboard);
        return await ClickAsync(browser.Page, s_traces[time]);
    }

    private static async Task<string> MedianAsync(Func<int, Task<double>> take)
    {
        var seconds = new List<double>();
        for (var time = 0; time < Times; time++)
        {
            seconds.Add(await take(time));
        }

        seconds.Sort();
        return string.Create(CultureInfo.InvariantCulture, $"{seconds[Times / 2]:N2} s (median of {Times}, {seconds[0]:N2} to {seconds[^1]:N2})");
    }

    private async Task<double> ClickAsync(IPage page, TraceId trace)
    {
        await page.GotoAsync(Address("traces?from=2026-08-06T00:00Z&to=2026-08-08T00:00Z"));
        var link = page.Locator($"a[data-row][href*='{trace}']");
        await Assertions.Expect(link).ToBeVisibleAsync(Patient);
        var clicked = Stopwatch.StartNew();
        await link.ClickAsync();

        // Asked in every frame: what is expected of a locator is asked ever more rarely, at last once a second.
        await page.WaitForFunctionAsync("() => document.querySelectorAll('.line').length > 20", options: new() { Timeout = Patient.Timeout });
        return clicked.Elapsed.TotalSeconds;
    }

    private async Task MemoryAsync(string of, Func<int, TraceId> trace)
    {
        await RestartAsync();
        await using var browser = await SignedInPage.OpenAsync(_dashboard);

        // A first visit of all that ten viewers need: code and pools are there from then on.
        await browser.Page.GotoAsync(Address("traces?range=24h"));
        await browser.Page.Locator("main tbody a[data-row]").First.ClickAsync();
        await Assertions.Expect(browser.Page.Locator(".line bdi.text").First).ToBeVisibleAsync(Patient);
        await Task.Delay(s_settling);
        var before = Megabytes();

        for (var viewer = 0; viewer < Viewers; viewer++)
        {
            var context = await Chromium.OpenAsync(new() { ViewportSize = new() { Width = 1440, Height = 900 }, StorageState = _dashboard.Session });
            var page = await context.NewPageAsync();
            await page.GotoAsync(Address($"traces/{trace(viewer)}?open=all"));
            await Assertions.Expect(page.Locator(".line bdi.text").First).ToBeVisibleAsync(Patient);
            await page.GetByRole(AriaRole.Treegrid).EvaluateAsync("tree => { tree.scrollTop = tree.scrollHeight; }");
            await Assertions.Expect(page.Locator($"#span-{new SpanId(LargeTrace.Spans)}")).ToBeInViewportAsync(new() { Timeout = 120_000 });
        }

        var most = Megabytes();
        await Task.Delay(s_settling);
        Print($"{Viewers} viewers, {of}: {Megabytes() - before:N0} MB more than the {before:N0} MB before ({most - before:N0} MB right after the last one came)");
    }

    // Resident: what the machine gives the process, garbage that is not collected yet among it. Without the pages of the database's file, which are
    // mapped and which the machine takes back when it likes.
    private double Megabytes()
    {
        var line = File.ReadLines($"/proc/{_dashboard.ProcessId}/status").Single(line => line.StartsWith("RssAnon:", StringComparison.Ordinal));
        return double.Parse(line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1_024 / 1e6;
    }

    private async Task RestartAsync()
    {
        Assert.Equal(0, await _dashboard.TerminateAsync());
        await _dashboard.StartAsync();
    }

    private string Address(string path) => new Uri(_dashboard.Address, path).ToString();

    private void Print(FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}

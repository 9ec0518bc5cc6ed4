using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using OpenTelemetry.Exporter;

namespace CostDashboard.Browser.Tests;

/// <summary>The list of traces without a pointer, and how one finds from a trace to its session.</summary>
public sealed class TraceListTests(RunningDashboard dashboard) : IClassFixture<RunningDashboard>
{
    [Theory]
    [InlineData(1440)]
    [InlineData(390)]
    public async Task Keys_move_in_the_list_mark_two_traces_and_compare_them(int width)
    {
        var (list, traces) = Send($"keys at {width}");
        await using var browser = await OpenAsync(width);
        var page = browser.Page;
        await page.GotoAsync(list);
        await Assertions.Expect(page.Locator("a[data-row]")).ToHaveCountAsync(3);

        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("x");
        await page.Keyboard.PressAsync("c");
        await Assertions.Expect(page.GetByText("One trace is marked. Mark another one to compare it with.")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("k");
        await page.Keyboard.PressAsync("k");
        await page.Keyboard.PressAsync("x");
        await Assertions.Expect(page.Locator("input[name=marked]:checked")).ToHaveCountAsync(2);
        Assert.Empty((await page.RunAxe()).Violations.Select(v => $"{v.Id} at {string.Join(", ", v.Nodes.Select(n => n.Html))}"));
        Assert.Equal(0, await page.EvaluateAsync<int>("Math.max(0, document.documentElement.scrollWidth - innerWidth)"));

        // The newest stands first: the last row is the oldest, and was marked first.
        await page.Keyboard.PressAsync("c");
        await page.WaitForURLAsync(url => url.Contains($"/traces/compare?project=1&a={traces[0]}&b={traces[2]}", StringComparison.Ordinal));
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Two traces compared" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_third_mark_takes_the_place_of_the_first_and_the_button_compares_by_pointer()
    {
        var (list, traces) = Send("marks");
        await using var browser = await OpenAsync(1440);
        var page = browser.Page;
        await page.GotoAsync(list);
        foreach (var trace in traces)
        {
            await page.Locator($"input[name=marked][value='{trace}']").CheckAsync();
        }

        await Assertions.Expect(page.Locator($"input[name=marked][value='{traces[0]}']")).Not.ToBeCheckedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Compare" }).ClickAsync();

        await page.WaitForURLAsync(url => url.Contains($"&a={traces[1]}&b={traces[2]}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Keys_open_a_trace_and_tell_of_themselves_and_the_trace_leads_to_its_session_which_costs_the_same()
    {
        const string Session = "<i>opened</i> by keys";
        var (list, traces) = Send(Session);
        await using var browser = await OpenAsync(1440);
        var page = browser.Page;
        await page.GotoAsync(list);
        await Assertions.Expect(page.Locator("a[data-row]")).ToHaveCountAsync(3);
        var sum = await page.Locator(".sentence data.money").First.GetAttributeAsync("value");

        await page.Keyboard.PressAsync("?");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "Keyboard" })).ToContainTextAsync("compare the two that are marked");
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("o");
        await page.WaitForURLAsync(url => url.Contains(traces[2], StringComparison.Ordinal));

        await page.GetByRole(AriaRole.Link, new() { Name = Session, Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(Session);
        await Assertions.Expect(page.Locator(".sentence data.money").First).ToHaveAttributeAsync("value", sum!);
        await Assertions.Expect(page.GetByLabel("Traces in order").Locator("tbody tr").Last.Locator("data.money").Last).ToHaveAttributeAsync("value", sum!);
    }

    /// <returns>The list of three new traces of a session, and their ids by start.</returns>
    private (string List, IReadOnlyList<string> Traces) Send(string session)
    {
        var begin = DateTime.UtcNow.AddMinutes(-30);
        using var application = new TracedApplication(dashboard, OtlpExportProtocol.HttpProtobuf);
        List<string> traces = [.. Enumerable.Range(0, 3).Select(i => application.HandleMessage(begin.AddMinutes(i), 1_000 * (i + 1), session: session))];
        Assert.True(application.Flush(), "The exporter could not deliver.");
        return (new Uri(dashboard.Address, "traces?range=24h&query=" + Uri.EscapeDataString($"session:\"{session}\"")).ToString(), traces);
    }

    private Task<SignedInPage> OpenAsync(int width) => SignedInPage.OpenAsync(dashboard, new() { ViewportSize = new() { Width = width, Height = 900 } });
}

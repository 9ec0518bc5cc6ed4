using CostDashboard.Core.Units;
using Microsoft.Playwright;

namespace CostDashboard.Browser.Tests;

/// <summary>A trace of fifty thousand spans is walked through like a small one.</summary>
public sealed class LargeTraceTests(LargeTraceTests.LargeTraceDashboard large) : IClassFixture<LargeTraceTests.LargeTraceDashboard>
{
    // What is in sight and some rows around it.
    private const int MostRowsDrawn = 300;

    // All elements of the page, its head, navigation and menus among them.
    // A table of frames has five hundred rows of some ten elements.
    private const int MostElements = 8_000;

    [Fact]
    public async Task Fifty_thousand_spans_are_opened_and_scrolled_to_the_last_one_with_few_rows_drawn()
    {
        await using var browser = await SignedInPage.OpenAsync(large.Running);
        var page = browser.Page;
        await page.GotoAsync(new Uri(large.Running.Address, $"traces/{LargeTrace.Id}").ToString());
        var rows = page.Locator(".line");

        // Names are links until the circuit is there; the buttons work from then on.
        await Assertions.Expect(page.Locator(".line bdi.text").First).ToBeVisibleAsync();
        await page.GetByLabel("Levels that are open").SelectOptionAsync("all");
        await Assertions.Expect(page.GetByText($"{LargeTrace.Spans:N0} of {LargeTrace.Spans:N0} spans")).ToBeVisibleAsync();
        await Assertions.Expect(rows.First).ToBeInViewportAsync();
        Assert.InRange(await rows.CountAsync(), 1, MostRowsDrawn);

        await page.GetByRole(AriaRole.Treegrid).EvaluateAsync("tree => { tree.scrollTop = tree.scrollHeight; }");
        var last = page.Locator($"#span-{new SpanId(LargeTrace.Spans)}");
        await Assertions.Expect(last).ToBeInViewportAsync();
        Assert.InRange(await rows.CountAsync(), 1, MostRowsDrawn);

        await last.ClickAsync();
        await Assertions.Expect(page.GetByLabel("The selected span")).ToContainTextAsync($"call {LargeTrace.Steps}.{LargeTrace.CallsPerStep}");
    }

    [Theory]
    [InlineData("timeline&open=all", ".line", 40)]
    [InlineData("flame", ".frame", 1)]
    [InlineData("flame&by=cost", ".frame", 1)]
    [InlineData("flame&by=cost&table=1", "main table tr", 2)]
    [InlineData("statistics", ".statistics tbody tr", 2)]
    [InlineData("run", ".run .uses", 100)]
    public async Task Every_tab_draws_a_bounded_number_of_elements_of_it(string view, string what, int least)
    {
        await using var browser = await SignedInPage.OpenAsync(large.Running);
        var page = browser.Page;

        await page.GotoAsync(new Uri(large.Running.Address, $"traces/{LargeTrace.Id}?view={view}").ToString());

        await Assertions.Expect(page.Locator(what).Nth(least - 1)).ToBeVisibleAsync();
        Assert.InRange(await page.EvaluateAsync<int>("() => document.querySelectorAll('*').length"), least, MostElements);
    }

    [Fact]
    public async Task However_fast_it_is_scrolled_there_is_a_row_wherever_one_looks()
    {
        await using var browser = await SignedInPage.OpenAsync(large.Running);
        var page = browser.Page;
        await page.GotoAsync(new Uri(large.Running.Address, $"traces/{LargeTrace.Id}?open=all").ToString());
        await Assertions.Expect(page.Locator(".line bdi.text").First).ToBeVisibleAsync();

        // Looked at in every frame, before it is painted: leaps to anywhere, and a page further at a time.
        var places = await page.GetByRole(AriaRole.Treegrid).EvaluateAsync<int[]>(
            """
            async tree => {
              const reach = tree.scrollHeight - tree.clientHeight;
              let [looked, blank, random] = [0, 0, 1];
              for (let frame = 0; frame < 150; frame++) {
                random = (random * 16807) % 2147483647;
                tree.scrollTop = frame % 5 === 0 ? reach * (random / 2147483647) : tree.scrollTop + tree.clientHeight;
                await new Promise(requestAnimationFrame);
                const box = tree.getBoundingClientRect();
                for (let part = 1; part < 10; part++) {
                  looked++;
                  blank += document.elementFromPoint(box.left + 60, box.top + box.height * part / 10)?.closest(".line") ? 0 : 1;
                }
              }

              return [looked, blank, reach];
            }
            """);

        Assert.Equal((1350, 0), (places[0], places[1]));
        Assert.True(places[2] > LargeTrace.Spans * 20, "All rows can be scrolled to.");
    }

    [Fact]
    public async Task A_drag_over_the_minimap_zooms_and_the_address_brings_it_back()
    {
        await using var browser = await SignedInPage.OpenAsync(large.Running);
        var page = browser.Page;
        await page.GotoAsync(new Uri(large.Running.Address, $"traces/{LargeTrace.Id}").ToString());
        await Assertions.Expect(page.Locator(".line bdi.text").First).ToBeVisibleAsync();
        var map = (await page.Locator(".minimap").BoundingBoxAsync())!;
        var whole = page.GetByLabel("show the whole time");

        // The script comes a moment after the rows.
        for (var attempt = 0; attempt < 50 && !await whole.IsVisibleAsync(); attempt++)
        {
            await page.Mouse.MoveAsync(map.X + (map.Width / 4), map.Y + 20);
            await page.Mouse.DownAsync();
            await page.Mouse.MoveAsync(map.X + (map.Width / 2), map.Y + 20, new() { Steps = 5 });
            await page.Mouse.UpAsync();
            await page.EvaluateAsync("() => new Promise(requestAnimationFrame)");
        }

        await Assertions.Expect(whole).ToBeVisibleAsync();
        await page.ReloadAsync();
        await Assertions.Expect(whole).ToBeVisibleAsync();
        Assert.Contains("zoom=", page.Url, StringComparison.Ordinal);

        await Assertions.Expect(page.Locator(".line bdi.text").First).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Treegrid).PressAsync("Escape");
        await Assertions.Expect(whole).ToBeHiddenAsync();
        await page.Keyboard.PressAsync("?");
        await Assertions.Expect(page.GetByText("In the timeline of a trace")).ToBeVisibleAsync();
    }

    /// <summary>The program with the trace in it.</summary>
    public sealed class LargeTraceDashboard : IAsyncLifetime
    {
        internal RunningDashboard Running { get; } = new();

        public async ValueTask InitializeAsync()
        {
            await Running.InitializeAsync();
            await LargeTrace.SendAsync(Running, LargeTrace.Id);
        }

        public ValueTask DisposeAsync() => Running.DisposeAsync();
    }
}

using System.Net.Http.Headers;
using CostDashboard.Core.Access;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;
using Microsoft.Playwright;

namespace CostDashboard.Browser.Tests;

/// <summary>An agent that ran for hours leaves a trace of ten thousand spans; it is walked through like a small one.</summary>
public sealed class LargeTraceTests(RunningDashboard dashboard) : IClassFixture<RunningDashboard>
{
    private const int Steps = 100;
    private const int CallsPerStep = 99;
    private const int Spans = 1 + Steps + (Steps * CallsPerStep);

    // What is in sight and some rows around it.
    private const int MostRowsDrawn = 300;

    private static readonly TraceId s_trace = new(1, 1);
    private static readonly UnixNanos s_start = UnixNanos.From(new DateTimeOffset(2026, 8, 6, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Ten_thousand_spans_are_opened_and_scrolled_to_the_last_one_with_few_rows_drawn()
    {
        await SendAsync();
        await using var browser = await SignedInPage.OpenAsync(dashboard);
        var page = browser.Page;
        await page.GotoAsync(new Uri(dashboard.Address, $"traces/{s_trace}").ToString());
        var rows = page.Locator(".line");

        // Names are links until the circuit is there; the buttons work from then on.
        await Assertions.Expect(page.Locator(".line bdi.text").First).ToBeVisibleAsync();
        await page.GetByLabel("Levels that are open").SelectOptionAsync("all");
        await Assertions.Expect(page.GetByText($"{Spans:N0} of {Spans:N0} spans")).ToBeVisibleAsync();
        await Assertions.Expect(rows.First).ToBeInViewportAsync();
        Assert.InRange(await rows.CountAsync(), 1, MostRowsDrawn);

        await page.GetByRole(AriaRole.Treegrid).EvaluateAsync("tree => { tree.scrollTop = tree.scrollHeight; }");
        var last = page.Locator($"#span-{new SpanId(Spans)}");
        await Assertions.Expect(last).ToBeInViewportAsync();
        Assert.InRange(await rows.CountAsync(), 1, MostRowsDrawn);

        await last.ClickAsync();
        await Assertions.Expect(page.GetByLabel("The selected span")).ToContainTextAsync($"call {Steps}.{CallsPerStep}");
    }

    [Fact]
    public async Task However_fast_it_is_scrolled_there_is_a_row_wherever_one_looks()
    {
        await SendAsync();
        await using var browser = await SignedInPage.OpenAsync(dashboard);
        var page = browser.Page;
        await page.GotoAsync(new Uri(dashboard.Address, $"traces/{s_trace}?open=all").ToString());
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
        Assert.True(places[2] > Spans * 20, "All rows can be scrolled to.");
    }

    [Fact]
    public async Task A_drag_over_the_minimap_zooms_and_the_address_brings_it_back()
    {
        await SendAsync();
        await using var browser = await SignedInPage.OpenAsync(dashboard);
        var page = browser.Page;
        await page.GotoAsync(new Uri(dashboard.Address, $"traces/{s_trace}").ToString());
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

    private async Task SendAsync()
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(dashboard.OtlpHttp, "v1/traces"));
        request.Headers.Authorization = new("Bearer", RunningDashboard.Key);
        request.Content = new ByteArrayContent(OtlpRequest.Protobuf(Trace())) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-protobuf") } };
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    // Numbered in the order in which they begin, which is the order of the rows.
    private static IEnumerable<DecodedSpan> Trace()
    {
        var number = 1;
        yield return Span(number, null, "handle", seconds: Spans);
        for (var step = 1; step <= Steps; step++)
        {
            var parent = ++number;
            yield return Span(parent, 1, $"step {step}", seconds: 1 + CallsPerStep);
            for (var call = 1; call <= CallsPerStep; call++)
            {
                yield return Span(
                    ++number,
                    parent,
                    $"call {step}.{call}",
                    seconds: 1,
                    ("gen_ai.operation.name", AttributeValue.Of("chat")),
                    ("gen_ai.provider.name", AttributeValue.Of("openai")),
                    ("gen_ai.request.model", AttributeValue.Of("gpt-4o-mini")),
                    ("gen_ai.usage.input_tokens", AttributeValue.Of(100L)),
                    ("gen_ai.usage.output_tokens", AttributeValue.Of(10L)));
            }
        }
    }

    private static DecodedSpan Span(int number, int? parent, string name, int seconds, params (string Key, AttributeValue Value)[] attributes)
    {
        var start = s_start + ((number - 1) * UnixNanos.PerSecond);
        return new(
            new SpanKey(new ProjectId(0), s_trace, new SpanId((ulong)number)), parent is { } id ? new SpanId((ulong)id) : null, name, OtelSpanKind.Internal,
            start, start + (seconds * UnixNanos.PerSecond), new(SpanStatusCode.Ok), SpanOrigin.Unknown, SpanAttributes.Of(attributes), [], [], []);
    }
}

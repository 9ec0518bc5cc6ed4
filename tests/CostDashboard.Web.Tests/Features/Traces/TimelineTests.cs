using Bunit;
using CostDashboard.Core.Annotations;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.TestKit;
using CostDashboard.Web.Features.Traces;
using CostDashboard.Web.Ui.Loading;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;

namespace CostDashboard.Web.Tests.Features.Traces;

/// <summary>The timeline of the trace page: what its address says, what limits its rows, and what stands on them.</summary>
public sealed class TimelineTests : BunitContext
{
    private readonly InMemoryStore _store = new();

    public TimelineTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton<ITraceQueries>(_store);
        Services.AddSingleton<IAnnotationStore>(new InMemoryAnnotations());
        Services.AddSingleton<Core.Traces.Links.ILinkedTraces>(_store);
        Services.AddSingleton<TraceSights>();
        Services.AddSingleton(OrganisationCalendar.Utc);
        Services.AddScoped<Panels>();
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("?only-status=failed", "run act search", "1 span matches, shown with what is above")]
    [InlineData("?only-service=writer&only-cost=0.1", "run answer", "1 span matches, shown with what is above")]
    [InlineData("?only-kind=tool", "run act search", "1 span matches, shown with what is above")]
    [InlineData("?only-step=nowhere", "", "No span matches.")]
    [InlineData("?zoom=0-25&outside=hide", "run plan ask", "3 spans match")]
    public async Task An_address_opens_with_its_filter_and_says_how_much_matches(string query, string rows, string says)
    {
        await RunAsync();

        var page = OpenAt(query);

        Assert.Equal(rows, Rows(page));
        Assert.Equal(says, page.Find(".limits [role=status]").TextContent);
    }

    [Theory]
    [InlineData("?open=1", "run")]
    [InlineData("?open=2", "run plan act answer")]
    [InlineData("?open=errors", "run plan act search answer")]
    [InlineData("?open=nonsense&fold=nonsense.0&zoom=x&only-cost=-1&only-kind=77", "run plan ask act search answer")]
    public async Task An_address_opens_as_it_was_folded(string query, string rows)
    {
        await RunAsync();

        Assert.Equal(rows, Rows(OpenAt(query)));
    }

    [Fact]
    public async Task What_is_changed_is_written_into_the_address_and_opens_the_same_again()
    {
        await RunAsync();
        var page = OpenAt("");

        await PressAsync(page, "2", "e", "z", "x", "c");
        await page.Find("input[type=search]").InputAsync(new ChangeEventArgs { Value = "sea" });
        await page.Find(".find input").KeyDownAsync(new KeyboardEventArgs { Key = "Enter" });

        var address = Address();
        Assert.Equal(("errors", "hide", "off", "sea"), (address["open"], address["outside"], address["path"], address["find"]));
        var again = OpenAt("?" + string.Join('&', address.Select(a => $"{a.Key}={Uri.EscapeDataString(a.Value)}")));
        Assert.Equal(Rows(page), Rows(again));
        Assert.Equal(page.Find("aside h2").TextContent, again.Find("aside h2").TextContent);
        Assert.Equal("1 of 1", again.Find(".find [role=status]").TextContent);
    }

    [Fact]
    public async Task The_cost_path_is_marked_where_it_is_asked_for_and_is_in_the_address()
    {
        await RunAsync();
        var page = OpenAt("");
        Assert.Empty(page.FindAll(".line.costly"));

        await PressAsync(page, "m");

        Assert.Equal(["run", "answer"], page.FindAll(".line.costly .text").Select(t => t.TextContent));
        Assert.Equal(("on", "true"), (Address()["costpath"], page.Find("button:contains('Cost path')").GetAttribute("aria-pressed")));
        Assert.Equal(2, OpenAt("?costpath=on").FindAll(".line.costly").Count);
    }

    [Fact]
    public async Task A_cost_that_is_spread_marks_nothing_and_says_so()
    {
        await _store.CommitAsync(
            [A.Span("run", duration: 100), .. new[] { "a", "b", "c" }.Select(name => A.Span(name, "run", duration: 10, model: "model-" + name, tokens: new(1, 0, 0, 0, 1), usd: 0.1m)), A.Span("other", duration: 10, tokens: new(1, 0, 0, 0, 1), usd: 0.2m)], Cancel);

        var page = OpenAt("?costpath=on");

        Assert.Empty(page.FindAll(".line.costly"));
        Assert.Contains("no one path made most of the cost", page.Find(".legend").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_limit_is_taken_away_by_a_click_and_the_zoom_by_Escape()
    {
        await RunAsync();
        var page = OpenAt("?only-status=failed&zoom=0-25");
        Assert.Equal("--zoom-from: 0; --zoom-size: 0.25", page.Find("[data-timeline]").GetAttribute("style"));

        page.Find(".limits button").Click();
        Assert.Equal(6, page.FindAll(".line").Count);
        await PressAsync(page, "Escape");

        Assert.Empty(page.FindAll(".limits"));
        Assert.Empty(Address());
    }

    [Fact]
    public async Task Rows_outside_of_the_zoom_are_pale()
    {
        await RunAsync();

        Assert.Equal(["act", "search", "answer"], OpenAt("?zoom=0-25").FindAll(".line.pale .text").Select(t => t.TextContent));
    }

    [Fact]
    public async Task The_zooms_handles_are_sliders_that_arrows_move()
    {
        await RunAsync();
        var page = OpenAt("?zoom=20-60");

        await page.FindAll("[role=slider]")[1].KeyDownAsync(new KeyboardEventArgs { Key = "ArrowRight" });

        Assert.Equal("20-61", Address()["zoom"]);
        Assert.Equal(["20", "61"], page.FindAll("[role=slider]").Select(s => s.GetAttribute("aria-valuenow")));
    }

    [Fact]
    public async Task A_collapsed_row_says_what_it_hides()
    {
        await RunAsync();

        var row = OpenAt("?open=1").Find(".line");

        Assert.Equal(("+5", "1 failed"), (row.QuerySelector(".below")!.TextContent, row.QuerySelector(".tag.bad")!.TextContent));
    }

    [Fact]
    public async Task Events_stand_on_the_bar_and_links_beside_the_name()
    {
        var span = A.Span("root", duration: 100);
        var source = span.Span.Source with
        {
            Events = [new(A.Noon + 25_000_000, "gen_ai.first_token", SpanAttributes.None), new(A.Noon + 50_000_000, "exception", SpanAttributes.None)],
            Links = [new(A.TraceId("t2"), A.SpanId("x"), SpanAttributes.None)],
        };
        await _store.CommitAsync([span with { Span = span.Span with { Source = source } }], Cancel);

        var page = OpenAt("");

        Assert.Equal(
            [("--from: 0.25", "gen_ai.first_token, after 25 ms", false), ("--from: 0.5", "exception, after 50 ms", true)],
            page.FindAll("u.event").Select(e => (e.GetAttribute("style")!, e.GetAttribute("title")!, e.ClassList.Contains("bad"))));
        Assert.Equal("1 link, in the panel", page.Find(".links").GetAttribute("title"));
        Assert.Equal($"/traces/{A.TraceId("t2")}?project=1&span={A.SpanId("x")}", page.Find("aside .event a").GetAttribute("href"));
    }

    [Fact]
    public async Task Clocks_that_differ_are_told_and_adjusted_only_where_it_is_asked()
    {
        await _store.CommitAsync(TraceShapes.Of("skewed"), Cancel);

        var page = OpenAt("");
        Assert.Contains("The clock of model-gateway seems to be behind that of web by 500 ms to 600 ms", page.Find(".note-line").TextContent, StringComparison.Ordinal);
        var stated = page.Find(".line .bar").GetAttribute("style");
        page.Find("button:contains('Adjust clocks')").Click();

        Assert.NotEqual(stated, page.Find(".line .bar").GetAttribute("style"));
        Assert.Equal("1", Address()["adjust"]);
        Assert.Equal(page.Find(".line .bar").GetAttribute("style"), OpenAt("?adjust=1").Find(".line .bar").GetAttribute("style"));
    }

    [Fact]
    public async Task Of_a_long_trace_only_some_rows_are_drawn_and_others_when_they_are_scrolled_to()
    {
        await _store.CommitAsync(TraceShapes.Of("fifty thousand"), Cancel);
        var page = OpenAt("?open=all");
        var tab = page.FindComponent<CostDashboard.Web.Features.Traces.Timeline.TimelineTab>();
        Assert.Equal(160, page.FindAll(".line").Count);

        await tab.InvokeAsync(() => tab.Instance.DrawAround(25_000));

        Assert.Equal(160, page.FindAll(".line").Count);
        Assert.Equal(("24920", "24921"), (page.Find("[data-rows]").GetAttribute("data-first"), page.Find(".line").GetAttribute("aria-rowindex")));
        await tab.InvokeAsync(() => tab.Instance.DrawAround(int.MaxValue));
        Assert.Equal(50_000, int.Parse(page.FindAll(".line")[^1].GetAttribute("aria-rowindex")!, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(2)>")]
    [InlineData("\u202Egnp.tekcit")]
    [InlineData("nul\0inside")]
    [InlineData("👩‍👩‍👧‍👦 family")]
    [InlineData("ten thousand")]
    public async Task Hostile_names_stay_text_isolated_from_what_stands_beside_them(string name)
    {
        var hostile = name is "ten thousand" ? string.Concat(Enumerable.Repeat("😀x", 5_000)) : name;
        await _store.CommitAsync(
            [A.Span("root", name: hostile, service: hostile, duration: 10), A.Span("child", "root", name: hostile, service: hostile + "2", model: hostile, tokens: new(1, 0, 0, 0, 1), usd: 1m)], Cancel);

        var page = OpenAt($"?find={Uri.EscapeDataString(hostile[..2])}&only-step={Uri.EscapeDataString(hostile)}&fold={Uri.EscapeDataString(hostile)}");

        Assert.Empty(page.FindAll("script, img"));
        Assert.All(page.FindAll(".line .text"), text => Assert.Equal("BDI", text.TagName));
        Assert.All(page.FindAll(".limits .chip"), chip => Assert.NotNull(chip.QuerySelector("bdi")));
        Assert.All(page.FindAll(".line .text"), text => Assert.True(text.TextContent.Length <= 201));
        Assert.DoesNotContain(page.FindAll(".line .text"), text => text.TextContent.Contains('\uFFFD', StringComparison.Ordinal));
    }

    private string Rows(IRenderedComponent<TraceExplorer> page) => string.Join(' ', page.FindAll(".line .text").Select(t => t.TextContent));

    private static async Task PressAsync(IRenderedComponent<TraceExplorer> page, params string[] keys)
    {
        foreach (var key in keys)
        {
            await page.Find("[role=treegrid]").KeyDownAsync(new KeyboardEventArgs { Key = key });
        }
    }

    // All that was written into the browser's address, as it stands in the end.
    private Dictionary<string, string> Address()
    {
        var address = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var written in JSInterop.Invocations["address"].Select(i => (IReadOnlyDictionary<string, string?>)i.Arguments[0]!))
        {
            foreach (var (key, value) in written)
            {
                address.Remove(key);
                if (value is not null)
                {
                    address[key] = value;
                }
            }
        }

        return address;
    }

    private IRenderedComponent<TraceExplorer> OpenAt(string query) =>
        Render<TraceExplorer>(p => p.Add(t => t.Project, A.Project.Value).Add(t => t.Trace, A.TraceId().ToString()).Add(t => t.Query, query));

    // run ── plan ── ask  $0.01
    //     ├─ act ── search (failed)
    //     └─ answer  $0.20, of another service
    private Task RunAsync() => _store.CommitAsync(
        [
            A.Span("run", duration: 100),
            A.Span("plan", "run", start: 0, duration: 25),
            A.Span("ask", "plan", start: 5, duration: 20, tokens: new(100, 0, 0, 0, 10), usd: 0.01m),
            A.Span("act", "run", start: 30, duration: 30),
            A.Span("search", "act", start: 35, duration: 20, kind: OperationKind.Tool, isError: true),
            A.Span("answer", "run", start: 60, duration: 40, tokens: new(100, 0, 0, 0, 10), usd: 0.2m, service: "writer"),
        ],
        Cancel);
}

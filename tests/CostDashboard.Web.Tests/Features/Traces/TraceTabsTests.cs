using Bunit;
using CostDashboard.Core.Annotations;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.Flames;
using CostDashboard.TestKit;
using CostDashboard.Web.Features.Traces;
using CostDashboard.Web.Features.Traces.Statistics;
using CostDashboard.Web.Tests.Features.Content;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;

namespace CostDashboard.Web.Tests.Features.Traces;

/// <summary>The flame graph and the statistics of the trace page.</summary>
public sealed class TraceTabsTests : BunitContext
{
    private const string Hostile = "<script>alert(1)</script><img src=x onerror=alert(2)>";

    private readonly InMemoryStore _store = new();

    public TraceTabsTests()
    {
        Services.AddSingleton(TimeProvider.System);
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<ITraceQueries>(_store);
        Services.AddSingleton<IAnnotationStore>(new InMemoryAnnotations());
        Services.AddSingleton<Core.Guardrails.IGuardrailStore>(new InMemoryGuardrails());
        Services.AddSingleton<TraceSights>();
        new KeptContents().AddTo(Services, new());
        Services.AddSingleton<Core.Traces.Links.ILinkedTraces>(_store);
        Services.AddSingleton(OrganisationCalendar.Utc);
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    [Fact]
    public async Task A_click_on_a_frame_selects_its_span_zooms_in_and_is_in_the_address()
    {
        await AgentAsync();
        var trace = Open("?view=flame&by=cost");
        Assert.Equal(["run", "think", "chat gpt-4o"], Frames(trace));

        trace.FindAll(".frame")[1].Click();

        Assert.Equal(["think", "chat gpt-4o"], Frames(trace));
        Assert.Equal("think", trace.Find("aside h2").TextContent);
        Assert.Equal("Whole trace run think", string.Join(' ', trace.FindAll(".zoomed button, .zoomed b").Select(e => e.TextContent)));
        var written = JSInterop.Invocations["address"].SelectMany(call => (IReadOnlyDictionary<string, string?>)call.Arguments[0]!).ToDictionary(pair => pair.Key, pair => pair.Value);
        Assert.Equal(A.SpanId("think").ToString(), written["frame"]);
    }

    [Fact]
    public async Task An_address_opens_the_graph_as_it_was_left()
    {
        await AgentAsync();

        var trace = Open($"?view=flame&by=cost&frame={A.SpanId("think")}&hue=step&find=gpt");

        Assert.Equal(["think", "chat gpt-4o"], Frames(trace));
        Assert.Equal("by cost", trace.Find(".segments:not(.tabs) [aria-current]").TextContent);
        Assert.Single(trace.FindAll(".frame.found"));
        await trace.Find("[role=tree]").KeyDownAsync(new KeyboardEventArgs { Key = "Escape" });
        Assert.Equal(["run", "think", "chat gpt-4o"], Frames(trace));
    }

    [Theory]
    [InlineData("?view=flame", ".frame", FlameGraph.MostFrames)]
    [InlineData("?view=flame&by=cost", ".frame", FlameGraph.MostFrames)]
    [InlineData("?view=flame&table=1", "tbody tr", 500)]
    [InlineData("?view=statistics", "tbody tr", 500)]
    public async Task Of_fifty_thousand_spans_a_bounded_part_is_drawn(string query, string drawn, int most)
    {
        await _store.CommitAsync(TraceShapes.Of("fifty thousand"), Cancel);

        Assert.InRange(Open(query).FindAll(drawn).Count, 1, most);
    }

    [Fact]
    public async Task Calls_of_unknown_price_have_no_width_and_are_told_of()
    {
        await AgentAsync();
        await _store.CommitAsync([A.Span("new", "run", start: 50, tokens: new Usage(10, 0, 0, 0, 1), model: "new-model")], Cancel);

        var trace = Open("?view=flame&by=cost");

        Assert.Contains("+?", trace.Find(".frame").TextContent, StringComparison.Ordinal);
        Assert.Contains("1 model call of unknown price has no width here. The spans above it are marked +?.", trace.FindAll(".flame-note").Select(note => note.TextContent));
    }

    [Fact]
    public async Task Where_no_price_is_known_the_graph_by_cost_says_so_and_shows_no_zero()
    {
        await _store.CommitAsync([A.Span("run"), A.Span("new", "run", tokens: new Usage(10, 0, 0, 0, 1), model: "new-model")], Cancel);

        var trace = Open("?view=flame&by=cost");

        Assert.Empty(trace.FindAll(".frame"));
        Assert.Equal("What this costs is not known: 1 model call has no known price. By time it is all here.", trace.Find(".nothing").TextContent);
    }

    [Fact]
    public async Task The_frames_are_also_a_table()
    {
        await AgentAsync();

        var rows = Open("?view=flame&table=1").FindAll("section tbody tr");

        Assert.Equal(["run", "think", "chat gpt-4o", "search"], rows.Select(row => row.QuerySelector("td")!.TextContent));
    }

    [Theory]
    [InlineData("step", "think search run")]
    [InlineData("model", "gpt-4o ")]
    [InlineData("service", "api")]
    public async Task Statistics_add_up_to_the_trace(string group, string values)
    {
        await AgentAsync();

        var trace = Open($"?view=statistics&group={group}");

        Assert.Equal(values.Split(' ').Select(v => v.Length == 0 ? "names no model" : v).Order(), trace.FindAll("section tbody td:first-child").Select(cell => cell.TextContent.Trim()).Order());
        Assert.Equal(["Trace", "4", "1", "$0.2500", "100 %", "$0.2500"], trace.FindAll("tfoot tr")[0].Children.Take(6).Select(cell => cell.TextContent.Trim()));
    }

    [Fact]
    public async Task A_row_of_the_statistics_leads_to_its_spans_and_a_column_sorts()
    {
        await AgentAsync();
        var trace = Open("?view=statistics");

        Assert.Equal($"/traces/{A.TraceId()}?project=1&only-step=think", trace.Find("section tbody a").GetAttribute("href"));
        trace.Find("th.value a").Click();
        Assert.Equal(["run", "search", "think"], trace.FindAll("section tbody td:first-child").Select(cell => cell.TextContent.Trim()));
        Assert.EndsWith("/statistics.csv?project=1&sort=name", trace.Find("section a[download]").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("flame")]
    [InlineData("flame&by=cost&hue=step")]
    [InlineData("flame&table=1")]
    [InlineData("statistics")]
    [InlineData("statistics&group=model")]
    public async Task Hostile_names_are_shown_as_text(string view)
    {
        await _store.CommitAsync([A.Span("a", name: Hostile, model: Hostile, service: Hostile, tokens: new Usage(1, 0, 0, 0, 0), usd: 1), A.Span("b", "a", name: Hostile)], Cancel);

        var trace = Open("?view=" + view);

        Assert.Empty(trace.FindAll("script, img"));
        Assert.Contains(Hostile, trace.Find("section.card:not(.figures)").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_begins_like_a_formula_is_none_in_the_file()
    {
        var waterfall = TraceWaterfall.Of(A.Rollup(A.Span("a", name: "=cmd|' /C calc'!A0"), A.Span("b", "a", name: "plain", kind: OperationKind.Agent, tokens: new Usage(1, 0, 0, 0, 0), usd: 0.000_000_001m)));
        var view = StatisticsView.From(_ => null);

        Assert.Equal(
            ["plain,1,1,0,0,0.000000001,0.000000001,1,0,0,0,0,10000000,10000000,10000000,0,10000000", "'=cmd|' /C calc'!A0,1,0,0,0,0,0.000000001,0,0,0,0,0,10000000,10000000,10000000,0,0"],
            StatisticsExport.Csv(TraceStatistics.Of(waterfall, view.By), view).Split("\r\n", StringSplitOptions.RemoveEmptyEntries)[1..]);
    }

    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    private Task AgentAsync() => _store.CommitAsync(
        [
            A.Span("run", duration: 1000, kind: OperationKind.Agent),
            A.Span("think", "run", start: 10, duration: 500, kind: OperationKind.Agent),
            A.Span("call", "think", name: "chat gpt-4o", start: 20, duration: 400, tokens: new Usage(1_000, 0, 0, 0, 100), usd: 0.25m, model: "gpt-4o"),
            A.Span("tool", "run", name: "search", start: 600, duration: 300, kind: OperationKind.Tool),
        ],
        Cancel);

    private IRenderedComponent<TraceExplorer> Open(string query)
    {
        var trace = Render<TraceExplorer>(p => p.Add(t => t.Project, 1).Add(t => t.Trace, A.TraceId().ToString()).Add(t => t.Query, query));
        trace.WaitForElement(".tabs");
        return trace;
    }

    private static IEnumerable<string> Frames(IRenderedComponent<TraceExplorer> trace) => trace.FindAll(".frame bdi").Select(name => name.TextContent);
}

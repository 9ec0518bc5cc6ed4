using Bunit;
using CostDashboard.Core.Annotations;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.Links;
using CostDashboard.TestKit;
using CostDashboard.Web.Features.Traces;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Loading;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;

namespace CostDashboard.Web.Tests.Features.Traces;

public sealed class TracePageTests : BunitContext
{
    private const string Hostile = "<script>alert(1)</script><img src=x onerror=alert(2)>";

    private readonly SetClock _clock = new();
    private readonly InMemoryStore _store;

    public TracePageTests()
    {
        _store = new(clock: _clock);
        Services.AddSingleton<TimeProvider>(_clock);
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<ITraceQueries>(_store);
        Services.AddSingleton<IAnnotationStore>(new InMemoryAnnotations());
        Services.AddSingleton<ILinkedTraces>(_store);
        Services.AddSingleton<ISpendQueries>(_store);
        Services.AddSingleton<TraceSights>();
        Services.AddSingleton(OrganisationCalendar.Utc);
        Services.AddScoped<Panels>();
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    [Fact]
    public async Task Cost_and_tokens_stand_on_every_level_and_wrappers_are_marked()
    {
        await AgentAsync();

        var trace = Open();

        Assert.Equal(
            ["agent.run|$0.0752|2,200", "invoke_agent|$0.0752|2,200", "chat|$0.0413|1,100", "search|–|–", "chat|$0.0339|1,100"],
            trace.FindAll(".line").Select(l => string.Join('|', l.QuerySelector(".text")!.TextContent, l.QuerySelector(".cost")!.TextContent.Trim(), l.QuerySelector(".tokens")!.TextContent.Trim())));
        Assert.Equal("wrapper", trace.Find(".line:nth-child(2) .tag").TextContent);
        Assert.Equal("1 wrapper not charged", trace.Find(".figures > :nth-child(4) .note").TextContent);
    }

    [Fact]
    public async Task A_click_shows_the_span_with_its_price_lines()
    {
        await AgentAsync();
        var trace = Open();

        trace.Find(".line:nth-child(3)").Click();

        Assert.Equal("chat", trace.Find("aside h2").TextContent);
        Assert.Contains("computed", trace.Find("aside tfoot").TextContent, StringComparison.Ordinal);
        Assert.Equal("true", trace.Find(".line:nth-child(3)").GetAttribute("aria-selected"));
    }

    [Fact]
    public async Task A_link_to_a_span_opens_with_it()
    {
        await AgentAsync();

        Assert.Equal("search", Open(A.SpanId("tool").ToString()).Find("aside h2").TextContent);
    }

    [Fact]
    public async Task A_selected_span_is_written_into_the_address_in_place()
    {
        await AgentAsync();
        var trace = Open();

        trace.Find(".line:nth-child(4)").Click();

        var changes = Assert.IsType<IReadOnlyDictionary<string, string?>>(JSInterop.Invocations["address"][^1].Arguments[0], exactMatch: false);
        Assert.Equal([KeyValuePair.Create<string, string?>("span", A.SpanId("tool").ToString())], changes);
    }

    [Fact]
    public async Task An_address_with_a_view_that_is_not_there_opens_the_first_one()
    {
        await AgentAsync();

        Assert.Equal("Timeline", OpenAt("?view=x-ray").Find(".tabs [aria-current=page]").TextContent);
    }

    [Fact]
    public async Task Keys_move_the_selection_and_fold()
    {
        await AgentAsync();
        var trace = Open();

        await trace.Find("[role=treegrid]").KeyDownAsync(new KeyboardEventArgs { Key = "ArrowDown" });
        await trace.Find("[role=treegrid]").KeyDownAsync(new KeyboardEventArgs { Key = "ArrowLeft" });

        Assert.Equal(2, trace.FindAll(".line").Count);
        Assert.Equal("false", trace.Find(".line.selected").GetAttribute("aria-expanded"));
    }

    [Fact]
    public async Task A_search_counts_its_matches()
    {
        await AgentAsync();
        var trace = Open();

        await trace.Find("input[type=search]").InputAsync(new ChangeEventArgs { Value = "chat" });

        Assert.Equal("1 of 2", trace.Find(".find [role=status]").TextContent);
        Assert.Equal(2, trace.FindAll(".line.found").Count);
    }

    [Fact]
    public async Task Hostile_text_is_shown_as_text_everywhere()
    {
        var attributes = SpanAttributes.Of((Hostile, AttributeValue.Of(Hostile)), ("long", AttributeValue.Of(new string('x', 100_000))));
        await _store.CommitAsync(
            [A.Span("a", name: Hostile, model: Hostile, service: Hostile, tokens: new Usage(1, 0, 0, 0, 0), attributes: attributes, isError: true, attribution: new Attribution(Hostile, Hostile, Hostile, Hostile, Hostile))],
            Cancel);

        var trace = Open();

        Assert.Empty(trace.FindAll("script, img"));
        Assert.Equal(Hostile, trace.Find("h1").TextContent);
        Assert.True(trace.Markup.Length < 60_000);
    }

    [Fact]
    public void A_trace_that_is_not_here_is_missing_and_says_why() =>
        Assert.Contains("It may have passed its retention", Open().Find(".sentence").TextContent, StringComparison.Ordinal);

    [Fact]
    public async Task An_unpriced_call_gives_its_reason_and_no_amount()
    {
        await _store.CommitAsync([A.Span("a", model: "gpt-99", tokens: new Usage(10, 0, 0, 0, 5))], Cancel);

        var trace = Open();

        Assert.Equal("unpriced", trace.Find(".figures .value").TextContent.Trim());
        Assert.Contains("no price for model 'gpt-99'", trace.Find("aside").TextContent, StringComparison.Ordinal);
        Assert.Equal("unknown", trace.Find("aside tfoot td.number").TextContent);
    }

    [Fact]
    public async Task A_report_of_a_call_that_is_charged_elsewhere_says_so_and_leads_there()
    {
        const string id = "chatcmpl-DaLYmIS19l0ClnUwPDWAYAmn2jz66";
        var tokens = new Usage(1_000, 0, 0, 0, 100);
        await _store.CommitAsync(
            [
                A.Span("gateway", trace: "t2", scope: "gateway", tokens: tokens, usd: 0.0413m, responseId: id),
                A.Span("chat", start: 5, scope: "openai", tokens: tokens, usd: 0.0413m, responseId: id),
            ],
            Cancel);

        var trace = Open(A.SpanId("chat").ToString());

        Assert.Equal("same call", trace.Find(".line .tag").TextContent);
        Assert.Equal("–", trace.Find(".line .cost").TextContent.Trim());
        Assert.Equal($"/traces/{A.TraceId("t2")}?project=1&span={A.SpanId("gateway")}", trace.Find("aside tfoot a").GetAttribute("href"));
        Assert.Contains("One span tells of a call that another span tells of too", trace.Find(".note-line").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_may_be_a_wrapper_is_provisional_until_nothing_has_come_for_ten_minutes()
    {
        await _store.CommitAsync([A.Span("agent", tokens: new Usage(1, 0, 0, 0, 0), usd: 1, isWrapperByName: true)], Cancel);
        Assert.Equal("provisional", Open().Find(".line .tag").TextContent);
        _clock.Now += TimeSpan.FromMinutes(9);
        Assert.Equal("provisional", Open().Find(".line .tag").TextContent);

        _clock.Now += TimeSpan.FromMinutes(1);

        Assert.Empty(Open().FindAll(".line .tag, .note-line"));
    }

    [Fact]
    public async Task Without_a_circuit_rows_are_links_to_their_spans()
    {
        SetRendererInfo(new RendererInfo("Static", isInteractive: false));
        await AgentAsync();

        Assert.Equal($"/traces/{A.TraceId()}?project=1&span={A.SpanId("tool")}", Open().Find(".line:nth-child(4) a").GetAttribute("href"));
    }

    [Fact]
    public async Task The_list_adds_up_and_keeps_hostile_names_harmless()
    {
        await _store.CommitAsync([A.Span("a", trace: "t1", name: Hostile, tokens: new Usage(1, 0, 0, 0, 0), usd: 0.1m), A.Span("b", trace: "t2", tokens: new Usage(1, 0, 0, 0, 0), usd: 0.2m)], Cancel);
        var context = Questions.Context("/traces?range=24h&sort=cost");

        var list = Render<TraceList>(p => p.AddCascadingValue(context).Add(l => l.View, TracesView.From(context.Query)));

        list.WaitForElement("tbody");
        Assert.StartsWith("2 traces began in this period. Together they cost $0.3000.", string.Join(' ', list.Find(".sentence").TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Equal(["b", Hostile], list.FindAll("a[data-row]").Select(a => a.TextContent));
        Assert.Empty(list.FindAll("script, img"));
    }

    [Theory]
    [InlineData("/spend?project=1&by=model", "/spend?project=1&by=model")]
    [InlineData("/traces?project=1", "/traces?project=1")]
    [InlineData("https://evil.example/spend?", null)]
    [InlineData("//evil.example", null)]
    [InlineData("/spend?\\evil", null)]
    [InlineData("javascript:alert(1)", null)]
    public void The_way_back_is_one_of_our_own_pages(string via, string? back) =>
        Assert.Equal(back, TraceLink.Back(UrlQuery.Of("?via=" + Uri.EscapeDataString(via))));

    private sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 8, 6, 13, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }

    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    private IRenderedComponent<TraceExplorer> Open(string? span = null) => OpenAt("?span=" + span);

    private IRenderedComponent<TraceExplorer> OpenAt(string query) =>
        Render<TraceExplorer>(p => p.Add(t => t.Project, A.Project.Value).Add(t => t.Trace, A.TraceId().ToString()).Add(t => t.Query, query));

    private Task AgentAsync() => _store.CommitAsync(
        [
            A.Span("root", name: "agent.run", duration: 1_000),
            A.Span("wrapper", parent: "root", name: "invoke_agent", start: 10, duration: 980, kind: OperationKind.Agent, tokens: new Usage(2_000, 0, 0, 0, 200), usd: 0.0752m),
            A.Span("chat1", parent: "wrapper", name: "chat", start: 20, duration: 300, tokens: new Usage(1_000, 0, 0, 0, 100), usd: 0.0413m),
            A.Span("tool", parent: "wrapper", name: "search", start: 330, duration: 100, kind: OperationKind.Tool),
            A.Span("chat2", parent: "wrapper", name: "chat", start: 440, duration: 500, tokens: new Usage(1_000, 0, 0, 0, 100), usd: 0.0339m),
        ],
        Cancel);
}

using AngleSharp.Dom;
using Bunit;
using CostDashboard.Core.Annotations;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.Links;
using CostDashboard.TestKit;
using CostDashboard.Web.Features.Traces;
using CostDashboard.Web.Features.Traces.Linked;
using CostDashboard.Web.Ui.Loading;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace CostDashboard.Web.Tests.Features.Traces;

/// <summary>Trace "t1", an agent of $1 whose tool started "sub" for $2, which started "deep" for $4.</summary>
public sealed class LinkedTests : BunitContext
{
    private const string Hostile = "<script>alert(1)</script>\u202egnp.exe\0";

    private readonly InMemoryStore _store = new();

    public LinkedTests()
    {
        Services.AddSingleton(TimeProvider.System);
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<ITraceQueries>(_store);
        Services.AddSingleton<IAnnotationStore>(new InMemoryAnnotations());
        Services.AddSingleton<ILinkedTraces>(_store);
        Services.AddSingleton<TraceSights>();
        Services.AddSingleton<ISpendQueries>(_store);
        Services.AddSingleton(OrganisationCalendar.Utc);
        Services.AddScoped<Panels>();
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    [Fact]
    public async Task The_head_says_what_it_costs_by_itself_and_with_linked_traces()
    {
        await CommitAsync();

        var head = Text(Open("t1", "").Find("p[data-linked]"));

        Assert.Equal("Its own cost is $1.00; with 2 linked traces it comes to $7.00.", head);
    }

    [Fact]
    public async Task A_trace_without_links_says_nothing_of_them()
    {
        await _store.CommitAsync([A.Span("root", usd: 1)], Cancel);

        Assert.Empty(Open("t1", "").FindAll("p[data-linked]"));
        Assert.Contains("No span of this trace is linked", Open("t1", "?view=linked").Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_linked_trace_stands_with_its_own_cost_and_that_of_what_it_started()
    {
        await CommitAsync();

        var rows = Open("t1", "?view=linked").FindAll("tbody tr").Select(row => string.Join('|', row.QuerySelectorAll("td.name, td:nth-child(5), td:nth-child(6)").Select(Text)));

        Assert.Equal(["this trace|$1.00|$7.00", "▸ sub|tool|$2.00|$6.00", "▸ deep|tool|$4.00|$4.00"], rows);
    }

    [Fact]
    public async Task A_linked_trace_opens_in_place_and_the_next_one_within_it()
    {
        await CommitAsync();
        var page = Open("t1", "?view=linked");

        page.Find("tbody .fold").Click();
        Assert.Equal(["sub", "tool"], page.FindAll(".linked li a").Select(Text));
        page.Find(".linked button.tag").Click();

        Assert.Equal(["sub", "tool", "deep"], page.FindAll(".linked li:not(.nested) a").Select(Text));
        Assert.Equal($"/traces/{A.TraceId("sub")}?project=1&span={A.SpanId("tool")}", page.FindAll(".linked li a")[1].GetAttribute("href"));
    }

    [Fact]
    public async Task In_the_timeline_a_linked_trace_stands_under_the_row_of_the_span_that_started_it_and_opens_there()
    {
        await CommitAsync();
        var page = Open("t1", "");
        Assert.Equal(["line", "line", "under"], page.FindAll("[role=treegrid] [role=row]").Select(row => row.ClassList[0]));
        Assert.Equal("▸ ⇢ sub linked trace $6.00 +20 ms, 500 ms", Text(page.Find(".under")));

        page.Find(".under .fold").Click();

        Assert.Equal(["sub", "tool"], page.FindAll(".under .linked li a").Select(Text));
    }

    [Fact]
    public async Task What_is_opened_stands_in_the_address()
    {
        await CommitAsync();
        var page = Open("t1", "?view=linked");

        page.Find("tbody .fold").Click();

        var changes = Assert.IsType<IReadOnlyDictionary<string, string?>>(JSInterop.Invocations["address"][^1].Arguments[0], exactMatch: false);
        Assert.Equal([KeyValuePair.Create<string, string?>("opened", A.TraceId("sub").ToString())], changes);
        Assert.Single(Open("t1", $"?view=linked&opened={A.TraceId("sub")}.nonsense").FindAll(".linked"));
    }

    [Fact]
    public async Task A_sub_trace_leads_back_to_the_span_that_started_it()
    {
        await CommitAsync();

        var back = Open("sub", "").Find("p.sentence a");

        Assert.Equal(("t1 root", $"/traces/{A.TraceId()}?project=1&span={A.SpanId("tool")}"), (Text(back), back.GetAttribute("href")));
    }

    [Fact]
    public async Task Why_a_linked_trace_is_not_counted_is_said()
    {
        await CommitAsync();
        await _store.CommitAsync(
            [
                A.Span("root", null, "other", start: 1, duration: 1_000),
                A.Span("root", null, "batch", name: "batch", start: 100, usd: 8, links: [A.Link("tool", "t1"), A.Link("root", "other")]),
                A.Span("root", null, "retry", name: "retry", start: 5_000, usd: 16, links: [A.Link("root", "t1")]),
            ],
            Cancel);

        var page = Open("t1", "?view=linked");

        Assert.Equal(LinkedText.Why(LinkVerdict.Shared), page.Find("tr.out .tag").GetAttribute("title"));
        Assert.Contains("retry $16.00 · It began after the other had ended, root to root: a retry, or the next turn. Not counted.", Text(page.Find(".references")), StringComparison.Ordinal);
        Assert.Contains("$7.00", Text(page.Find("p[data-linked]")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hostile_names_of_linked_traces_are_shown_as_text()
    {
        await CommitAsync(name: Hostile + new string('x', 10_000));

        var page = Open("t1", $"?view=linked&opened={A.TraceId("sub")}");

        Assert.Empty(page.FindAll("script"));
        Assert.All(page.FindAll("bdi"), bdi => Assert.Equal("bdi", bdi.LocalName));
        Assert.Contains(page.FindAll(".linked bdi"), bdi => bdi.TextContent.StartsWith("<script>alert(1)</script>", StringComparison.Ordinal) && bdi.TextContent.Length < 300);
    }

    [Theory]
    [InlineData(10, 40, true, null)]
    [InlineData(50, 200, true, "goes on for 100 ms after the end of this trace")]
    [InlineData(400, 50, false, "began 250 ms after the end of this trace; its bars have a time of their own")]
    public void A_linked_trace_is_drawn_in_the_time_of_this_one_where_they_overlap(double start, double duration, bool isShared, string? note)
    {
        var (outer, linked) = (Summary(0, 150), Summary(start, duration));

        var scale = LinkedScale.Of(outer, linked);

        Assert.Equal((isShared, note), (scale.IsShared, scale.Note));
        var (from, size) = scale.Bar(linked.Start, linked.End);
        Assert.InRange(from, 0, 1);
        Assert.InRange(from + size, 0, 1);
    }

    [Fact]
    public void Every_verdict_has_its_words() => Assert.All(Enum.GetValues<LinkVerdict>(), verdict => Assert.NotEmpty(LinkedText.Why(verdict)));

    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    private static TraceSummary Summary(double start, double duration) => TraceSummary.Of(A.Trace(), A.Rollup(A.Span("root", start: start, duration: duration)));

    private static string Text(IElement element) => string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private IRenderedComponent<TraceExplorer> Open(string trace, string query) =>
        Render<TraceExplorer>(p => p.Add(t => t.Project, A.Project.Value).Add(t => t.Trace, A.TraceId(trace).ToString()).Add(t => t.Query, query));

    private Task CommitAsync(string name = "sub") => _store.CommitAsync(
        [
            A.Span("root", name: "t1 root", duration: 1_000),
            A.Span("tool", "root", start: 10, usd: 1),
            A.Span("root", null, "sub", name: name, start: 20, duration: 500, links: [A.Link("tool", "t1")]),
            A.Span("tool", "root", "sub", start: 30, usd: 2, links: [A.Link("root", "deep")]),
            A.Span("root", null, "deep", name: "deep", start: 40, duration: 2_000, usd: 4),
        ],
        Cancel);
}

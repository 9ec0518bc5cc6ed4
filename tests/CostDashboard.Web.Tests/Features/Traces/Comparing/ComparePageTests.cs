using Bunit;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.TestKit;
using CostDashboard.Web.Features.Traces.Comparing;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Loading;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace CostDashboard.Web.Tests.Features.Traces.Comparing;

public sealed class ComparePageTests : BunitContext
{
    private const string Hostile = "<script>alert(1)</script>\u202egnp.exe";

    private readonly InMemoryStore _store = new();

    public ComparePageTests()
    {
        Services.AddSingleton<ITraceQueries>(_store);
        Services.AddScoped<Panels>();
    }

    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_sentence_says_what_the_second_cost_more_and_why()
    {
        await _store.CommitAsync([.. Answer("t1", 0, 0.10m), .. Answer("t2", 60_000, 0.10m), .. Search("t2", 60_000, "b", 0.04m), .. Search("t2", 60_000, "c", 0.05m)], Cancel);

        Assert.Equal(
            "The second trace cost $0.0900 more (+ 82 %) and took as long: search + $0.0900 (2 more calls).",
            Words(Show(A.TraceId("t1"), A.TraceId("t2")).Find("p.sentence").TextContent));
    }

    [Fact]
    public async Task The_tables_add_up_to_the_difference_and_show_only_what_differs_until_all_is_asked_for()
    {
        await _store.CommitAsync([.. Answer("t1", 0, 0.10m), .. Answer("t2", 60_000, 0.30m)], Cancel);

        var page = Show(A.TraceId("t1"), A.TraceId("t2"));

        Assert.Equal(["+ $0.2000", "+ $0.2000"], page.FindAll("tfoot data").Where(d => d.TextContent.StartsWith('+')).Select(d => d.TextContent));
        Assert.Equal(["answer", "chat gpt-4o-mini"], page.FindAll("section[aria-labelledby=spans-title] tbody a").Select(a => a.TextContent));
        Assert.Equal(["answer", "search", "embed", "chat gpt-4o-mini"], Show(A.TraceId("t1"), A.TraceId("t2"), "&rows=all").FindAll("section[aria-labelledby=spans-title] tbody a").Select(a => a.TextContent));
    }

    [Fact]
    public async Task Without_a_first_trace_the_median_of_those_before_stands_for_it()
    {
        await _store.CommitAsync(
            [.. Enumerable.Range(0, 21).SelectMany(i => Answer($"t{i}", -3_600_000 + (i * 1000), 0.01m * (i + 1))), .. Answer("unpriced", -1000, null), .. Answer("now", 0, 0.50m)], Cancel);

        var page = Show(null, A.TraceId("now"));

        Assert.Contains("in the middle of 21 traces of this name that began in the day before", Words(page.Find("p.sentence").TextContent), StringComparison.Ordinal);
        Assert.Contains($"/traces/{A.TraceId("t10")}", page.FindAll("section[aria-labelledby=figures-title] tbody a")[0].GetAttribute("href")!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_has_no_price_is_said_and_is_not_zero()
    {
        await _store.CommitAsync([.. Answer("t1", 0, 0.10m), .. Answer("t2", 60_000, null)], Cancel);

        var page = Show(A.TraceId("t1"), A.TraceId("t2"));

        Assert.Contains("not known in full", page.Find("p.sentence").TextContent, StringComparison.Ordinal);
        Assert.Contains("unpriced", page.Find("section[aria-labelledby=causes-title]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_steps_that_were_added_alike_the_first_few_are_shown_and_the_rest_is_added_up()
    {
        await _store.CommitAsync([.. Answer("t1", 0, 0.10m), .. Answer("t2", 60_000, 0.10m), .. Enumerable.Range(0, 9).SelectMany(i => Search("t2", 60_000, $"more{i}", 0.01m))], Cancel);

        var rows = Show(A.TraceId("t1"), A.TraceId("t2")).FindAll("section[aria-labelledby=spans-title] tbody tr");

        Assert.Equal(["answer", "search", "embed", "search", "embed", "search", "embed", "6 more of search"], rows.Select(row => row.QuerySelector("a")!.TextContent));
        Assert.Equal("+ $0.0600", rows[^1].QuerySelector("data")!.TextContent);
    }

    [Theory]
    [InlineData("a=nonsense&b=0123456789abcdef0123456789abcdef", "“nonsense” is no trace id")]
    [InlineData("b=0123456789abcdef0123456789abcdef", "There is no trace 0123456789abcdef0123456789abcdef")]
    [InlineData("", "Name two traces")]
    public void An_address_that_cannot_be_answered_says_what_to_do(string query, string message) =>
        Assert.Contains(message, Show("/traces/compare?" + query).Markup, StringComparison.Ordinal);

    [Fact]
    public async Task A_hostile_name_is_text()
    {
        await _store.CommitAsync([A.Span("r", name: Hostile, trace: "t1"), A.Span("r", name: Hostile, trace: "t2"), A.Span("x", "r", name: Hostile, trace: "t2", tokens: new(5, 0, 0, 0, 5), usd: 1m)], Cancel);

        var page = Show(A.TraceId("t1"), A.TraceId("t2"));

        Assert.Empty(page.FindAll("script"));
        Assert.Contains(page.FindAll("bdi"), text => text.TextContent == Hostile);
    }

    private static PricedSpan[] Answer(string trace, double start, decimal? usd) =>
    [
        A.Span("r", trace: trace, name: "answer", start: start, duration: 500),
        .. Search(trace, start, "a", 0.01m),
        A.Span("call", "r", trace, name: "chat gpt-4o-mini", start: start + 200, duration: 250, tokens: new(1000, 0, 0, 0, 100), usd: usd),
    ];

    private static PricedSpan[] Search(string trace, double start, string id, decimal usd) =>
    [
        A.Span("s" + id, "r", trace, name: "search", start: start + 10, duration: 100, kind: OperationKind.Retrieval),
        A.Span("e" + id, "s" + id, trace, name: "embed", start: start + 20, duration: 50, kind: OperationKind.Embeddings, tokens: new(20, 0, 0, 0, 0), usd: usd),
    ];

    private IRenderedComponent<ComparePage> Show(Core.Units.TraceId? first, Core.Units.TraceId second, string more = "") =>
        Show(CompareView.Link("1", first, second) + more);

    private IRenderedComponent<ComparePage> Show(string url)
    {
        var page = Render<CascadingValue<PageContext>>(p => p.Add(c => c.Value, Questions.Context(url)).AddChildContent<ComparePage>()).FindComponent<ComparePage>();
        page.WaitForState(() => page.FindAll(".load-skeleton").Count == 0, TimeSpan.FromSeconds(30));
        return page;
    }

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

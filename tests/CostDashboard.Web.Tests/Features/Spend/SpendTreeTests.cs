using System.Globalization;
using AngleSharp.Dom;
using Bunit;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;
using CostDashboard.Web.Features.Spend;
using CostDashboard.Web.Features.Traces;
using CostDashboard.Web.Ui.Charts;
using CostDashboard.Web.Ui.Loading;
using Microsoft.Extensions.DependencyInjection;

namespace CostDashboard.Web.Tests.Features.Spend;

public sealed class SpendTreeTests : BunitContext
{
    private readonly InMemoryStore _store = new();

    public SpendTreeTests()
    {
        Services.AddSingleton<ISpendQueries>(_store);
        Services.AddSingleton<LastingHues>();
        Services.AddScoped<Panels>();
    }

    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, "by=step,model,customer&open=*&top=5")]
    [InlineData(2, "by=model,step&open=*")]
    [InlineData(7, "by=model,step&open=*&sort=latency")]
    [InlineData(8, "by=model,step&open=*&measure=p99")]
    [InlineData(3, "by=customer,model,step&open=*&open=%2Fcustomer~13%2Fm1&open=%2Fcustomer~13%2Fm2&open=%2F%2Fm4&compare=none")]
    [InlineData(4, "by=step,kind,service&open=*&sort=change&compare=1w&not.model=m3")]
    [InlineData(5, "by=user&top=5")]
    [InlineData(6, "by=tag.team&top=10&sort=calls&dir=asc")]
    public async Task Every_level_with_the_sum_of_its_others_is_the_row_above_it(int seed, string asked)
    {
        await _store.CommitAsync(SomeSpend.Of(seed, 300), Cancel);

        var tree = await TreeAsync($"/spend?{asked}");

        Same(tree.Total, Sum(tree.Rows.Where(r => r.Level == 0)));
        var view = SpendView.From(Questions.Context($"/spend?{asked}").Query);
        foreach (var row in tree.Rows.Where(r => r is { IsOpen: true, RestCount: 0 }))
        {
            Same(SpendTreeQuestions.HasLatencyBelow(view) ? row.Figures : row.Figures with { Calls = null }, Sum(tree.Rows.Where(r => r.Level == row.Path.Count && r.Path.Take(row.Path.Count).SequenceEqual(row.Path))));
        }

        Assert.Contains(tree.Rows, r => r.RestCount > 0 || r.IsOpen == true);
    }

    [Theory]
    [InlineData(11, "by=step,model&open=*&top=5")]
    [InlineData(12, "by=customer,model,step&open=*&open=%2Fcustomer~11%2Fm1&model=m1&model=m2&not.step=step~4")]
    [InlineData(13, "by=user&top=5&range=24h")]
    [InlineData(14, "by=tag.team&top=10&range=month")]
    public async Task The_traces_behind_every_row_cost_what_the_row_says_to_the_nano(int seed, string asked)
    {
        await _store.CommitAsync(SomeSpend.Of(seed, 300), Cancel);

        var rows = Show($"/spend?{asked}").FindAll("tbody tr");

        Assert.NotEmpty(rows);
        foreach (var row in rows)
        {
            Assert.Equal(CostOf(row), await BehindAsync(row.QuerySelector("a[data-row]")!.GetAttribute("href")!));
        }
    }

    [Fact]
    public async Task Every_page_of_the_first_level_sums_to_the_total_and_together_they_have_every_value_once()
    {
        await _store.CommitAsync(SomeSpend.Of(21, 400), Cancel);
        var seen = new List<string>();
        var whole = await TreeAsync("/spend?by=tag.team");
        for (var skip = 0; skip < whole.Count; skip += 5)
        {
            var page = await TreeAsync($"/spend?by=tag.team&top=5&skip={skip}");

            Same(whole.Total, Sum(page.Rows));
            seen.AddRange(page.Rows.Where(r => r.RestCount == 0).Select(r => r.Figures.Value));
        }

        Assert.Equal((whole.Count, whole.Count), (seen.Count, seen.Distinct().Count()));
        Assert.Equal(seen[^1], (await TreeAsync("/spend?by=tag.team&top=5&skip=4711")).Rows[^2].Figures.Value);
    }

    [Fact]
    public async Task A_value_that_is_gone_stands_with_what_it_was()
    {
        await _store.CommitAsync(
            [
                A.Span("old", trace: "old", name: "old", start: -13.2 * 86_400_000, tokens: new(1, 0, 0, 0, 0), usd: 0.000000007m),
                A.Span("new", trace: "new", name: "new", tokens: new(1, 0, 0, 0, 0), usd: 0.000000005m),
            ],
            Cancel);

        var panel = Show("/spend?range=7d");

        Assert.Equal(
            ["new $0.000000005 $0.00 + $0.000000005", "old $0.00 $0.000000007 − $0.000000007"],
            panel.FindAll("tbody tr").Select(row => Words(row.QuerySelector("bdi")!.TextContent + " " + string.Join(' ', row.QuerySelectorAll("td.number").TakeLast(3).Select(td => td.TextContent)))));
        Assert.Contains("Before: 24 Jul 2026 00:00 – 30 Jul 13:00, the 7 days before", Words(panel.Find("footer").TextContent), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_click_keeps_or_leaves_out_a_value_with_those_above_it()
    {
        await _store.CommitAsync([A.Span("a", name: "s&1", model: "m", tokens: new(1, 0, 0, 0, 0), usd: 1m)], Cancel);

        var tools = Show("/spend?range=24h&by=step,model&open=*").FindAll("tbody tr")[1].QuerySelectorAll(".tools a");

        Assert.Equal(
            [
                ("Only step s&1, model m", "/spend?project=1&range=24h&step=s%261&model=m&by=step%2Cmodel&open=%2A"),
                ("Leave out model m", "/spend?project=1&range=24h&not.model=m&by=step%2Cmodel&open=%2A"),
            ],
            tools.Select(a => (a.GetAttribute("aria-label")!, a.GetAttribute("href")!)));
    }

    [Theory]
    [InlineData("by=model&measure=cost-per-trace", "no exact cost per query")]
    [InlineData("by=customer&model=m1&measure=cost-per-trace", "no exact cost per query")]
    [InlineData("by=model&measure=traces", "no exact number of traces")]
    [InlineData("by=user&measure=p95", "not kept for them")]
    [InlineData("by=tag.team&measure=errors", "not kept for them")]
    [InlineData("by=tag.team&measure=cost-per-trace", "not kept for them")]
    public async Task What_the_totals_cannot_tell_exactly_is_refused_with_the_reason(string asked, string reason)
    {
        await _store.CommitAsync(SomeSpend.Of(31, 20), Cancel);

        var panel = Show("/spend?" + asked);

        Assert.Contains(reason, panel.Find(".load-note").TextContent, StringComparison.Ordinal);
        Assert.Empty(panel.FindAll("table"));
    }

    [Fact]
    public async Task The_cost_of_a_query_is_what_was_charged_by_the_traces_that_began()
    {
        await _store.CommitAsync(SomeSpend.Of(41, 200), Cancel);

        var tree = await TreeAsync("/spend?by=customer&sort=pertrace");

        Assert.Equal(
            tree.Rows.Select(r => (r.Figures.Value, (decimal?)r.Figures.Measures.CostNanoUsd / r.Figures.Measures.Traces)).OrderByDescending(r => r.Item2),
            tree.Rows.Select(r => (r.Figures.Value, Answerable.CostPerTrace(r.Figures.Measures))));
    }

    [Fact]
    public async Task Rows_that_are_open_are_named_in_the_address_whatever_their_values()
    {
        await _store.CommitAsync([A.Span("a", name: "a/b~c", tokens: new(1, 0, 0, 0, 0), usd: 1m), A.Span("b", name: "*", tokens: new(1, 0, 0, 0, 0), usd: 2m)], Cancel);

        var open = Show("/spend?range=24h&by=step,model").FindAll("a.toggle")[1].GetAttribute("href")!;
        Assert.Equal("/spend?project=1&range=24h&by=step%2Cmodel&open=%2Fa~1b~0c", open);

        var panel = Show(open);
        Assert.Equal(["*", "a/b~c", "gpt-4o-mini"], panel.FindAll("tbody bdi").Select(b => b.TextContent));
        Assert.Equal("/spend?project=1&range=24h&by=step%2Cmodel", panel.FindAll("a.toggle")[1].GetAttribute("href"));
    }

    private async Task<SpendTree> TreeAsync(string url)
    {
        var context = Questions.Context(url);
        var view = SpendView.From(context.Query);
        return await new SpendTreeQuestions(_store, context, view).AskAsync(withLatency: !view.IsDaily(context), Cancel);
    }

    private IRenderedComponent<SpendTablePanel> Show(string url)
    {
        var context = Questions.Context(url);
        var view = SpendView.From(context.Query);
        var panel = Render<SpendTablePanel>(p => p.AddCascadingValue(context).Add(panel => panel.View, view).Add(panel => panel.Range, view.RangeIn(context)));
        panel.WaitForState(() => panel.FindAll(".load-skeleton").Count == 0 && !panel.Markup.Contains('…', StringComparison.Ordinal));
        return panel;
    }

    private async Task<long> BehindAsync(string link)
    {
        var context = Questions.Context(link);
        return (await _store.ListAsync(TracesView.From(context.Query).Question(context), Cancel)).CostNanoUsd;
    }

    // An amount is written with its exact value for machines; unpriced rows have none.
    private static long CostOf(IElement row) => row.QuerySelectorAll("td.cost data.money")
        .Select(money => new Usd(decimal.Parse(money.GetAttribute("value")!, CultureInfo.InvariantCulture)).ToNanos())
        .SingleOrDefault();

    private static SpendTableRow Sum(IEnumerable<SpendTreeRow> rows) => SpendLevel.Sum(rows.Select(r => r.Figures));

    // Spans without a call are in the total; values that have no others are not listed, which the page says.
    private static void Same(SpendTableRow expected, SpendTableRow actual) => Assert.Equal(
        (Charged(expected.Measures), expected.Calls, Charged(expected.Before)), (Charged(actual.Measures), actual.Calls, Charged(actual.Before)));

    private static (long, long, long, long, Usage)? Charged(SpendMeasures? m) =>
        m is null ? null : (m.CostNanoUsd, m.Calls, m.UnpricedCalls, m.PartialCalls, m.Usage);

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

using CostDashboard.Core.Spans;
using CostDashboard.TestKit;
using CostDashboard.Web.Features.Steps;
using CostDashboard.Web.Features.Traces;
using CostDashboard.Web.Tests.Features.Spend;

namespace CostDashboard.Web.Tests.Features.Steps;

public sealed class StepsTableTests
{
    private readonly InMemoryStore _store = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/steps?range=7d")]
    [InlineData("/steps?range=7d&customer=customer%2F3&customer=customer%2F4")]
    [InlineData("/steps?range=24h&not.model=m1")]
    public async Task Every_cost_is_that_of_the_traces_behind_it_to_the_nano(string url)
    {
        await _store.CommitAsync(SomeSpend.Of(seed: 3, traces: 300), Cancel);
        var table = await TableAsync(url);
        var context = Questions.Context(url);

        Assert.NotEmpty(table.All);
        Assert.Equal(table.Total.CostNanoUsd, table.All.Sum(r => r.Measures.CostNanoUsd));
        foreach (var row in table.All)
        {
            var link = Questions.Context(StepFacet.Only(context.Question, row.Step).Url("/traces").Add("basis", "spent").ToString());
            var behind = await _store.ListAsync(TracesView.From(link.Query).Question(link), Cancel);

            Assert.Equal((row.Measures.CostNanoUsd, row.Measures.UnpricedCalls), (behind.CostNanoUsd, behind.UnpricedCalls));
            Assert.Equal(row.Measures.CostNanoUsd, row.Trend.Sum());
            Assert.Equal(row.Measures.Calls, row.Calls.Count);
        }
    }

    [Fact]
    public async Task A_step_is_compared_with_itself_in_the_period_before()
    {
        await _store.CommitAsync(
            [Call("now", -1, "write", 0.5m), Call("before", -30, "write", 0.2m), Call("other", -30, "read", 0.1m), Call("long ago", -60, "read", 0.1m)], Cancel);

        var write = Assert.Single((await TableAsync("/steps?range=24h")).All);

        Assert.Equal(("write", 500_000_000L, 200_000_000L, 300_000_000L), (write.Step, write.Measures.CostNanoUsd, write.BeforeNanoUsd!.Value, write.Difference!.Value));
    }

    [Fact]
    public async Task What_was_not_recorded_before_is_not_compared()
    {
        await _store.CommitAsync([Call("now", -1, "write", 0.5m)], Cancel);

        Assert.Null(Assert.Single((await TableAsync("/steps?range=24h")).All).Difference);
    }

    [Fact]
    public async Task Models_stand_dearest_first()
    {
        await _store.CommitAsync([Call("a", -1, "write", 0.1m, "small"), Call("b", -2, "write", 0.5m, "large")], Cancel);

        Assert.Equal(["large", "small"], Assert.Single((await TableAsync("/steps?range=24h")).All).Models);
    }

    [Theory]
    [InlineData("", "c b a")]
    [InlineData("&dir=asc", "a b c")]
    [InlineData("&sort=step", "c b a")]
    [InlineData("&sort=step&dir=asc", "a b c")]
    [InlineData("&sort=p95", "a b c")]
    [InlineData("&sort=perCall&dir=asc", "a b c")]
    [InlineData("&sort=nonsense", "c b a")]
    public async Task The_table_is_sorted_as_the_address_says(string sort, string steps)
    {
        await _store.CommitAsync(
            [Call("1", -1, "a", 0.1m, duration: 900), Call("2", -2, "b", 0.2m, duration: 300), Call("3", -3, "c", 0.3m, duration: 100)], Cancel);

        Assert.Equal(steps, string.Join(' ', (await TableAsync("/steps?range=24h" + sort)).All.Select(r => r.Step)));
    }

    [Fact]
    public async Task A_page_beyond_the_last_is_the_last_and_a_search_keeps_the_total()
    {
        await _store.CommitAsync([.. Enumerable.Range(0, 120).Select(i => Call($"{i}", -1, $"step {i:000}", 0.001m))], Cancel);

        var table = await TableAsync("/steps?range=24h&find=STEP%2001");
        var all = await TableAsync("/steps?range=24h");

        Assert.Equal((10, 120, 120_000_000L), (table.Found.Count, table.All.Count, table.Total.CostNanoUsd));
        Assert.Equal((3, 20, 20), (all.Pages, all.Rows(3).Count(), all.Rows(99).Count()));
    }

    [Fact]
    public async Task A_name_from_outside_starts_no_formula_in_the_file()
    {
        await _store.CommitAsync([Call("1", -1, "=HYPERLINK(\"x\")", 0.1m), Call("2", -1, "plain", 0.000_000_001m)], Cancel);

        var lines = StepsExport.Csv(await TableAsync("/steps?range=24h")).Split("\r\n");

        Assert.StartsWith("\"'=HYPERLINK(\"\"x\"\")\",1,0,0,", lines[1], StringComparison.Ordinal);
        Assert.EndsWith(",0.000000001,", lines[2], StringComparison.Ordinal);
    }

    private async Task<StepsTable> TableAsync(string url)
    {
        var context = Questions.Context(url);
        var answers = await StepsAnswers.AskAsync(_store, context, Cancel);
        return StepsTable.Of(await answers.WithLatencyAsync(_store, context, Cancel), context, StepsView.From(context.Query));
    }

    private static PricedSpan Call(string id, double hours, string step, decimal usd, string model = "gpt-4o", double duration = 10) =>
        A.Span(id, trace: id, name: step, start: hours * 3_600_000, duration: duration, tokens: new Usage(10, 0, 0, 0, 1), usd: usd, model: model);
}

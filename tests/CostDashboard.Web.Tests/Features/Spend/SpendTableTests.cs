using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.TestKit;
using CostDashboard.Web.Features.Spend;
using CostDashboard.Web.Features.Spend.Export;
using CostDashboard.Web.Ui.Asking;

namespace CostDashboard.Web.Tests.Features.Spend;

public sealed class SpendTableTests
{
    private static readonly Facet s_model = new(Dimension.Model);

    private readonly InMemoryStore _store = new();

    [Fact]
    public async Task Rows_beyond_the_last_are_added_up_so_that_the_column_sums()
    {
        await SpendAsync(SpendTable.MostRows + 20);

        var table = await TableAsync(SpendSort.Cost, ascending: false);

        Assert.Equal((SpendTable.MostRows, 20), (table.Rows.Count, table.RestCount));
        Assert.Equal(table.Total.Measures.CostNanoUsd, table.Rows.Sum(r => r.Measures.CostNanoUsd) + table.Rest!.Measures.CostNanoUsd);
    }

    [Theory]
    [InlineData(SpendSort.Cost, false, "m2 m1 m0")]
    [InlineData(SpendSort.Cost, true, "m0 m1 m2")]
    [InlineData(SpendSort.Value, true, "m0 m1 m2")]
    [InlineData(SpendSort.Calls, false, "m2 m1 m0")]
    public async Task Rows_stand_as_they_are_asked_for(SpendSort sort, bool ascending, string order)
    {
        await SpendAsync(3);

        Assert.Equal(order, string.Join(' ', (await TableAsync(sort, ascending)).Rows.Select(r => r.Value)));
    }

    [Fact]
    public async Task Steps_without_a_model_call_are_counted_and_not_listed()
    {
        await _store.CommitAsync([A.Span("root"), A.Span("call", parent: "root", tokens: new Usage(1, 0, 0, 0, 0), usd: 1m)], Cancel);
        var context = Questions.Context("/spend?range=24h");
        var by = new Facet(Dimension.Step);

        var table = SpendTable.Of(await _store.AskAsync(SpendTable.Question(context, by, context.Range), Cancel), SpendSort.Cost, false);

        Assert.Equal((1, 1, 2L), (table.Rows.Count, table.Silent, table.Total.Measures.Spans));
    }

    [Fact]
    public async Task Latency_is_that_of_the_calls_and_of_no_span_around_them()
    {
        await _store.CommitAsync(
            [A.Span("root", name: "s", duration: 9_000), A.Span("call", name: "s", parent: "root", duration: 100, tokens: new Usage(1, 0, 0, 0, 0), usd: 1m)], Cancel);
        var context = Questions.Context("/spend?range=24h");

        var tree = await new SpendTreeQuestions(_store, context, SpendView.From(context.Query)).AskAsync(withLatency: true, Cancel);

        Assert.InRange(Assert.Single(tree.Rows).Figures.Latency!.Value, 99_000_000, 101_000_000);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("@cmd", "'@cmd")]
    [InlineData("-2", "'-2")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("a,\"b\"", "\"a,\"\"b\"\"\"")]
    [InlineData("=a,b", "\"'=a,b\"")]
    [InlineData("plain", "plain")]
    [InlineData("", "")]
    public void No_cell_of_an_export_begins_a_formula(string value, string cell) => Assert.Equal(cell, SpendCsv.Text(value));

    [Fact]
    public async Task An_export_holds_every_value_of_every_hour_exactly()
    {
        await SpendAsync(2);
        var context = Questions.Context("/spend?range=24h");
        var shape = new UsageShape(context, context.Range, Grain.Hour, s_model, Measure.Cost);

        var csv = SpendCsv.Of(SpendSheets.OverTime(shape, await _store.AskAsync(shape.Question, Cancel)));

        Assert.Equal(
            """
            start,end,model,cost_usd,cost_nano_usd,calls,unpriced_calls,partially_priced_calls,input_tokens,cache_read_tokens,cache_write_tokens,output_tokens,reasoning_tokens,spans,failed_spans,traces
            2026-08-06T12:00Z,2026-08-06T13:00Z,m0,0.0000015,1500,1,0,0,10,0,0,1,0,1,0,1
            2026-08-06T12:00Z,2026-08-06T13:00Z,m1,0.000006,6000,2,0,0,20,0,0,2,0,2,0,2

            """,
            csv.ReplaceLineEndings("\n"));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // Model i has i + 1 calls, each dearer than those of the one before.
    private Task SpendAsync(int models) => _store.CommitAsync(
        [.. from i in Enumerable.Range(0, models)
            from call in Enumerable.Range(0, Math.Min(i + 1, 3))
            select A.Span($"s{i}.{call}", trace: $"t{i}.{call}", model: $"m{i}", tokens: new Usage(10, 0, 0, 0, 1), usd: (i + 1) * 0.000_001_5m)],
        Cancel);

    private async Task<SpendTable> TableAsync(SpendSort sort, bool ascending)
    {
        var context = Questions.Context("/spend?range=24h");
        return SpendTable.Of(await _store.AskAsync(SpendTable.Question(context, s_model, context.Range), Cancel), sort, ascending);
    }
}

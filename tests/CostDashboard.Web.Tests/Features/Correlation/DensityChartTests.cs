using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend.Pipelines;
using CostDashboard.Core.Traces;
using CostDashboard.TestKit;
using CostDashboard.Web.Features.Correlation;
using CostDashboard.Web.Features.Traces;
using CostDashboard.Web.Tests.Features.Spend;

namespace CostDashboard.Web.Tests.Features.Correlation;

public sealed class DensityChartTests
{
    private readonly InMemoryStore _store = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/correlation?range=7d")]
    [InlineData("/correlation?range=7d&root=handle&environment=")]
    [InlineData("/correlation?range=7d&of=calls")]
    [InlineData("/correlation?range=7d&of=calls&of-step=step~2&root=handle")]
    public async Task Every_cell_opens_exactly_what_it_counts(string url)
    {
        await _store.CommitAsync([.. SomeSpend.Of(seed: 9, traces: 900), .. Free()], Cancel);
        var context = Questions.Context(url);
        var view = CorrelationView.From(context.Query);
        var density = await DensityAsync(view, url);
        var chart = DensityChart.Of(view, context, density, CostCorrelation.Of(density)!);

        Assert.Equal(density.Count, chart.Series.Sum(row => row.Values.Sum()));
        for (var column = 0; column < chart.Buckets.Count; column++)
        {
            foreach (var row in chart.Series.Where(r => r.Values[column] > 0))
            {
                var bucket = chart.Buckets[column];
                Assert.Equal(row.Values[column], await CountAsync(view, $"{chart.Link}&{chart.FromKey}={bucket.From}&{chart.ToKey}={bucket.To}{row.Link}"));
            }
        }
    }

    [Fact]
    public void The_limits_of_a_cell_are_said_and_can_be_taken_away()
    {
        var view = TracesView.From(Questions.Context("/traces?root=a%26b&priced=1&mincost=0.5&undercost=0.75&callminseconds=2").Query);

        Assert.Equal(
            ["root a&b", "cost wholly known", "trace costs $0.5000 to below $0.7500", "call takes 2.00 s or more"],
            view.Limits.Chips.Select(l => l.Text));
        Assert.Equal([["root"], ["priced"], ["mincost", "maxcost", "undercost"], ["callminseconds", "callunderseconds"]], view.Limits.Chips.Select(l => l.Keys));
        Assert.True(view.HasLimits);
        Assert.Equal(749_999_999, view.Question(Questions.Context("/traces")).MaxCostNanoUsd);
    }

    // Calls that cost nothing at all: a price of zero is known.
    private static IEnumerable<PricedSpan> Free() => Enumerable.Range(0, 5).SelectMany(i => (PricedSpan[])
    [
        A.Span($"f{i}", trace: $"f{i}", name: "handle", start: -i * 60_000.0, duration: 50),
        A.Span($"f{i}c", parent: $"f{i}", trace: $"f{i}", name: "step~2", start: -i * 60_000.0, duration: 40, tokens: new Usage(1, 0, 0, 0, 1), usd: 0m),
    ]);

    private async Task<Density> DensityAsync(CorrelationView view, string url)
    {
        var sum = new Density();
        foreach (var day in await _store.GetDaysAsync(view.Question(Questions.Context(url)), Cancel))
        {
            sum.Merge(day.Measures.Density);
        }

        return sum;
    }

    private async Task<double> CountAsync(CorrelationView view, string link)
    {
        var context = Questions.Context(link);
        var page = await _store.ListAsync(TracesView.From(context.Query).Question(context) with { Limit = TraceQuestion.MostRows }, Cancel);
        return view.Part is PipelinePart.Traces ? page.Count : page.Rows.Sum(t => t.Calls);
    }
}

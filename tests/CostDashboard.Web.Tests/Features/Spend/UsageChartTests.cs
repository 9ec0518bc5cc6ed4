using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.TestKit;
using CostDashboard.Web.Features.Spend;
using CostDashboard.Web.Features.Spend.Spikes;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Charts;

namespace CostDashboard.Web.Tests.Features.Spend;

public sealed class UsageChartTests
{
    private static readonly Facet s_model = new(Dimension.Model);

    private readonly InMemoryStore _store = new();

    [Fact]
    public async Task Shown_values_and_the_rest_add_up_to_the_total_of_every_point()
    {
        await SpendAsync(12);

        var shape = Shape("/spend?range=24h");
        var answer = await _store.AskAsync(shape.Question, Cancel);
        var chart = UsageChart.Of(shape, await UsageChart.AskAsync(_store, shape, Cancel));

        Assert.Equal([.. Enumerable.Range(0, 7).Select(i => $"m{11 - i:00}"), "5 others"], chart.Series.Select(s => s.Name));
        var sum = chart.Series.Aggregate(0m, (total, series) => total + series.Values.Sum(v => (decimal)v!.Value));
        Assert.Equal(answer.Total.CostNanoUsd, (long)Math.Round(sum * 1_000_000_000m));
    }

    [Fact]
    public async Task Users_beyond_those_that_are_drawn_are_the_others_of_each_day_to_the_nano()
    {
        await _store.CommitAsync(
            [.. Enumerable.Range(0, 30).Select(i => A.Span(
                $"s{i}", trace: $"t{i}", start: -i * 8_640_000.0, tokens: new Usage(10, 0, 0, 0, 1), usd: (1 + i) * 0.000_000_7m, attribution: new Attribution(User: $"u{i % 10}")))],
            Cancel);
        var context = Questions.Context("/spend?range=7d&by=user");
        var view = SpendView.From(context.Query);
        var shape = new UsageShape(context, view.RangeIn(context), view.GrainIn(context), view.By, Measure.Cost);

        var whole = await _store.AskAsync(shape.Question, Cancel);
        var chart = UsageChart.Of(shape, await UsageChart.AskAsync(_store, shape, Cancel));

        Assert.Equal("3 others", chart.Series[^1].Name);
        Assert.Equal(8, chart.Series.Count);
        Assert.True(whole.Rows.Select(row => row.Start).Distinct().Count() > 1);
        Assert.All(chart.Buckets.Select((bucket, i) => (bucket.From, i)), at => Assert.Equal(
            whole.Rows.Where(row => RangeChoice.Text(row.Start) == at.From).Sum(row => row.Measures.CostNanoUsd),
            chart.Series.Sum(series => (long)Math.Round((series.Values[at.i] ?? 0) * 1e9))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("&not.model=m11")]
    [InlineData("&customer=acme&model=m01&model=m02&model=m03")]
    public async Task The_link_of_every_series_leads_over_the_report_to_the_traces_that_make_it_to_the_nano(string filters)
    {
        await SpendAsync(12);
        var shape = Shape("/spend?range=24h" + filters);
        var chart = UsageChart.Of(shape, await UsageChart.AskAsync(_store, shape, Cancel));

        foreach (var series in chart.Series)
        {
            for (var i = 0; i < chart.Buckets.Count; i++)
            {
                var bucket = chart.Buckets[i];
                var cost = await CostAsync($"{chart.Link}&from={bucket.From}&to={bucket.To}{series.Link}");

                Assert.Equal(Math.Round((series.Values[i] ?? 0) * 1e9), cost);
            }
        }

        Assert.Equal((await _store.AskAsync(shape.Question, Cancel)).Total.CostNanoUsd, await CostAsync($"{chart.Link}&range=24h{chart.LinkOfAll}"));
    }

    [Fact]
    public async Task Where_totals_are_by_the_day_alone_a_point_opens_its_traces()
    {
        var shape = Shape("/spend?range=24h&user=u1");

        var chart = UsageChart.Of(shape, await _store.AskChosenAsync(shape.Question with { Filters = [] }, _ => [], Cancel));

        Assert.StartsWith("/traces?", chart.Link, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hostile_value_stays_one_parameter_of_its_link()
    {
        await _store.CommitAsync([A.Span("a", model: "x&project=9\"><script>", tokens: new Usage(1, 0, 0, 0, 0), usd: 1m)], Cancel);
        var shape = Shape("/spend?range=24h");

        var series = Assert.Single(UsageChart.Of(shape, await UsageChart.AskAsync(_store, shape, Cancel)).Series);

        Assert.Equal("&model=x%26project%3D9%22%3E%3Cscript%3E", series.Link);
    }

    [Fact]
    public async Task What_does_not_add_up_is_drawn_as_lines_without_a_total()
    {
        await SpendAsync(3);
        var shape = Shape("/spend?range=24h") with { Measure = Measure.Of("p95") };

        var chart = UsageChart.Of(shape, await UsageChart.AskAsync(_store, shape, Cancel));

        Assert.Equal((ChartKind.Lines, null), (chart.Kind, chart.Totals));
        Assert.Contains(chart.Series[0].Values, v => v is null);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // Model i costs i and a half millionths of a dollar more than nothing, an hour apart.
    private Task SpendAsync(int models) => _store.CommitAsync(
        [.. Enumerable.Range(0, models).Select(i => A.Span(
            $"s{i}",
            trace: $"t{i}",
            model: $"m{i:00}",
            start: -i * 3_600_000.0,
            tokens: new Usage(10, 0, 0, 0, 1),
            usd: (i + 1) * 0.000_001_5m,
            attribution: new Attribution(Customer: i % 2 == 0 ? "acme" : "globex")))],
        Cancel);

    private static UsageShape Shape(string url)
    {
        var context = Questions.Context(url);
        return new(context, context.Range, Grain.Hour, s_model, Measure.Cost);
    }

    private async Task<double> CostAsync(string link)
    {
        var report = Questions.Context(link);
        Assert.Equal(SpikeView.Path, report.Path);
        var context = Questions.Context(SpikeView.From(report).TracesOf([]));
        var page = await _store.ListAsync(CostDashboard.Web.Features.Traces.TracesView.From(context.Query).Question(context), Cancel);
        return page.CostNanoUsd;
    }
}

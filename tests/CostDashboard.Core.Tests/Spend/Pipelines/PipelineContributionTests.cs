using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Pipelines;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Spend.Pipelines;

public sealed class PipelineContributionTests
{
    private const long Ms = 1_000_000;

    private static readonly Usage s_tokens = new(1000, 0, 0, 0, 100);

    [Fact]
    public void A_trace_counts_as_a_whole_and_by_its_steps()
    {
        var pipelines = Of(
            A.Span("answer", duration: 100, attribution: new(Environment: "production")),
            A.Span("retrieve", "answer", start: 10, duration: 30),
            A.Span("write", "answer", start: 40, duration: 50),
            A.Span("call", "write", start: 45, duration: 40, tokens: s_tokens, usd: 0.25m));

        Assert.Equal(
            [
                ("answer", null, 1L, 4L, 1L, 250_000_000L, 100 * Ms),
                ("answer", "answer", 1, 1, 0, 0, 20 * Ms),
                ("answer", "retrieve", 1, 1, 0, 0, 30 * Ms),
                ("answer", "write", 1, 2, 1, 250_000_000, 50 * Ms),
            ],
            pipelines.Select(p => (p.Key.Key.Root, p.Key.Key.Step, p.Value.Traces, p.Value.Spans, p.Value.Calls, p.Value.CostNanoUsd, p.Value.PathNanos)).OrderBy(p => p.Step, StringComparer.Ordinal));
        Assert.All(pipelines, p => Assert.Equal("production", p.Key.Key.Environment));
        var (whole, write) = (pipelines.Single(p => p.Key.Key.Step is null).Value, pipelines.Single(p => p.Key.Key.Step == "write").Value);
        Assert.Equal(new DensityCell(Density.Axis.Of(100 * Ms), Density.Axis.Of(250_000_000), 1), Assert.Single(whole.Density.Cells));
        Assert.Equal(new DensityCell(Density.Axis.Of(40 * Ms), Density.Axis.Of(250_000_000), 1), Assert.Single(write.Density.Cells));
        Assert.Equal((Histogram.BinOf(250_000_000), Histogram.BinOf(1100)), (write.CostPerOne.Bins.Single().Key, write.TokensPerOne.Bins.Single().Key));
    }

    [Fact]
    public void A_cost_that_is_not_known_is_counted_and_in_no_distribution()
    {
        var pipelines = Of(
            A.Span("answer", duration: 100),
            A.Span("unknown", "answer", tokens: s_tokens),
            A.Partial(A.Span("partly", "answer", tokens: s_tokens, usd: 0.1m)),
            A.Span("known", "answer", tokens: s_tokens, usd: 0.2m));

        var whole = pipelines.Single(p => p.Key.Key.Step is null).Value;
        Assert.Equal((3L, 1L, 1L, 0L, 0L, 1L), (whole.Calls, whole.UnpricedCalls, whole.PartialCalls, whole.CostPerOne.Count, whole.Density.Count, whole.TokensPerOne.Count));
        Assert.Equal(
            [("answer", 0L, 0L), ("known", 1, 1), ("partly", 0, 1), ("unknown", 0, 1)],
            pipelines.Where(p => p.Key.Key.Step is not null).Select(p => (p.Key.Key.Step!, p.Value.Density.Count, p.Value.TokensPerOne.Count)).Order());
    }

    [Fact]
    public void A_trace_without_a_call_has_no_cost_rather_than_one_of_nothing()
    {
        var whole = Of(A.Span("answer"), A.Span("tool", "answer")).Single(p => p.Key.Key.Step is null).Value;

        Assert.Equal((1L, true, true), (whole.Traces, whole.CostPerOne.IsEmpty, whole.Density.IsEmpty));
    }

    [Fact]
    public void A_step_counts_on_the_day_of_its_spans_and_the_trace_on_that_of_its_start()
    {
        var hours = 3_600_000.0;
        var pipelines = Of(
            A.Span("answer", duration: 14 * hours),
            A.Span("late", "answer", start: 13 * hours, tokens: s_tokens, usd: 0.5m));

        var (first, second) = (OrganisationCalendar.Utc.DayNumberOf(A.Noon), OrganisationCalendar.Utc.DayNumberOf(A.Noon + UnixNanos.PerDay));
        Assert.Equal(
            [(first, null, 500_000_000L), (first, "answer", 0), (second, "late", 500_000_000)],
            pipelines.Select(p => (p.Key.Day, p.Key.Key.Step, p.Value.CostNanoUsd)).OrderBy(p => p.Step, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Steps_add_up_to_the_trace_to_the_nano(int seed)
    {
        var rollup = A.Rollup(Any.Trace(new Random(seed), 60, isTorn: true));
        var delta = new SpendDelta();

        Contribution.Add(delta, rollup, OrganisationCalendar.Utc, 1);

        var summary = TraceSummary.Of(A.Trace(), rollup);
        var whole = Assert.Single(delta.Pipelines, p => p.Key.Key.Step is null).Value;
        var steps = delta.Pipelines.Where(p => p.Key.Key.Step is not null).Select(p => p.Value).ToList();
        Assert.Equal(
            (summary.CostNanoUsd, summary.Calls, summary.UnpricedCalls, summary.PartialCalls, summary.SpanCount),
            (whole.CostNanoUsd, (int)whole.Calls, (int)whole.UnpricedCalls, (int)whole.PartialCalls, (int)whole.Spans));
        Assert.Equal(
            (whole.CostNanoUsd, whole.Calls, whole.Spans, whole.PathNanos),
            (steps.Sum(s => s.CostNanoUsd), steps.Sum(s => s.Calls), steps.Sum(s => s.Spans), steps.Sum(s => s.PathNanos)));
    }

    private static List<KeyValuePair<PipelineDay, PipelineMeasures>> Of(params PricedSpan[] spans)
    {
        var delta = new SpendDelta();
        Contribution.Add(delta, A.Rollup(spans), OrganisationCalendar.Utc, 1);
        return [.. delta.Pipelines];
    }
}

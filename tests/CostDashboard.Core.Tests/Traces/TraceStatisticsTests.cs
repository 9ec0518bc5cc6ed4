using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Traces;

public sealed class TraceStatisticsTests
{
    private static readonly Usage s_tokens = new(100, 20, 0, 0, 10);

    private static readonly PricedSpan[] s_agent =
    [
        A.Span("run", name: "agent.run", duration: 1000, kind: OperationKind.Agent),
        A.Span("think", "run", name: "think", start: 100, duration: 400, kind: OperationKind.Agent),
        A.Span("again", "think", name: "think", start: 110, duration: 200, kind: OperationKind.Agent),
        A.Span("call", "again", name: "chat gpt-4o", start: 120, duration: 100, tokens: s_tokens, usd: 0.25m, model: "gpt-4o", service: "llm"),
        A.Span("unknown", "think", name: "chat new", start: 350, duration: 50, tokens: s_tokens, model: "new", isError: true, service: "llm"),
        A.Span("tool", "run", name: "search", start: 600, duration: 300, kind: OperationKind.Tool),
    ];

    [Fact]
    public void Spans_of_a_step_are_added_up_and_what_is_within_one_another_counts_once()
    {
        var row = Of(StatisticsBy.Step).Rows.Single(r => r.Value == "think");

        // Two steps, one within the other, and the two calls that are shown under them.
        Assert.Equal(
            new StatisticsRow("think", 4, 2, 1, 0, 250_000_000, 250_000_000, 1, 0, new(200, 40, 0, 0, 20), 750_000_000, 400_000_000, 1, 400_000_000),
            row);
        Assert.Equal(187_500_000, row.MeanNanos);
    }

    [Fact]
    public void By_model_spans_that_name_none_are_a_row_too() =>
        Assert.Equal(
            [("gpt-4o", 1, 250_000_000L), ("", 4, 0L), ("new", 1, 0L)],
            Of(StatisticsBy.Model).Rows.Select(row => (row.Value, row.Spans, row.CostNanoUsd)));

    [Fact]
    public void By_service_each_carries_what_is_below_it() =>
        Assert.Equal(
            [("llm", 250_000_000L, 250_000_000L, 1), ("api", 0L, 250_000_000L, 1)],
            Of(StatisticsBy.Service).Rows.Select(row => (row.Value, row.CostNanoUsd, row.InclusiveCostNanoUsd, row.InclusiveUnpricedCalls)));

    [Theory]
    [InlineData(StatisticsBy.Step)]
    [InlineData(StatisticsBy.Model)]
    [InlineData(StatisticsBy.Service)]
    public void The_rows_add_up_to_the_trace_to_the_nano_dollar(StatisticsBy by)
    {
        for (var seed = 1; seed <= 30; seed++)
        {
            var rollup = A.Rollup(Any.Trace(new Random(seed), 200, isTorn: true));
            var summary = TraceSummary.Of(A.Trace(), rollup);
            var waterfall = TraceWaterfall.Of(rollup);
            var statistics = TraceStatistics.Of(waterfall, by);
            var (rows, total) = (statistics.Rows, statistics.Total);

            Assert.Equal(
                (summary.CostNanoUsd, summary.CostNanoUsd, summary.SpanCount, summary.Calls, summary.UnpricedCalls, summary.Usage, summary.ErrorCount, waterfall.CriticalNanos),
                (total.CostNanoUsd, total.InclusiveCostNanoUsd, total.Spans, total.Calls, total.UnpricedCalls, total.Usage, total.Errors, total.CriticalNanos));
            Assert.Equal(
                (total.CostNanoUsd, total.Spans, total.Calls, total.UnpricedCalls, total.Errors, total.TotalNanos, total.CriticalNanos),
                (rows.Sum(r => r.CostNanoUsd), rows.Sum(r => r.Spans), rows.Sum(r => r.Calls), rows.Sum(r => r.UnpricedCalls), rows.Sum(r => r.Errors), rows.Sum(r => r.TotalNanos), rows.Sum(r => r.CriticalNanos)));
            Assert.Equal(total.Usage, rows.Aggregate(default(Usage), (sum, row) => sum + row.Usage));
            Assert.All(rows, row => Assert.InRange(row.InclusiveCostNanoUsd, row.CostNanoUsd, total.CostNanoUsd));
        }
    }

    [Fact]
    public void A_trace_without_spans_has_no_rows() =>
        Assert.Empty(TraceStatistics.Of(TraceWaterfall.Of(A.Rollup()), StatisticsBy.Step).Rows);

    private static TraceStatistics Of(StatisticsBy by) => TraceStatistics.Of(TraceWaterfall.Of(A.Rollup(s_agent)), by);
}

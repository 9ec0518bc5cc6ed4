using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.Sessions;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Traces.Sessions;

public sealed class SessionLinesTests
{
    [Fact]
    public void Running_cost_is_that_of_a_trace_and_all_before_it_and_ends_with_the_sum()
    {
        TraceSummary[] traces = [Trace("t1", 0.5m, input: 100), Trace("t2", null, input: 300), Trace("t3", 0.25m, input: 600)];

        var lines = SessionLines.Of(traces);

        Assert.Equal(
            [new(1, traces[0], 500_000_000, 0, 0, 100), new(2, traces[1], 500_000_000, 1, 0, 300), new(3, traces[2], 750_000_000, 1, 0, 600)],
            lines);
        Assert.Equal(traces.Sum(t => t.CostNanoUsd), lines[^1].RunningNanoUsd);
    }

    [Fact]
    public void A_trace_without_a_call_sends_no_context_along()
    {
        var trace = TraceSummary.Of(A.Trace(), A.Rollup(A.Span("root")));

        Assert.Equal([new SessionLine(1, trace, 0, 0, 0, null)], SessionLines.Of([trace]));
    }

    [Fact]
    public void Nothing_runs_where_there_is_no_trace() => Assert.Empty(SessionLines.Of([]));

    [Fact]
    public void A_sum_that_64_bits_do_not_hold_is_refused_and_not_wrapped()
    {
        var dear = Trace("t1", 1m, 1) with { CostNanoUsd = long.MaxValue };

        Assert.Throws<OverflowException>(() => SessionLines.Of([dear, dear]));
    }

    private static TraceSummary Trace(string trace, decimal? usd, int input) =>
        TraceSummary.Of(A.Trace(trace), A.Rollup(A.Span("call", trace: trace, tokens: new(input, 0, 0, 0, 1), usd: usd)));
}

using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Web.Features.Overview;

namespace CostDashboard.Web.Tests.Features.Overview;

public sealed class MoverTests
{
    [Theory]
    [InlineData(100, 1_000, 1_000, 102, 10_404, 10_404, "10 × the tokens per call")]
    [InlineData(100, 1_000, 1_000, 210, 2_100, 2_100, "2.1 × the calls")]
    [InlineData(100, 1_000, 1_000, 100, 1_000, 3_000, "3.0 × the price per token")]
    [InlineData(100, 1_000, 1_000, 200, 4_000, 4_000, "2.0 × the calls, 2.0 × the tokens per call")]
    [InlineData(100, 1_000, 1_000, 100, 1_000, 250, "0.25 × the price per token")]
    [InlineData(0, 0, 0, 7, 70, 70, "new: 7 calls")]
    [InlineData(7, 70, 70, 0, 0, 0, "no calls any more")]
    public void The_reason_is_what_moved_most(long callsBefore, long tokensBefore, long costBefore, long calls, long tokens, long cost, string reason)
    {
        var mover = Assert.Single(Mover.Of(Answer(("step", calls, tokens, cost)), Answer(("step", callsBefore, tokensBefore, costBefore)), 5));

        Assert.Equal(new("step", cost - costBefore, reason), mover);
    }

    [Fact]
    public void The_largest_moves_come_first_whichever_way_they_go() =>
        Assert.Equal(
            ["down", "up"],
            Mover.Of(Answer(("up", 1, 1, 5), ("down", 1, 1, 1), ("same", 1, 1, 9)), Answer(("up", 1, 1, 1), ("down", 1, 1, 20), ("same", 1, 1, 9)), 5).Select(m => m.Value));

    private static SpendAnswer Answer(params (string Value, long Calls, long Tokens, long Cost)[] rows)
    {
        var answer = rows.Where(r => r.Calls > 0).Select(r => new SpendRow(default(UnixNanos), [r.Value], new() { Calls = r.Calls, Usage = new Usage(r.Tokens, 0, 0, 0, 0), CostNanoUsd = r.Cost }));
        return new([.. answer], new());
    }
}

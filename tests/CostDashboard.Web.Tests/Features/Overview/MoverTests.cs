using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend.Spikes;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;
using CostDashboard.Web.Features.Overview;

namespace CostDashboard.Web.Tests.Features.Overview;

public sealed class MoverTests
{
    [Theory]
    [InlineData(100, 1_000, 1_000, 102, 10_404, 10_404, "10 × the tokens per call", true)]
    [InlineData(100, 1_000, 1_000, 210, 2_100, 2_100, "2.1 × the calls", false)]
    [InlineData(100, 1_000, 1_000, 100, 1_000, 3_000, "3.0 × the cost per token", true)]
    [InlineData(100, 1_000, 1_000, 200, 4_000, 4_000, "2.0 × the calls, 2.0 × the tokens per call", false)]
    [InlineData(100, 1_000, 1_000, 100, 1_000, 250, "0.25 × the cost per token", true)]
    [InlineData(0, 0, 0, 7, 70, 70, "new: 7 calls", false)]
    [InlineData(7, 70, 70, 0, 0, 0, "no calls any more", false)]
    [InlineData(7, 70, 0, 7, 70, 70, "had no known price before", false)]
    [InlineData(7, 70, 70, 7, 70, 0, "has no known price now", false)]
    public void The_reason_is_what_moved_most(long callsBefore, long tokensBefore, long costBefore, long calls, long tokens, long cost, string reason, bool isOfUnit)
    {
        var mover = Assert.Single(Largest(Cell("step", new(calls, tokens, cost), new(callsBefore, tokensBefore, costBefore))));

        Assert.Equal(new("step", cost - costBefore, reason, isOfUnit, null), mover);
    }

    [Fact]
    public void The_largest_moves_come_first_whichever_way_they_go_and_the_others_are_added_up()
    {
        var (movers, others) = Mover.Of(
            new(
                [
                    Cell("up", new(1, 1, 5), new(1, 1, 1)), Cell("down", new(1, 1, 1), new(1, 1, 20)), Cell("same", new(1, 1, 9), new(1, 1, 9)),
                    Cell("little", new(1, 1, 2), new(1, 1, 1)), Cell("less", new(1, 1, 1), new(1, 1, 4)),
                ],
                []),
            key => key.Step,
            2);

        Assert.Equal(["down", "up"], movers.Select(m => m.Value));
        Assert.Equal(-2, others);
    }

    [Fact]
    public void A_step_that_moved_to_another_model_is_told_so()
    {
        var mover = Assert.Single(Largest(
            Cell("step", default, new(100, 1_000, 1_000), model: "gpt-4o"), Cell("step", new(100, 1_000, 60), default, model: "gpt-4o-mini")));

        Assert.Equal(("moved from gpt-4o to gpt-4o-mini", -940), (mover.Reason, mover.Difference));
    }

    [Theory]
    [InlineData(60, "2.8.1")]
    [InlineData(10, null)]
    public void A_new_release_is_named_when_it_makes_a_good_part_of_the_calls(int calls, string? release)
    {
        var mover = Assert.Single(Largest(
            Cell("step", new(100 - calls, 1_000, 1_000), new(100, 1_000, 1_000), release: "2.8.0"), Cell("step", new(calls, 9_000, 9_000), default, release: "2.8.1")));

        Assert.Equal(release, mover.Release);
    }

    [Fact]
    public void What_a_call_takes_changed_at_a_moment_and_how_many_there_are_did_not()
    {
        LevelPoint[] points = [.. Enumerable.Range(0, 48).Select(hour => new LevelPoint(A.Noon + (hour * UnixNanos.PerHour), hour < 30 ? 1.0 : 8.0, 20))];

        Assert.Equal(A.Noon + (30 * UnixNanos.PerHour), new Mover("step", 100, "8.0 × the tokens per call", true, null).Since(points));
        Assert.Null(new Mover("step", 100, "8.0 × the calls", false, null).Since(points));
        Assert.Null(new Mover("step", -100, "0.5 × the tokens per call", true, null).Since(points));
    }

    [Theory]
    [InlineData(400, 2)]
    [InlineData(60, null)]
    public void What_came_and_went_on_one_day_is_told_with_the_day(int more, int? day)
    {
        (UnixNanos, long)[] days = [.. Enumerable.Range(0, 7).Select(at => (A.Noon + (at * UnixNanos.PerDay), at == 2 ? (long)more : at % 2 == 0 ? 50 : -50))];

        Assert.Equal(day is { } at ? A.Noon + (at * UnixNanos.PerDay) : null, new Mover("step", 400, "2.0 × the calls", false, null).Mostly(days));
    }

    private static IReadOnlyList<Mover> Largest(params SpikeCell[] cells) => Mover.Of(new([.. cells], []), key => key.Step, 5).Largest;

    private static SpikeCell Cell(string step, SpikeFigures now, SpikeFigures before, string model = "gpt-4o", string release = "") =>
        new(new(A.Project, "", "", release, step, OperationKind.Chat, "openai", model, "", "", 0, PriceState.Computed), now, before);
}

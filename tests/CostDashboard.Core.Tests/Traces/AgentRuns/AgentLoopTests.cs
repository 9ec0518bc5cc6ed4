using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces.AgentRuns;
using CostDashboard.TestKit;
using static CostDashboard.Core.Tests.Traces.AgentRuns.Running;

namespace CostDashboard.Core.Tests.Traces.AgentRuns;

public sealed class AgentLoopTests
{
    private static ChargedMoney Calls(int count) => new(count * 1_000_000L, count, 0, 0);

    [Fact]
    public void The_same_tool_with_the_same_arguments_is_a_loop_and_stopping_at_its_first_repetition_saves_what_follows()
    {
        var run = RunOf(Of([("plan", 1), .. Enumerable.Repeat(("search", (long?)2), 6)]));

        // Turn 2 searches, turns 3 to 7 search again, turn 8 answers.
        Assert.Equal([new AgentLoop(AgentLoopKind.OneTool, ["search"], true, 5, 1, StopAfter: 3, Last: 8, Calls(5), IsToTheEnd: true)], run.Loops);
        Assert.Equal(run.Turns.Where(turn => turn.Number > 3).Sum(turn => turn.Total.NanoUsd), run.Loops[0].Saving.NanoUsd);
    }

    [Fact]
    public void Arguments_that_take_turns_are_one_loop()
    {
        var run = RunOf(Of(Enumerable.Range(0, 9).Select(i => ("search", (long?)(i % 3)))));

        Assert.Equal([new AgentLoop(AgentLoopKind.OneTool, ["search"], true, 6, 3, 4, 10, Calls(6), true)], run.Loops);
    }

    [Fact]
    public void Two_tools_by_turns_are_an_oscillation()
    {
        var run = RunOf(Of([("read", 1), ("write", 2), ("read", 1), ("write", 2), ("read", 1), ("write", 2)]));

        Assert.Equal([new AgentLoop(AgentLoopKind.Oscillation, ["read", "write"], true, 4, 2, 3, 7, Calls(4), true)], run.Loops);
    }

    [Fact]
    public void Several_tools_without_anything_new_are_a_circle()
    {
        var run = RunOf(Of([("a", 1), ("b", 1), ("c", 1), ("a", 1), ("c", 1), ("b", 1)]));

        Assert.Equal([new AgentLoop(AgentLoopKind.Circle, ["a", "c", "b"], true, 3, 3, 4, 7, Calls(3), true)], run.Loops);
    }

    [Fact]
    public void One_retry_is_no_loop()
    {
        Assert.Empty(RunOf(Of([("search", 1), ("search", 1), ("answer", 2)])).Loops);
    }

    [Fact]
    public void The_same_call_again_after_something_new_is_no_loop()
    {
        Assert.Empty(RunOf(Of([("read", 1), ("edit", 2), ("read", 1), ("edit", 3), ("read", 1), ("edit", 4), ("read", 1)])).Loops);
    }

    [Fact]
    public void Other_arguments_each_time_are_no_loop()
    {
        Assert.Empty(RunOf(Of(Enumerable.Range(0, 20).Select(i => ("read", (long?)i)))).Loops);
    }

    [Fact]
    public void Where_arguments_are_not_known_it_takes_more_of_the_same_tool()
    {
        Assert.Empty(RunOf(Of(Enumerable.Repeat(("search", (long?)null), 5))).Loops);

        var loop = Assert.Single(RunOf(Of(Enumerable.Repeat(("search", (long?)null), 6))).Loops);
        Assert.Equal((AgentLoopKind.OneTool, false, 5, 1, 2), (loop.Kind, loop.AreArgumentsKnown, loop.Repeats, loop.Distinct, loop.StopAfter));
    }

    [Fact]
    public void Repetitions_side_by_side_in_one_turn_are_no_loop()
    {
        Assert.Empty(RunOf([Agent("a"), Call("c1", "a", 0), .. Enumerable.Range(0, 9).Select(i => Tool($"t{i}", "a", 1 + (i / 10.0), "search", 1)), Call("c2", "a", 5)]).Loops);
    }

    [Fact]
    public void A_loop_that_the_agent_left_by_itself_would_have_saved_its_own_turns_alone()
    {
        var run = RunOf(Of([("search", 1), ("search", 1), ("search", 1), ("search", 1), ("book", 2), ("pay", 3)]));

        Assert.Equal([new AgentLoop(AgentLoopKind.OneTool, ["search"], true, 3, 1, 2, 4, Calls(2), IsToTheEnd: false)], run.Loops);
    }

    [Fact]
    public void A_context_that_grows_beyond_three_times_its_beginning_with_nothing_new_is_found()
    {
        // 1,000, 2,000 … 8,000: turn 4 is the first beyond 3,000; from there on the tools are known ones.
        string[] tools = ["a", "b", "c", "a", "b", "c", "a"];
        var run = RunOf(Of(tools.Select(tool => (tool, (long?)null)), i => 1000 * (i + 1)));

        Assert.Equal([new AgentLoop(AgentLoopKind.GrowingContext, ["a", "b", "c"], false, 4, 3, 4, 8, Calls(4), true)], run.Loops);
    }

    [Fact]
    public void A_context_that_grows_with_something_new_each_time_is_none()
    {
        Assert.Empty(RunOf(Of(Enumerable.Range(0, 9).Select(i => ("read", (long?)i)), i => 1000 * (i + 1))).Loops);
    }

    [Fact]
    public void What_is_not_known_of_the_saving_is_said()
    {
        PricedSpan[] spans = [.. Of(Enumerable.Repeat(("search", (long?)1), 4)).Where(span => span.Key.Span != A.SpanId("final")), Call("final", "agent", 20, nanos: null)];

        Assert.Equal(new ChargedMoney(2_000_000, 3, 1, 0), RunOf(spans).Loops[0].Saving);
    }

    [Fact]
    public void A_loop_within_a_sub_agent_is_the_sub_agents()
    {
        var runs = RunsOf([Agent("boss"), Call("c1", "boss", -5), .. Of(Enumerable.Repeat(("search", (long?)1), 4)).Skip(1), Agent("agent", "boss", start: -1), Call("c2", "boss", 60)]);

        Assert.Empty(runs.Runs[0].Loops);
        Assert.Equal(3, Assert.Single(runs.Runs[1].Loops).Repeats);
    }
}

using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces.AgentRuns;
using CostDashboard.TestKit;
using static CostDashboard.Core.Tests.Traces.AgentRuns.Running;

namespace CostDashboard.Core.Tests.Traces.AgentRuns;

public sealed class AgentRunTests
{
    [Fact]
    public void A_turn_is_a_call_and_what_it_set_off()
    {
        var run = RunOf(Of([("search", 1), ("lookup", 2)], i => 1000 + (i * 500)));

        Assert.Equal("agent", run.Agent);
        Assert.Equal(["1: 1000 search", "2: 1500 lookup", "3: 2000"], Turns(run));
        Assert.Equal(3_000_000, run.Total.NanoUsd);
        Assert.Empty(run.Loops);
    }

    [Fact]
    public void A_trace_without_agents_and_tools_has_no_run()
    {
        PricedSpan[] spans = [Around("root"), Call("intent", "root", 1), Call("answer", "root", 2)];

        var runs = RunsOf(spans);

        Assert.Empty(runs.Runs);
        Assert.Equal(2_000_000, runs.Outside.NanoUsd);
        Assert.False(TraceAgents.AreIn(A.Rollup(spans)));
    }

    [Fact]
    public void Without_an_agent_the_top_of_a_trace_that_uses_tools_is_the_run()
    {
        PricedSpan[] spans = [Around("root", name: "POST /chat", kind: OperationKind.Other), Call("c1", "root", 1), Tool("t1", "root", 2), Call("c2", "root", 3)];

        Assert.Equal("POST /chat", RunOf(spans).Agent);
        Assert.True(TraceAgents.AreIn(A.Rollup(spans)));
    }

    [Fact]
    public void Spans_whose_common_parent_is_missing_are_one_run()
    {
        var run = RunOf([Call("c1", "lost", 1), Tool("t1", "lost", 2), Call("c2", "lost", 3), Tool("t2", "lost", 4)]);

        Assert.Null(run.Head);
        Assert.Equal(["1: 1000 search", "2: 1000 search"], Turns(run));
    }

    [Fact]
    public void Tools_that_run_side_by_side_are_of_one_turn()
    {
        var run = RunOf([Agent("a"), Call("c1", "a", 0), Tool("t1", "a", 1, "weather", 1), Tool("t2", "a", 1, "weather", 2), Tool("t3", "a", 1, "time", 3), Call("c2", "a", 2)]);

        Assert.Equal(["1: 1000 time+weather+weather", "2: 1000"], [.. run.Turns.Select(turn => $"{turn.Number}: {turn.Call!.ContextTokens} {string.Join("+", turn.Uses.Select(use => use.Name).Order())}".TrimEnd())]);
        Assert.Empty(run.Loops);
    }

    [Fact]
    public void What_a_tool_asks_a_model_is_the_tools_and_no_turn()
    {
        var run = RunOf([Agent("a"), Call("c1", "a", 0), Tool("t1", "a", 1, "summarize"), Call("inside", "t1", 2, 9000, nanos: 40), Call("c2", "a", 3)]);

        Assert.Equal(["1: 1000 summarize", "2: 1000"], Turns(run));
        Assert.Equal(new ChargedMoney(40, 1, 0, 0), run.Turns[0].Uses[0].Money);
        Assert.Equal(new TurnCauses(0, 1_000_000, 0, 0, 40, 0), run.Turns[0].Causes);
        Assert.Equal(2_000_040, run.Total.NanoUsd);
    }

    [Fact]
    public void A_nested_agent_is_a_run_of_its_own_and_a_use_of_the_one_around_it()
    {
        var runs = RunsOf(
        [
            Agent("boss"), Call("c1", "boss", 0), Agent("helper", "boss", start: 1), Call("h1", "helper", 2, nanos: 7), Tool("ht", "helper", 3), Call("h2", "helper", 4, nanos: 8),
            Call("c2", "boss", 5),
        ]);

        Assert.Equal(["boss", "helper"], runs.Runs.Select(run => run.Agent));
        Assert.Equal(["1: 1000 helper", "2: 1000"], Turns(runs.Runs[0]));
        Assert.Equal((0, A.SpanId("helper")), (runs.Runs[1].Parent, runs.Runs[1].Through));
        Assert.Equal(15, runs.Runs[0].Turns[0].Uses[0].Money.NanoUsd);
        Assert.Equal((2_000_015, 15, 2_000_015), (runs.Runs[0].Total.NanoUsd, runs.Runs[1].Total.NanoUsd, runs.Total.NanoUsd));
        Assert.Same(runs.Runs[0], runs.Main);
    }

    [Fact]
    public void An_agent_behind_a_tool_is_set_off_by_that_tool()
    {
        var runs = RunsOf(
            [Agent("boss"), Call("c1", "boss", 0), Tool("t", "boss", 1, "ask_helper"), Agent("helper", "t", start: 2), Call("h1", "helper", 3, nanos: 7), Tool("ht", "helper", 4), Call("c2", "boss", 5)]);

        Assert.Equal((0, A.SpanId("t")), (runs.Runs[1].Parent, runs.Runs[1].Through));
        Assert.Equal(2_000_007, runs.Total.NanoUsd);
    }

    [Fact]
    public void A_tool_that_asks_a_model_and_uses_tools_is_a_run_of_its_own()
    {
        var runs = RunsOf([Agent("boss"), Call("c1", "boss", 0), Tool("task", "boss", 1, "Task"), Call("s1", "task", 2), Tool("st", "task", 3, "Read"), Call("s2", "task", 4), Call("c2", "boss", 5)]);

        Assert.Equal(["boss", "Task"], runs.Runs.Select(run => run.Agent));
        Assert.Equal(["1: 1000 Read", "2: 1000"], Turns(runs.Runs[1]));
        Assert.Equal(4_000_000, runs.Total.NanoUsd);
    }

    [Fact]
    public void An_agent_that_only_holds_another_one_is_no_run()
    {
        var run = RunOf([Agent("workflow"), Agent("hello", "workflow"), Call("c1", "hello", 1), Tool("t", "hello", 2), Call("c2", "hello", 3)]);

        Assert.Equal(("hello", (int?)null), (run.Agent, run.Parent));
    }

    [Fact]
    public void Several_agents_of_a_trace_are_told_apart()
    {
        var runs = RunsOf([Around("root"), Agent("plan", "root"), Call("p", "plan", 1), Agent("write", "root", start: 2), Call("w1", "write", 3), Tool("t", "write", 4), Call("w2", "write", 5), Call("x", "root", 6, nanos: 3)]);

        Assert.Equal([("plan", 1_000_000L), ("write", 2_000_000L)], runs.Runs.Select(run => (run.Agent, run.Total.NanoUsd)));
        Assert.Equal(3, runs.Outside.NanoUsd);
        Assert.Equal("write", runs.Main!.Agent);
    }

    [Fact]
    public void A_call_of_unknown_price_is_a_turn_of_unknown_cost()
    {
        var run = RunOf([Agent("a"), Call("c1", "a", 0), Tool("t", "a", 1), Call("c2", "a", 2, nanos: null)]);

        Assert.Equal(new ChargedMoney(1_000_000, 2, 1, 0), run.Total);
        Assert.Equal(new ChargedMoney(0, 1, 1, 0), run.Turns[1].Call!.Money);
        Assert.Equal(default, run.Turns[1].Causes);
    }

    [Fact]
    public void A_report_of_the_whole_run_is_its_rest_and_not_divided()
    {
        var whole = A.Span("a", name: "invoke_agent a", duration: 60_000, kind: OperationKind.Agent, tokens: new(5000, 0, 0, 0, 50), usd: 0.02m, isWrapperByName: true);

        var run = RunOf([whole, Tool("t1", "a", 1, "Bash"), Tool("t2", "a", 2, "Bash")]);

        Assert.Equal(["0: - Bash+Bash"], Turns(run));
        Assert.Equal((20_000_000, 20_000_000), (run.Rest.NanoUsd, run.Causes.Undivided));
    }

    [Fact]
    public void A_tool_that_was_used_so_before_names_the_turn()
    {
        var run = RunOf(Of([("search", 1), ("search", 2), ("search", 1)]));

        Assert.Equal([null, null, 1], run.Uses.Select(use => use.RepeatOf));
    }

    [Fact]
    public void The_last_of_three_calls_is_looked_at_by_itself()
    {
        Assert.Equal(1_000_000, RunOf(Of([("a", 1), ("b", 2)])).FinalCall?.NanoUsd);
        Assert.Null(RunOf(Of([("a", 1)])).FinalCall);
    }

    [Fact]
    public void A_tool_that_begins_with_its_call_is_its_own_where_it_lies_within()
    {
        var run = RunOf([Agent("a"), Call("c1", "a", 1), Tool("t1", "c1", 1), Call("c2", "a", 2), Tool("t2", "a", 2)]);

        Assert.Equal(["1: 1000 search+search", "2: 1000"], Turns(run));
    }
}

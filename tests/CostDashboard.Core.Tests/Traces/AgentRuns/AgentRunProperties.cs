using CostDashboard.Core.Guardrails;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces.AgentRuns;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Traces.AgentRuns;

/// <summary>What holds for the runs of every trace, tried on traces made by chance.</summary>
public sealed class AgentRunProperties
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 200)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Every_charge_of_a_trace_is_in_exactly_one_place(int seed)
    {
        var (spans, agents) = Any(seed);
        var rollup = A.Rollup(spans);

        Assert.Equal(rollup.Spans.Select(span => ChargedMoney.Of(span.Charge)).Sum(), agents.Total);
        Assert.True(agents.Outside is { NanoUsd: >= 0, Calls: >= 0, Unpriced: >= 0 });
        foreach (var run in agents.Runs)
        {
            var inclusive = run.Head is { } head ? ChargedMoney.Within(rollup.Spans.First(span => span.Node.Span.Id == head)) : run.Total;
            Assert.Equal(inclusive, run.Total);
            Assert.Equal(run.Total.NanoUsd, run.Causes.Sum);
            Assert.All(run.Turns, turn => Assert.Equal(turn.Total.NanoUsd, turn.Causes.Sum));
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_sub_agents_total_is_within_the_use_that_set_it_off(int seed)
    {
        var (_, agents) = Any(seed);

        foreach (var run in agents.Runs.Where(run => run.Parent is not null))
        {
            var use = Assert.Single(agents.Runs[run.Parent!.Value].Uses, use => use.Span == run.Through);
            Assert.True(run.Total.NanoUsd <= use.Money.NanoUsd);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Stopping_saves_what_the_turns_behind_were_charged(int seed)
    {
        var (_, agents) = Any(seed);

        foreach (var run in agents.Runs)
        {
            foreach (var loop in run.Loops)
            {
                var last = loop.IsToTheEnd ? int.MaxValue : loop.Last;
                Assert.Equal(run.Turns.Where(turn => turn.Number > loop.StopAfter && turn.Number <= last).Select(turn => turn.Total).Sum(), loop.Saving);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_same_spans_give_the_same_runs_in_any_order(int seed)
    {
        var (spans, agents) = Any(seed);

        var again = Of(Core.Tests.Any.Shuffled(new Random(seed + 1), spans));

        Assert.Equal(agents, again);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_trace_has_runs_exactly_where_its_page_has_the_tab(int seed)
    {
        var (spans, agents) = Any(seed);

        Assert.Equal(agents.Runs.Count > 0, TraceAgents.AreIn(A.Rollup(spans)));
    }

    [Fact]
    public void A_chain_of_twenty_thousand_spans_is_read_without_a_stack()
    {
        PricedSpan[] spans = [.. Enumerable.Range(0, 20_000).Select(i => (i % 3) switch
        {
            0 => Running.Agent($"s{i}", i == 0 ? null : $"s{i - 1}", start: i),
            1 => Running.Call($"s{i}", $"s{i - 1}", i),
            _ => Running.Tool($"s{i}", $"s{i - 1}", i),
        })];

        Assert.Equal(6_667, Of(spans).Runs.Count);
    }

    // Few tools, few arguments and few names, so that there is something to find.
    private static (PricedSpan[] Spans, TraceAgents Agents) Any(int seed)
    {
        var random = new Random(seed);
        PricedSpan[] spans =
        [
            .. Core.Tests.Any.Trace(random, random.Next(1, 120), isTorn: seed % 2 == 0).Select(span => random.Next(3) == 0 && span.Span.Call is null
                ? span with { Span = span.Span with { Kind = OperationKind.Tool, ToolName = $"tool {random.Next(2)}", Source = span.Span.Source with { ToolArguments = random.Next(4) } } }
                : span),
        ];
        return (spans, Of(spans));
    }

    private static TraceAgents Of(PricedSpan[] spans) => TraceAgents.Of(A.Rollup(spans), spans.ToDictionary(span => span.Key.Span), GuardrailSettings.Usual);
}

using CostDashboard.Core.Guardrails;
using CostDashboard.TestKit;
using static CostDashboard.Core.Tests.Traces.AgentRuns.Running;

namespace CostDashboard.Core.Tests.Guardrails;

public sealed class GuardrailWatchTests
{
    [Fact]
    public void An_agent_within_the_usual_limits_breaks_none() => Assert.Empty(RunsOf(Of([("search", 1), ("search", 2), ("search", 3)])).Breaches);

    [Fact]
    public void Each_limit_is_broken_by_the_span_that_went_beyond_it()
    {
        // Eleven calls and ten uses of one tool; 60 cents, 15 of them in one call; 5,000 tokens a turn.
        var spans = Of(Enumerable.Range(0, 10).Select(i => ("search", (long?)i)), _ => 5_000)
            .Select(span => span.Span.Call is null ? span : Call(span.Span.Source.Name, null, 0) with { Span = span.Span, Cost = Call("x", null, 0, nanos: NanosOf(span.Key.Span)).Cost });

        var broken = RunsOf(spans).Breaches;

        Assert.Equal(
            [
                (GuardrailKind.CallsOfOneTool, 10, A.SpanId("tool4"), "search"),
                (GuardrailKind.CostPerSpan, 150_000_000, A.SpanId("call7"), ""),
                (GuardrailKind.CostPerTrace, 600_000_000, A.SpanId("call9"), ""),
                (GuardrailKind.StepsPerTrace, 11, A.SpanId("final"), ""),
                (GuardrailKind.InputTokensPerTrace, 55_000, A.SpanId("final"), ""),
            ],
            broken.Select(breach => (breach.Guardrail.Kind, breach.Reached, breach.At, breach.Tool)));

        static long NanosOf(Core.Units.SpanId span) => span == A.SpanId("call7") ? 150_000_000 : 45_000_000;
    }

    [Fact]
    public void A_limit_that_is_reached_is_kept()
    {
        var exact = new Guardrail(GuardrailKind.CallsOfOneTool, 2);

        Assert.Empty(RunsOf(Of([("search", 1), ("search", 2)]), Only(exact)).Breaches);
        Assert.Equal([new GuardrailBreach(exact, 3, A.SpanId("tool3"), "search")], RunsOf(Of([("search", 1), ("search", 2), ("search", 3)]), Only(exact)).Breaches);
    }

    [Fact]
    public void Each_tool_is_counted_by_itself()
    {
        var most = new Guardrail(GuardrailKind.CallsOfOneTool, 1);

        var broken = RunsOf(Of([("a", 1), ("b", 2), ("a", 3), ("c", 4), ("b", 5)]), Only(most)).Breaches;

        Assert.Equal(["a", "b"], broken.Select(breach => breach.Tool));
    }

    [Fact]
    public void An_agent_with_a_limit_of_its_own_is_not_counted_in_the_projects()
    {
        var settings = new GuardrailSettings { Limits = [new(GuardrailKind.CallsOfOneTool, 2), new(GuardrailKind.CallsOfOneTool, 4, Agent: "agent")] };
        var four = Of([("search", 1), ("search", 2), ("search", 3), ("search", 4)]);
        var five = Of([("search", 1), ("search", 2), ("search", 3), ("search", 4), ("search", 5)]);

        Assert.Empty(RunsOf(four, settings).Breaches);
        Assert.Equal([new GuardrailBreach(new(GuardrailKind.CallsOfOneTool, 4, "agent"), 5, A.SpanId("tool5"), "search")], RunsOf(five, settings).Breaches);
        Assert.Empty(RunsOf(five, settings with { Limits = [settings.Limits[0], settings.Limits[1] with { IsOn = false }] }).Breaches);
    }

    private static GuardrailSettings Only(Guardrail guardrail) => new() { Limits = [new(guardrail.Kind, guardrail.Most)] };
}

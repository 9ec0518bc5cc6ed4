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

        Assert.Empty(RunsOf(Of([("search", 1), ("search", 2)]), [exact]).Breaches);
        Assert.Equal([new GuardrailBreach(exact, 3, A.SpanId("tool3"), "search")], RunsOf(Of([("search", 1), ("search", 2), ("search", 3)]), [exact]).Breaches);
    }

    [Fact]
    public void Each_tool_is_counted_by_itself()
    {
        var most = new Guardrail(GuardrailKind.CallsOfOneTool, 1);

        var broken = RunsOf(Of([("a", 1), ("b", 2), ("a", 3), ("c", 4), ("b", 5)]), [most]).Breaches;

        Assert.Equal(["a", "b"], broken.Select(breach => breach.Tool));
    }
}

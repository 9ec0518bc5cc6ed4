using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Outcomes;
using CostDashboard.Core.Traces;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Spend.Outcomes;

public sealed class CallOutcomeTests
{
    [Fact]
    public void Every_outcome_has_a_number_of_its_own_and_is_read_back_from_it()
    {
        bool[] both = [false, true];
        List<CallOutcome> all = [.. from finish in Enum.GetValues<FinishReason>() from failed in both from free in both from again in both select new CallOutcome(finish, failed, free, again)];

        Assert.Equal(all, all.Select(outcome => CallOutcome.FromCode(outcome.Code)));
        Assert.Equal(all.Count, all.Select(outcome => outcome.Code).Distinct().Count());
    }

    [Fact]
    public void A_call_that_comes_again_with_another_end_moves_from_one_outcome_to_the_other()
    {
        var call = A.Ended(A.Span("call", tokens: new(10, 0, 0, 0, 5), usd: 0.5m), "length", maxTokens: 5, firstToken: 100);
        var delta = new SpendDelta();

        Contribution.Add(delta, A.Rollup(call), OrganisationCalendar.Utc, 1);
        Contribution.Add(delta, A.Rollup(call), OrganisationCalendar.Utc, -1);
        Contribution.Add(delta, A.Rollup(A.Ended(call, "stop")), OrganisationCalendar.Utc, 1);
        delta.Trim();

        var (day, measures) = Assert.Single(delta.Outcomes);
        Assert.Equal(new(FinishReason.Stop, false, true, false), day.Outcome);
        Assert.Equal((1L, 500_000_000L, 10L, 5L, 0L), (measures.Calls, measures.CostNanoUsd, measures.InputTokens, measures.OutputTokens, measures.FirstToken.Count));
    }

    [Fact]
    public void A_retry_that_comes_later_recharges_the_call_before_it()
    {
        var call = A.Span("call", "root", tokens: new(500, 0, 0, 0, 5), usd: 0.5m);
        var stored = TraceFacts.None with { Spans = [A.Facts(A.Span("root")), A.Facts(call)] };

        var plan = CommitDraft.Of(new Dictionary<TraceKey, TraceFacts> { [A.Trace()] = stored }, [A.Again(call, "again")]).Plan(new Dictionary<TraceKey, TraceFacts>(), OrganisationCalendar.Utc);

        var (facts, charge) = Assert.Single(Assert.Single(plan.Traces).Recharged);
        Assert.Equal((A.SpanId("call"), true), (facts.Id, charge.Outcome!.Value.IsRepeated));
        Assert.Equal(500_000_000, plan.Delta.Outcomes.Values.Sum(o => o.CostNanoUsd));
        Assert.Equal(500_000_000, Assert.Single(plan.Delta.Outcomes, o => o.Key.Outcome.IsRepeated).Value.CostNanoUsd);
    }
}

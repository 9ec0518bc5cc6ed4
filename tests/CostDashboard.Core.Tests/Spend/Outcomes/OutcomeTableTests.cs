using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend.Outcomes;
using CostDashboard.Core.Traces.Queries;

namespace CostDashboard.Core.Tests.Spend.Outcomes;

public sealed class OutcomeTableTests
{
    private static readonly CallOutcome s_good = new(FinishReason.Stop, false, false, false);

    [Fact]
    public void A_call_that_failed_and_was_made_again_is_in_vain_once()
    {
        var total = OutcomeTable.Of(
        [
            Row("a", s_good with { IsFailed = true, IsRepeated = true }, 5),
            Row("a", s_good with { IsFailed = true }, 3),
            Row("a", s_good with { IsRepeated = true }, 2),
            Row("b", s_good with { IsUnlimited = true }, 90),
        ]).Total;

        Assert.Equal((8L, 7L, 10L, 90L, 100L), (Cost(OutcomePart.Failed), Cost(OutcomePart.Repeated), Cost(OutcomePart.InVain), Cost(OutcomePart.Unlimited), Cost(OutcomePart.All)));
        Assert.Equal(new(4, 100, 4, 4), total[FinishReason.Stop]);

        long Cost(OutcomePart part) => total[part].CostNanoUsd;
    }

    [Fact]
    public void Lines_stand_by_what_went_to_calls_in_vain_then_by_all_they_cost() => Assert.Equal(
        ["failing", "dear", "cheap"],
        OutcomeTable.Of([Row("cheap", s_good, 1), Row("dear", s_good, 50), Row("failing", s_good with { IsFailed = true }, 2)]).Lines.Select(line => line.Step));

    [Fact]
    public void Endings_share_no_call_and_their_queries_find_exactly_theirs()
    {
        bool[] both = [false, true];
        foreach (var outcome in from finish in Enum.GetValues<FinishReason>() from failed in both from free in both from again in both select new CallOutcome(finish, failed, free, again))
        {
            Assert.All(OutcomeParts.Endings, ending => Assert.Equal(OutcomeParts.EndingOf(outcome) == ending, Finds(OutcomeParts.QueryOfEnding(ending), outcome)));
            Assert.Equal(OutcomeParts.EndingOf(outcome) is not null, Finds($"call:{OutcomeWords.Troubled}", outcome));
            Assert.All(Enum.GetValues<OutcomePart>(), part => Assert.Equal(part.Has(outcome), Finds(OutcomeParts.QueryOf(part), outcome)));
        }
    }

    private static bool Finds(string query, CallOutcome outcome)
    {
        var reading = TraceQueryReading.Of(query);
        Assert.True(reading.IsQuery);
        return reading.Query.Matches.All(match => OutcomeWords.Passes(match, outcome));
    }

    private static OutcomeRow Row(string step, CallOutcome outcome, long cost) =>
        new(step, "m", outcome, new() { Calls = 1, CostNanoUsd = cost, UnpricedCalls = 1, PartialCalls = 1 });
}

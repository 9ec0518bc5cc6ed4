using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Traces;

public sealed class TraceRollupTests
{
    private static readonly Usage s_tokens = new(1000, 200, 0, 0, 100, 40);

    [Fact]
    public void A_charge_says_which_series_it_is_in()
    {
        var rollup = A.Rollup(
            A.Span("root", name: "handle", service: "web", attribution: new("acme", "support", "production", "u1", "s1")),
            A.Span("step", "root", name: "answer", service: "api"),
            A.Span("call", "step", name: "chat gpt-4o", service: "api", version: "2.8.1", tokens: s_tokens, usd: 0.25m, model: "gpt-4o", apiKeyId: 7));

        Assert.Equal(
            new SpanCharge(
                ChargeRole.Charged,
                250_000_000,
                s_tokens,
                new(A.Project, "production", "api", "2.8.1", "answer", OperationKind.Chat, "openai", "gpt-4o", "support", "acme", 7, PriceState.Computed),
                IsProvisional: false,
                Unattributed: default,
                User: "u1")
            {
                Outcome = new(FinishReason.Unknown, IsFailed: false, IsUnlimited: true, IsRepeated: false),
            },
            rollup.Spans[2].Charge);
    }

    [Fact]
    public void A_span_that_is_not_charged_has_no_model_no_price_and_no_user_in_its_series()
    {
        var charge = A.Rollup(
            A.Span("agent", kind: OperationKind.Agent, tokens: s_tokens, usd: 1, attribution: new(User: "u1")),
            A.Span("call", "agent", tokens: s_tokens, usd: 1)).Spans[0].Charge;

        Assert.Equal(("", "", PriceState.NotACall, null), (charge.Series.Provider, charge.Series.Model, charge.Series.PriceState, charge.User));
    }

    // A trace runs through several services; the version of one says nothing about another, nor about a process that does not state its own.
    [Fact]
    public void A_span_is_charged_to_the_release_that_its_own_resource_states()
    {
        var rollup = A.Rollup(
            A.Span("root", service: "web", version: "5.0"),
            A.Span("silent", "root", service: "api", start: 1, tokens: s_tokens, usd: 1),
            A.Span("stated", "root", service: "api", version: "2.8.1", start: 2, tokens: s_tokens, usd: 1));

        Assert.Equal(["5.0", "", "2.8.1"], rollup.Spans.Select(s => s.Charge.Series.Release));
    }

    [Fact]
    public void Long_values_are_cut_in_the_series()
    {
        var charge = A.Rollup(A.Span("call", name: new string('n', 500), tokens: s_tokens, usd: 1, model: new string('m', 500))).Spans[0].Charge;

        Assert.Equal((SpendKey.LongestValue, SpendKey.LongestValue), (charge.Series.Model.Length, charge.Series.Step.Length));
    }

    [Fact]
    public void Every_level_has_the_calls_tokens_and_unpriced_calls_below_it()
    {
        var rollup = A.Rollup(
            A.Span("root"),
            A.Span("priced", "root", start: 1, tokens: s_tokens, usd: 0.5m),
            A.Span("step", "root", start: 2),
            A.Span("unpriced", "step", start: 3, tokens: s_tokens));

        Assert.Equal(
            [("root", 500_000_000L, 2, 1, 2600L), ("priced", 500_000_000L, 1, 0, 1300L), ("step", 0L, 1, 1, 1300L), ("unpriced", 0L, 1, 1, 1300L)],
            rollup.Spans.Select(s => (s.Node.Span.Name, s.InclusiveCostNanoUsd, s.InclusiveCalls, s.InclusiveUnpricedCalls, s.InclusiveUsage.Total)));
    }

    [Fact]
    public void An_empty_trace_has_nothing_to_charge() =>
        Assert.Empty(A.Rollup().Spans);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_roots_together_cost_what_all_charges_cost(int seed)
    {
        var rollup = A.Rollup(Any.Trace(new Random(seed), 100, isTorn: true));
        var roots = rollup.Tree.Roots.Select(r => rollup.Spans[r]).ToList();
        var charged = rollup.Spans.Where(s => s.Charge.IsCharged).ToList();

        Assert.Equal(charged.Sum(s => s.Charge.CostNanoUsd), roots.Sum(r => r.InclusiveCostNanoUsd));
        Assert.Equal(charged.Count, roots.Sum(r => r.InclusiveCalls));
        Assert.Equal(charged.Count(s => s.Charge.IsUnpriced), roots.Sum(r => r.InclusiveUnpricedCalls));
        Assert.Equal(Sum(charged.Select(s => s.Charge.Usage)), Sum(roots.Select(r => r.InclusiveUsage)));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void On_every_level_stands_the_sum_of_the_charges_at_and_below_it_whatever_wraps_links_or_is_left_over(int seed)
    {
        var random = new Random(seed);
        var facts = Any.Linked(random, Any.Trace(random, 120, isTorn: seed % 2 == 0)).Select(SpanFacts.Of).ToList();
        var rollup = TraceRollup.Of(A.Trace(), TraceAssembler.Assemble(facts), Any.ChargedElsewhere(random, facts));
        var expected = new (long Cost, int Calls, int Unpriced, Usage Usage)[rollup.Spans.Count];
        foreach (var span in rollup.Spans)
        {
            for (var at = span.Node.Index; at >= 0; at = rollup.Tree.Nodes[at].Parent)
            {
                var sum = expected[at];
                expected[at] = (sum.Cost + span.Charge.CostNanoUsd, sum.Calls + (span.Charge.IsCharged ? 1 : 0), sum.Unpriced + (span.Charge.IsUnpriced ? 1 : 0), sum.Usage + span.Charge.Usage);
            }
        }

        Assert.Equal(expected, rollup.Spans.Select(s => (s.InclusiveCostNanoUsd, s.InclusiveCalls, s.InclusiveUnpricedCalls, s.InclusiveUsage)));
        Assert.Contains(rollup.Spans, s => s.Charge.Role is ChargeRole.Wrapper);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void No_charge_exceeds_what_its_span_states_and_nothing_is_charged_for_what_is_not_a_call(int seed) =>
        Assert.All(
            A.Rollup(Any.Trace(new Random(seed), 100, isTorn: true)).Spans,
            span =>
            {
                Assert.InRange(span.Charge.CostNanoUsd, 0, span.Node.Span.OwnCostNanoUsd);
                Assert.InRange(span.Charge.Usage.Total, 0, span.Node.Span.Usage.Total);
                Assert.True(span.Charge.IsCharged || span.Charge is { CostNanoUsd: 0, Usage.IsZero: true });
            });

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_order_of_arrival_does_not_change_a_charge(int seed)
    {
        var random = new Random(seed);
        var spans = Any.Trace(random, 60, isTorn: true);

        Assert.Equal(
            A.Rollup(spans).Spans.Select(s => (s.Node.Span.Id, s.Charge)),
            A.Rollup(Any.Shuffled(random, spans)).Spans.Select(s => (s.Node.Span.Id, s.Charge)));
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    private static Usage Sum(IEnumerable<Usage> usages) => usages.Aggregate(default(Usage), (sum, usage) => sum + usage);
}

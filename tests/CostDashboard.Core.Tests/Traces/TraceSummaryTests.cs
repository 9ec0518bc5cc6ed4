using CostDashboard.Core.Guardrails;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Traces;

public sealed class TraceSummaryTests
{
    private static readonly Usage s_tokens = new(1000, 0, 0, 0, 100);

    [Fact]
    public void A_trace_in_one_row() =>
        Assert.Equal(
            new TraceSummary(
                A.Trace(), "handle", "web", A.Noon, A.Noon + 1_200_000_000, new("acme", null, null, "u1", null),
                SpanCount: 4, ErrorCount: 1, IsComplete: true, Calls: 2, UnpricedCalls: 1, PartialCalls: 0, CostNanoUsd: 500_000_000,
                Usage: new(2000, 0, 0, 0, 200), Models: ["gpt-4o", "gpt-99"]) { Runs = RunTotals.None with { DearestNanoUsd = 500_000_000 } },
            Summary(
                A.Span("root", name: "handle", duration: 1000, service: "web", attribution: new("acme")),
                A.Span("a", "root", start: 10, duration: 1190, tokens: s_tokens, usd: 0.5m, model: "gpt-4o"),
                A.Span("b", "root", start: 20, tokens: s_tokens, model: "gpt-99", attribution: new("globex", User: "u1")),
                A.Span("c", "root", start: 30, isError: true)));

    [Fact]
    public void A_trace_says_which_of_its_calls_are_priced_in_part()
    {
        var summary = Summary(A.Partial(A.Span("a", tokens: s_tokens, usd: 0.5m)), A.Span("b", start: 10, tokens: s_tokens));

        Assert.Equal((1, 1), (summary.UnpricedCalls, summary.PartialCalls));
    }

    [Fact]
    public void Models_are_named_dearest_first_and_not_more_than_five() =>
        Assert.Equal(
            ["m6", "m5", "m4", "m3", "m2"],
            Summary([.. Enumerable.Range(1, 6).Select(i => A.Span($"s{i}", tokens: s_tokens, usd: i, model: $"m{i}"))]).Models);

    [Fact]
    public void A_wrapper_s_model_is_not_among_them() =>
        Assert.Equal(
            ["gpt-4o"],
            Summary(
                A.Span("agent", kind: OperationKind.Agent, tokens: s_tokens, usd: 1, model: "roll-up"),
                A.Span("call", "agent", tokens: s_tokens, usd: 1, model: "gpt-4o")).Models);

    [Theory]
    [InlineData("never came", false)]
    [InlineData("root", true)]
    public void A_trace_with_a_missing_parent_is_not_complete(string parent, bool isComplete) =>
        Assert.Equal(isComplete, Summary(A.Span("root"), A.Span("child", parent)).IsComplete);

    [Fact]
    public void A_trace_without_its_root_is_named_after_its_first_orphan()
    {
        var summary = Summary(A.Span("late", "never came", start: 2), A.Span("early", "never came", start: 1));

        Assert.Equal(("early", false), (summary.Name, summary.IsComplete));
    }

    [Theory]
    [InlineData("root")]
    [InlineData(null)]
    public void A_trace_that_costs_more_than_can_be_counted_fails(string? parent) =>
        Assert.Throws<OverflowException>(() => Summary(
            A.Span("root"),
            A.Span("a", parent, tokens: s_tokens, usd: 5_000_000_000m),
            A.Span("b", parent, tokens: s_tokens, usd: 5_000_000_000m)));

    private static TraceSummary Summary(params PricedSpan[] spans) => TraceSummary.Of(A.Trace(), A.Rollup(spans));
}

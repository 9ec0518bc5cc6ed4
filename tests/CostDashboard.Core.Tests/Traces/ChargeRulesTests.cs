using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Traces;

/// <summary>The rules against charging one call twice (D1 to D4 and D9). Costs are in nano-dollars: <c>"agent Wrapper 0"</c>.</summary>
public sealed class ChargeRulesTests
{
    private static readonly Usage s_tokens = new(1000, 0, 0, 0, 100);

    [Fact]
    public void D1_of_nested_spans_with_tokens_the_deepest_is_charged() =>
        Assert.Equal(
            ["agent Wrapper 0", "outer Wrapper 0", "call Charged 300000000"],
            Charges(
                A.Span("agent", kind: OperationKind.Agent, tokens: s_tokens, usd: 0.3m),
                A.Span("outer", "agent", tokens: s_tokens, usd: 0.3m),
                A.Span("call", "outer", tokens: s_tokens, usd: 0.3m)));

    [Fact]
    public void D1_holds_through_spans_without_tokens() =>
        Assert.Equal(
            ["agent Wrapper 0", "think None 0", "call Charged 300000000"],
            Charges(
                A.Span("agent", kind: OperationKind.Agent, tokens: s_tokens, usd: 0.3m),
                A.Span("think", "agent"),
                A.Span("call", "think", tokens: s_tokens, usd: 0.3m)));

    [Fact]
    public void D1_suppresses_a_wrapper_s_reported_cost_too() =>
        Assert.Equal(
            ["agent Wrapper 0", "call Charged 300000000"],
            Charges(
                A.Span("agent", kind: OperationKind.Agent, usd: 9m),
                A.Span("call", "agent", tokens: s_tokens, usd: 0.3m)));

    [Fact]
    public void D1_charges_an_unpriced_call_and_not_the_wrapper_that_has_a_price() =>
        Assert.Equal(
            ["agent Wrapper 0", "call Charged unpriced"],
            Charges(
                A.Span("agent", kind: OperationKind.Agent, tokens: s_tokens, usd: 0.3m),
                A.Span("call", "agent", tokens: s_tokens)));

    [Fact]
    public void D2_what_a_wrapper_states_beyond_its_calls_is_shown_and_not_charged()
    {
        var rollup = A.Rollup(
            A.Span("agent", kind: OperationKind.Agent, tokens: new(2500, 10, 0, 0, 90), usd: 0.9m),
            A.Span("a", "agent", start: 1, tokens: new(1000, 0, 0, 0, 50), usd: 0.3m),
            A.Span("b", "agent", start: 2, tokens: new(1000, 0, 0, 0, 50), usd: 0.3m));

        Assert.Equal(new(500, 10, 0, 0, 0), rollup.Spans[0].Charge.Unattributed);
        Assert.Equal(600_000_000, rollup.Spans[0].InclusiveCostNanoUsd);
    }

    [Fact]
    public void D2_a_wrapper_that_states_less_than_its_calls_leaves_nothing_over() =>
        Assert.Equal(
            default,
            A.Rollup(
                A.Span("last step only", kind: OperationKind.Agent, tokens: new(10, 0, 0, 0, 1), usd: 0.1m),
                A.Span("call", "last step only", tokens: s_tokens, usd: 0.3m)).Spans[0].Charge.Unattributed);

    [Fact]
    public void D3_a_call_that_uses_a_tool_which_asks_a_model_made_two_calls() =>
        Assert.Equal(
            ["chat Charged 500000000", "tool None 0", "inner Charged 300000000"],
            Charges(
                A.Span("chat", tokens: s_tokens, usd: 0.5m),
                A.Span("tool", "chat", kind: OperationKind.Tool),
                A.Span("inner", "tool", tokens: s_tokens, usd: 0.3m)));

    [Fact]
    public void D3_an_agent_whose_calls_all_lie_behind_tools_is_charged_for_what_it_states_beyond_them()
    {
        var rollup = A.Rollup(
            A.Span("agent", kind: OperationKind.Agent, tokens: new(1500, 0, 0, 0, 100), usd: 0.5m),
            A.Span("tool", "agent", kind: OperationKind.Tool),
            A.Span("inner", "tool", tokens: s_tokens, usd: 0.3m));

        Assert.Equal(["agent Ambiguous 200000000", "tool None 0", "inner Charged 300000000"], rollup.Spans.Select(Line));
        Assert.Equal(new(500, 0, 0, 0, 0), rollup.Spans[0].Charge.Usage);
        Assert.Equal(500_000_000, rollup.Spans[0].InclusiveCostNanoUsd);
    }

    [Fact]
    public void D3_reasoning_stays_a_part_of_the_output_that_is_left() =>
        Assert.Equal(
            new(0, 0, 0, 0, 10, 10),
            A.Rollup(
                A.Span("agent", kind: OperationKind.Agent, tokens: new(1000, 0, 0, 0, 100, 50), usd: 0.5m),
                A.Span("tool", "agent", kind: OperationKind.Tool),
                A.Span("inner", "tool", tokens: new(1000, 0, 0, 0, 90), usd: 0.3m)).Spans[0].Charge.Usage);

    [Fact]
    public void D3_an_agent_that_states_less_than_the_calls_behind_its_tools_is_charged_nothing() =>
        Assert.Equal(
            ["agent Ambiguous 0", "tool None 0", "inner Charged 300000000"],
            Charges(
                A.Span("agent", kind: OperationKind.Agent, tokens: new(1, 0, 0, 0, 1), usd: 0.1m),
                A.Span("tool", "agent", kind: OperationKind.Tool),
                A.Span("inner", "tool", tokens: s_tokens, usd: 0.3m)));

    [Fact]
    public void D3_an_agent_with_calls_beside_its_tools_is_a_wrapper() =>
        Assert.Equal(
            ["agent Wrapper 0", "tool None 0", "inner Charged 100000000", "call Charged 300000000"],
            Charges(
                A.Span("agent", kind: OperationKind.Agent, tokens: s_tokens, usd: 0.4m),
                A.Span("tool", "agent", start: 1, kind: OperationKind.Tool),
                A.Span("inner", "tool", start: 1, tokens: s_tokens, usd: 0.1m),
                A.Span("call", "agent", start: 2, tokens: s_tokens, usd: 0.3m)));

    [Fact]
    public void D4_a_wrapper_without_calls_below_is_charged_and_marked_provisional()
    {
        var charge = A.Rollup(
            A.Span("agent", kind: OperationKind.Agent, tokens: s_tokens, usd: 0.3m, isWrapperByName: true),
            A.Span("step", "agent")).Spans[0].Charge;

        Assert.Equal((ChargeRole.Charged, 300_000_000L, true), (charge.Role, charge.CostNanoUsd, charge.IsProvisional));
    }

    [Fact]
    public void D9_zero_tokens_below_do_not_make_a_wrapper() =>
        Assert.Equal(
            ["agent Charged 300000000", "zero None 0"],
            Charges(
                A.Span("agent", kind: OperationKind.Agent, tokens: s_tokens, usd: 0.3m),
                A.Span("zero", "agent", kind: OperationKind.Agent)));

    [Fact]
    public void A_call_that_states_no_usage_is_an_unpriced_call_and_not_a_free_one() =>
        Assert.Equal(["root None 0", "call Charged unpriced"], Charges(A.Span("root"), Silent("call", "root")));

    [Fact]
    public void A_call_without_usage_around_one_that_states_it_counts_once() =>
        Assert.Equal(
            ["outer None 0", "inner Charged 300000000"],
            Charges(Silent("outer", null), A.Span("inner", "outer", tokens: s_tokens, usd: 0.3m)));

    [Fact]
    public void A_call_without_usage_inside_one_that_states_it_counts_once() =>
        Assert.Equal(
            ["outer Charged 300000000", "inner None 0"],
            Charges(A.Span("outer", tokens: s_tokens, usd: 0.3m), Silent("inner", "outer")));

    [Fact]
    public void Of_nested_calls_without_usage_the_inner_one_counts() =>
        Assert.Equal(["outer None 0", "inner Charged unpriced"], Charges(Silent("outer", null), Silent("inner", "outer")));

    [Fact]
    public void A_call_without_usage_behind_a_tool_is_not_in_the_tokens_of_the_call_before_it() =>
        Assert.Equal(
            ["chat Charged 500000000", "tool None 0", "inner Charged unpriced"],
            Charges(
                A.Span("chat", tokens: s_tokens, usd: 0.5m),
                A.Span("tool", "chat", kind: OperationKind.Tool),
                Silent("inner", "tool")));

    [Fact]
    public void A_call_without_usage_before_a_tool_is_not_in_the_tokens_behind_it() =>
        Assert.Equal(
            ["chat Charged unpriced", "tool None 0", "inner Charged 300000000"],
            Charges(
                Silent("chat", null),
                A.Span("tool", "chat", kind: OperationKind.Tool),
                A.Span("inner", "tool", tokens: s_tokens, usd: 0.3m)));

    [Fact]
    public void An_agent_s_stated_tokens_stand_for_silent_calls_behind_its_tools() =>
        Assert.Equal(
            ["agent Charged 500000000", "tool None 0", "inner None 0"],
            Charges(
                A.Span("agent", kind: OperationKind.Agent, tokens: s_tokens, usd: 0.5m),
                A.Span("tool", "agent", kind: OperationKind.Tool),
                Silent("inner", "tool")));

    [Theory]
    [InlineData(OperationKind.Other)]
    [InlineData(OperationKind.Tool)]
    public void An_agent_s_stated_tokens_do_not_stand_for_searches_without_a_price(OperationKind between) =>
        Assert.Equal(
            ["agent Charged 500000000", "between None 0", "search Charged unpriced"],
            Charges(
                A.Span("agent", kind: OperationKind.Agent, tokens: s_tokens, usd: 0.5m),
                A.Span("between", "agent", kind: between),
                A.Search("search", "between")));

    [Fact]
    public void A_search_without_a_price_is_unknown_below_a_call_whose_bill_holds_tokens_alone() =>
        Assert.Equal(
            ["chat Charged 500000000", "search Charged unpriced"],
            Charges(A.Span("chat", tokens: s_tokens, usd: 0.5m), A.Search("search", "chat")));

    [Theory]
    [InlineData(OperationKind.Chat)]
    [InlineData(OperationKind.Agent)]
    public void A_cost_that_is_reported_holds_the_searches_below_it(OperationKind kind) =>
        Assert.Equal(
            ["above Charged 500000000", "search None 0", "priced None 0"],
            Charges(
                A.Span("above", kind: kind, tokens: s_tokens, usd: 0.5m, isReported: true),
                A.Search("search", "above", start: 1),
                A.Search("priced", "above", start: 2, usd: 0.02m)));

    [Theory]
    [InlineData(OperationKind.Chat)]
    [InlineData(OperationKind.Agent)]
    public void To_price_a_search_adds_its_price_and_takes_no_tokens_above_away(OperationKind kind) =>
        Assert.Equal(
            ["above Charged 500000000", "search Charged 20000000"],
            Charges(A.Span("above", kind: kind, tokens: s_tokens, usd: 0.5m), A.Search("search", "above", usd: 0.02m)));

    [Fact]
    public void Of_nested_spans_that_count_the_same_searches_the_deepest_is_charged() =>
        Assert.Equal(
            ["agent Wrapper 0", "outer Wrapper 0", "search Charged 20000000"],
            Charges(
                A.Span("agent", kind: OperationKind.Agent, usd: 0.02m),
                A.Search("outer", "agent", usd: 0.02m),
                A.Search("search", "outer", usd: 0.02m)));

    [Fact]
    public void A_call_that_says_nothing_around_a_priced_search_is_that_search() =>
        Assert.Equal(
            ["outer None 0", "search Charged 20000000"],
            Charges(Silent("outer", null), A.Search("search", "outer", usd: 0.02m)));

    private static IEnumerable<string> Charges(params PricedSpan[] spans) => A.Rollup(spans).Spans.Select(Line);

    private static string Line(RolledUpSpan span) =>
        $"{span.Node.Span.Name} {span.Charge.Role} {(span.Charge.IsUnpriced ? "unpriced" : span.Charge.CostNanoUsd)}";

    // A call of a model whose span says nothing of its usage.
    private static PricedSpan Silent(string id, string? parent)
    {
        var span = A.Span(id, parent, kind: OperationKind.Chat);
        return new(span.Span with { Call = new("openai", "gpt-4o", default) }, new SpanCost.Unpriced("the span states no token usage"));
    }
}

using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Traces;

public sealed class CostPathTests
{
    private static readonly Usage s_tokens = new(100, 0, 0, 0, 10);

    [Fact]
    public void The_calls_of_one_model_below_one_step_are_the_end_of_the_path()
    {
        var path = Of(
            A.Span("research_agent", kind: OperationKind.Agent),
            Step("retrieve_context", "research_agent", 1),
            Call("c1", "retrieve_context", 0.3m, 2),
            Call("c2", "retrieve_context", 0.3m, 3),
            Call("c3", "retrieve_context", 0.22m, 4),
            Step("answer", "research_agent", 5),
            Call("c4", "answer", 0.18m, 6));

        Assert.Equal([("research_agent", 4), ("retrieve_context", 3), ("gpt-4o", 3)], path.Levels.Select(level => (level.Label, level.Calls)));
        Assert.Equal((820_000_000, 1_000_000_000, true), (path.CostNanoUsd, path.TotalNanoUsd, path.IsDominating));
    }

    [Fact]
    public void Steps_that_are_repeated_are_one_level() =>
        Assert.Equal(["agent", "think", "gpt-4o"], Labels(Of(
            A.Span("agent", kind: OperationKind.Agent),
            Step("t1", "agent", 1, "think"), Call("c1", "t1", 0.1m, 2),
            Step("t2", "agent", 3, "think"), Call("c2", "t2", 0.1m, 4),
            Step("t3", "agent", 5, "think"), Call("c3", "t3", 0.1m, 6))));

    [Fact]
    public void A_flat_fan_out_has_no_chain_and_says_how_far_it_is_spread()
    {
        var path = Of([A.Span("root"), .. Enumerable.Range(0, 10).Select(i => Step($"part {i}", "root", i)), .. Enumerable.Range(0, 10).Select(i => Call($"c{i}", $"part {i}", i == 4 ? 0.2m : 0.1m, i))]);

        Assert.Equal((false, 10, 200_000_000), (path.IsDominating, path.SpreadOver, path.DearestBelowNanoUsd));
        Assert.Equal(["root"], Labels(path));
    }

    [Fact]
    public void Exactly_eighty_per_cent_is_enough_and_a_nano_dollar_less_is_not()
    {
        Assert.Equal(["root", "big", "gpt-4o"], Labels(Split(0.8m, 0.2m)));
        Assert.Equal(["root"], Labels(Split(0.799_999_999m, 0.200_000_001m)));
    }

    [Fact]
    public void Of_two_that_made_all_alike_the_first_is_followed()
    {
        // Both are below the limit alone, and two roots of one label are one.
        Assert.Equal(["root"], Labels(Split(0.5m, 0.5m)));
        Assert.Equal(["same", "gpt-4o"], Labels(Of(A.Span("r1", name: "same"), Call("c1", "r1", 0.5m, 1), A.Span("r2", name: "same", start: 5), Call("c2", "r2", 0.5m, 6))));
    }

    [Fact]
    public void Wrappers_are_passed_through_and_add_nothing()
    {
        var path = Of(
            A.Span("chain", kind: OperationKind.Agent, tokens: s_tokens, usd: 5m),
            Call("call", "chain", 0.4m, 1));

        Assert.Equal(["chain", "gpt-4o"], Labels(path));
        Assert.Equal((400_000_000, 400_000_000), (path.CostNanoUsd, path.TotalNanoUsd));
    }

    [Fact]
    public void A_call_that_cost_most_itself_is_the_end_though_there_are_calls_below_it()
    {
        var path = Of(Call("outer", null, 0.9m, 0), A.Span("tool", "outer", kind: OperationKind.Tool), Call("inner", "tool", 0.1m, 1));

        Assert.Equal(["gpt-4o"], Labels(path));
        Assert.Equal((true, 900_000_000), (path.IsDominating, path.OwnNanoUsd));
    }

    [Fact]
    public void Unpriced_calls_are_counted_and_lead_nowhere()
    {
        var path = Of(A.Span("root"), Call("known", "root", 0.1m, 1), A.Span("unknown", "root", start: 2, tokens: s_tokens, model: "new-model"));

        Assert.Equal(["root", "gpt-4o"], Labels(path));
        Assert.Equal(1, path.UnpricedCalls);
        Assert.Empty(Of(A.Span("root"), A.Span("unknown", "root", tokens: s_tokens)).Levels);
    }

    [Fact]
    public void Of_several_roots_none_of_which_made_most_of_it_there_is_no_path()
    {
        var path = Of(A.Span("one"), Call("c1", "one", 0.5m, 1), A.Span("two", start: 5), Call("c2", "two", 0.5m, 6));

        Assert.Equal((0, 2, 500_000_000), (path.Levels.Count, path.SpreadOver, path.DearestBelowNanoUsd));
    }

    [Fact]
    public void Forty_levels_are_followed_to_the_call() =>
        Assert.Equal(TraceShapes.DeepLevels, Of(TraceShapes.Of("deep")).Levels.Count);

    [Fact]
    public void A_row_is_on_the_path_or_not()
    {
        var waterfall = TraceWaterfall.Of(A.Rollup(A.Span("root"), Call("call", "root", 0.9m, 1), A.Span("other", "root", start: 2)));
        var path = CostPath.Of(waterfall);

        Assert.Equal([true, true, false], waterfall.Rows.Select(path.Contains));
    }

    private static CostPath Split(decimal big, decimal small) => Of(
        A.Span("root"), Step("big", "root", 1), Call("c1", "big", big, 2), Step("small", "root", 3), Call("c2", "small", small, 4));

    private static PricedSpan Step(string id, string parent, double start, string? name = null) => A.Span(id, parent, name: name ?? id, start: start);

    private static PricedSpan Call(string id, string? parent, decimal usd, double start) =>
        A.Span(id, parent, name: "chat gpt-4o", start: start, tokens: s_tokens, usd: usd, model: "gpt-4o");

    private static CostPath Of(params PricedSpan[] spans) => CostPath.Of(TraceWaterfall.Of(A.Rollup(spans)));

    private static string[] Labels(CostPath path) => [.. path.Levels.Select(level => level.Label)];
}

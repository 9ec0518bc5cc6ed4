using CostDashboard.Core.Spans;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Traces;

public sealed class RepeatedCallsTests
{
    private static readonly PricedSpan s_root = A.Span("root", duration: 600_000);
    private static readonly PricedSpan s_call = A.Span("call", "root", start: 100, duration: 1_000, tokens: new(500, 0, 0, 0, 20), usd: 0.5m);

    [Fact]
    public void A_call_is_repeated_where_the_same_prompt_follows_it_and_the_last_one_is_not() =>
        Assert.Equal(["call", "again"], RepeatedIn(s_root, s_call, A.Again(s_call, "again"), A.Again(A.Again(s_call, "again"), "once more")));

    [Fact]
    public void A_failed_call_that_is_not_tried_again_is_not_repeated() =>
        Assert.Empty(RepeatedIn(s_root, A.Span("call", "root", tokens: new(500, 0, 0, 0, 20), usd: 0.5m, isError: true)));

    [Theory]
    [InlineData(0, true)]
    [InlineData(60_000, true)]
    [InlineData(60_001, false)]
    [InlineData(-1, false)]
    public void A_retry_comes_within_a_minute_after_the_end(double after, bool expected) =>
        Assert.Equal(expected, RepeatedIn(s_root, s_call, A.Again(s_call, "again", after)).Contains("call"));

    [Fact]
    public void Another_model_another_length_and_another_parent_are_no_retry()
    {
        var again = A.Again(s_call, "again");

        Assert.Empty(RepeatedIn(s_root, s_call, again with { Span = again.Span with { Call = again.Span.Call! with { Model = "gpt-4o" } } }));
        Assert.Empty(RepeatedIn(s_root, s_call, again with { Span = again.Span with { Call = again.Span.Call! with { Usage = new(501, 0, 0, 0, 20) } } }));
        Assert.Empty(RepeatedIn(s_root, s_call, again with { Span = again.Span with { Source = again.Span.Source with { Parent = A.SpanId("step") } } }, A.Span("step", "root")));
    }

    [Fact]
    public void Short_prompts_and_calls_without_a_parent_are_no_retries()
    {
        var small = A.Span("call", "root", tokens: new(199, 0, 0, 0, 20), usd: 0.5m);
        var root = A.Span("call", tokens: new(500, 0, 0, 0, 20), usd: 0.5m);

        Assert.Empty(RepeatedIn(s_root, small, A.Again(small, "again")));
        Assert.Empty(RepeatedIn(root, A.Again(root, "again")));
    }

    [Fact]
    public void A_span_says_how_its_call_ended_and_whether_it_was_limited()
    {
        var outcomes = A.Rollup(
                s_root,
                A.Ended(A.Span("cut", "root", tokens: new(10, 0, 0, 0, 20), usd: 1), "max_tokens", maxTokens: 20),
                A.Ended(A.Span("free", "root", tokens: new(10, 0, 0, 0, 20), usd: 1, isError: true), "stop"),
                A.Span("vectors", "root", kind: OperationKind.Embeddings, tokens: new(10, 0, 0, 0, 0), usd: 1))
            .Spans.ToDictionary(span => span.Node.Span.Name, span => span.Charge.Outcome);

        Assert.Null(outcomes["root"]);
        Assert.Equal(new(FinishReason.Length, false, false, false), outcomes["cut"]);
        Assert.Equal(new(FinishReason.Stop, true, true, false), outcomes["free"]);
        Assert.Equal(new(FinishReason.Unknown, false, false, false), outcomes["vectors"]);
    }

    private static List<string> RepeatedIn(params PricedSpan[] spans)
    {
        var names = spans.ToDictionary(span => span.Key.Span, span => span.Key.Span == A.SpanId("again") ? "again" : span.Span.Source.Name);
        return [.. A.Rollup(spans).Spans.Where(span => span.Charge.Outcome is { IsRepeated: true }).Select(span => names[span.Node.Span.Id])];
    }
}

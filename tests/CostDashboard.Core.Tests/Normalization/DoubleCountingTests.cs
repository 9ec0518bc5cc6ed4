using CostDashboard.Core.Spans;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Normalization;

/// <summary>What emitters state twice is charged once (conventions §9.3: D1, D4 to D9), from the attributes to the charge.</summary>
public sealed class DoubleCountingTests
{
    private static readonly (string Key, object Value)[] s_tokens = [("gen_ai.usage.input_tokens", 100), ("gen_ai.usage.output_tokens", 10)];
    private static readonly (string Key, object Value)[] s_call = [("gen_ai.operation.name", "chat"), ("gen_ai.request.model", "gpt-4o"), .. s_tokens];

    [Theory]
    [InlineData("invoke_agent a", "gen_ai.operation.name", "invoke_agent")]
    [InlineData("step 1", "gen_ai.operation.name", "agent_step")]
    [InlineData("w", "gen_ai.operation.name", "invoke_workflow")]
    [InlineData("w", "gen_ai.operation.name", "create_agent")]
    [InlineData("w", "openinference.span.kind", "AGENT")]
    [InlineData("w", "openinference.span.kind", "CHAIN")]
    [InlineData("w", "ai.operationId", "ai.generateText")]
    [InlineData("w", "ai.operationId", "ai.streamText")]
    [InlineData("w", "ai.operationId", "ai.generateObject")]
    [InlineData("w", "ai.operationId", "ai.streamObject")]
    [InlineData("w", "ai.operationId", "ai.embed")]
    [InlineData("w", "ai.operationId", "ai.embedMany")]
    [InlineData("orchestrate_tools", "x", "x")]
    [InlineData("session_task.turn", "x", "x")]
    [InlineData("execute_event_loop_cycle", "x", "x")]
    [InlineData("w", "traceloop.span.kind", "workflow")]
    [InlineData("w", "traceloop.span.kind", "task")]
    [InlineData("w", "traceloop.span.kind", "agent")]
    public void A_wrapper_is_charged_provisionally_until_its_calls_are_there_D5(string name, string key, string value)
    {
        var wrapper = Span("w", null, name, [(key, value), .. s_tokens]);
        var call = Span("c", "w", "chat gpt-4o", s_call);

        var alone = A.Rollup(wrapper).Spans[0].Charge;
        var together = A.Rollup(wrapper, call).Spans;

        Assert.True(alone is { IsCharged: true, IsProvisional: true });
        Assert.Equal([false, true], together.Select(span => span.Charge.IsCharged));
        Assert.Equal(new Usage(100, 0, 0, 0, 10), together[0].InclusiveUsage);
    }

    [Fact]
    public void Sums_parts_and_modalities_are_no_tokens_of_their_own_D6()
    {
        var run = Reading.Of("agent run", ("gen_ai.operation.name", "invoke_agent"), ("gen_ai.aggregated_usage.input_tokens", 500), ("gen_ai.aggregated_usage.output_tokens", 50));
        var partial = Reading.Of("chat m", ("gen_ai.operation.name", "chat"), ("gen_ai.request.model", "m"), ("gen_ai.usage.partial.input_tokens", 500));
        var whole = Reading.Of(
            "chat m",
            [.. s_call, ("gen_ai.usage.details.input_tokens", 100), ("gen_ai.usage.text.input_tokens", 90), ("gen_ai.usage.audio.input_tokens", 10), ("gen_ai.usage.details.cache_read_tokens", 60), ("gen_ai.usage.cache_read.input_tokens", 60)]);

        Assert.Null(run.Call);
        Assert.Null(partial.Call!.UsageRule);
        Assert.Equal(new Usage(40, 60, 0, 0, 10), whole.Call!.Usage);
    }

    [Fact]
    public void Logfires_partial_calls_are_covered_by_the_root_that_has_the_sum_D4()
    {
        var root = Span("r", null, "invoke_agent", [("gen_ai.operation.name", "invoke_agent"), ("gen_ai.request.model", "claude-sonnet-4-5"), .. s_tokens]);
        var part = Span("p", "r", "chat m", [("gen_ai.operation.name", "chat"), ("gen_ai.request.model", "claude-sonnet-4-5"), ("gen_ai.usage.partial.input_tokens", 50)]);

        Assert.Equal([true, false], A.Rollup(root, part).Spans.Select(span => span.Charge.IsCharged));
    }

    [Fact]
    public void Two_conventions_on_one_span_are_one_call_D7()
    {
        var call = Reading.Of(
            "call_llm",
            [.. s_call, ("openinference.span.kind", "LLM"), ("llm.model_name", "gpt-4o"), ("llm.token_count.prompt", 100), ("llm.token_count.completion", 10), ("gcp.vertex.agent.event_id", "e")]).Call!;

        Assert.Equal(new Usage(100, 0, 0, 0, 10), call.Usage);
    }

    [Fact]
    public void Zero_tokens_do_not_make_a_wrapper_a_call_above_others_D9()
    {
        var agent = Span("a", null, "agent", [("openinference.span.kind", "AGENT"), ("llm.token_count.prompt", 0), ("llm.token_count.completion", 0)]);
        var call = Span("c", "a", "chat gpt-4o", s_call);

        Assert.Equal([false, true], A.Rollup(agent, call).Spans.Select(span => span.Charge.IsCharged));
    }

    [Fact]
    public void A_cache_count_of_zero_alone_does_not_make_a_call_free() =>
        Assert.Null(Reading.Of("chat m", ("gen_ai.operation.name", "chat"), ("gen_ai.request.model", "m"), ("gen_ai.usage.cache_read.input_tokens", 0)).Call!.UsageRule);

    [Fact]
    public void The_same_call_by_two_exporters_is_charged_where_it_is_deepest_D12()
    {
        var outer = Span("o", null, "OpenAIChat.invoke", [("openinference.span.kind", "LLM"), ("llm.model_name", "gpt-4o"), ("llm.token_count.prompt", 100), ("llm.token_count.completion", 10)]);
        var inner = Span("i", "o", "openai", [("langfuse.observation.type", "generation"), ("langfuse.observation.model.name", "gpt-4o"), ("langfuse.observation.usage_details", """{"input": 100, "output": 10}""")]);

        Assert.Equal([false, true], A.Rollup(outer, inner).Spans.Select(span => span.Charge.IsCharged));
    }

    private static PricedSpan Span(string id, string? parent, string name, (string Key, object Value)[] attributes)
    {
        var source = A.Span(id, parent, name: name).Span.Source with { Attributes = Reading.Attributes(attributes) };
        var span = Reading.Of(source);
        return new(span, span.Call is null ? SpanCost.NotACall.Instance : new SpanCost.Unpriced("no price book in this test"));
    }
}

using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Tests.Normalization;

public sealed class PlainDialectTests
{
    [Fact]
    public void A_call_set_by_hand_is_read_whole()
    {
        var span = Reading.Of(
            "llm.chat",
            ("llm.model", "gpt-4o-mini"),
            ("llm.provider", "OpenAI"),
            ("llm.input_tokens", 120),
            ("llm.output_tokens", 8),
            ("llm.cost_usd", "0.0000228"),
            ("llm.ttft_ms", 310),
            ("llm.max_tokens", 256));

        Assert.Equal(OperationKind.Chat, span.Kind);
        Assert.Equal(
            new ModelCall(
                "openai",
                "gpt-4o-mini",
                new(120, 0, 0, 0, 8),
                RequestModel: "gpt-4o-mini",
                ReportedCost: new Usd(0.0000228m),
                TimeToFirstToken: 310_000_000,
                MaxTokens: 256,
                UsageRule: "input as stated (no cached tokens)"),
            span.Call);
    }

    [Fact]
    public void A_cost_added_by_hand_to_an_instrumented_call_is_read_with_it()
    {
        var call = Reading.Of(
            "chat gpt-4o",
            ("gen_ai.operation.name", "chat"),
            ("gen_ai.request.model", "gpt-4o"),
            ("gen_ai.usage.input_tokens", 10),
            ("llm.input_tokens", 11),
            ("llm.cost_usd", 0.5)).Call!;

        Assert.Equal(new Usage(10, 0, 0, 0, 0), call.Usage);
        Assert.Equal(new Usd(0.5m), call.ReportedCost);
    }

    [Fact]
    public void The_sum_on_a_root_is_a_roll_up_and_never_a_cost()
    {
        var span = Reading.Of("handle_message", ("total_cost_usd", 12.5), ("total_tokens", 900));

        Assert.Null(span.Call);
        Assert.Equal(OperationKind.Other, span.Kind);
    }

    [Fact]
    public void A_tool_is_known_by_its_name()
    {
        var span = Reading.Of("tool.execute", ("tool.name", "search_knowledge_base"), ("tool.status", "success"));

        Assert.Equal(OperationKind.Tool, span.Kind);
        Assert.Equal("search_knowledge_base", span.ToolName);
        Assert.Null(span.Call);
    }

    [Fact]
    public void A_step_that_asks_a_model_about_a_tools_result_is_the_models_call()
    {
        var span = Reading.Of("tool_call.search", ("tool.name", "search"), ("llm.model", "claude-3-5-sonnet"), ("llm.input_tokens", 800), ("llm.output_tokens", 200));

        Assert.Equal(OperationKind.Chat, span.Kind);
        Assert.Equal("search", span.ToolName);
        Assert.Equal("anthropic", span.Call!.Provider);
    }

    [Fact]
    public void A_retrieval_is_known_by_its_attributes_and_its_tokens_are_not_a_models()
    {
        var span = Reading.Of("vector_search", ("retriever.source", "knowledge_base"), ("retriever.doc_count", 5), ("retriever.total_tokens", 1800));

        Assert.Equal(OperationKind.Retrieval, span.Kind);
        Assert.Null(span.Call);
    }

    [Fact]
    public void A_span_of_something_else_stays_as_it_is()
    {
        var source = Reading.Span("GET /api/tasks", ("http.request.method", "GET"));
        var span = Reading.Of(source);

        Assert.Same(source, span.Source);
        Assert.Equal(new NormalizedSpan(source, OperationKind.Other, "api", null, Attribution.None, null, ApiKeyId: 7), span);
    }
}

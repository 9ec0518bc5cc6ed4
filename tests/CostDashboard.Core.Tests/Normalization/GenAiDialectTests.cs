using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Tests.Normalization;

public sealed class GenAiDialectTests
{
    [Fact]
    public void A_call_by_the_current_names_is_read_whole()
    {
        var span = Reading.Of(
            "chat gpt-4o",
            ("gen_ai.operation.name", "chat"),
            ("gen_ai.provider.name", "openai"),
            ("gen_ai.request.model", "gpt-4o"),
            ("gen_ai.response.model", "gpt-4o-2024-08-06"),
            ("gen_ai.response.id", "chatcmpl-1"),
            ("gen_ai.request.max_tokens", 500),
            ("gen_ai.usage.input_tokens", 1200),
            ("gen_ai.usage.cache_read.input_tokens", 1024),
            ("gen_ai.usage.output_tokens", 80),
            ("gen_ai.usage.reasoning.output_tokens", 30),
            ("gen_ai.response.time_to_first_chunk", 0.31),
            ("gen_ai.response.finish_reasons", new[] { "stop" }),
            ("openai.response.service_tier", "flex"));

        Assert.Equal(OperationKind.Chat, span.Kind);
        Assert.Equal(7, span.ApiKeyId);
        Assert.Equal(
            new ModelCall(
                "openai",
                "gpt-4o-2024-08-06",
                new(176, 1024, 0, 0, 80, 30),
                RequestModel: "gpt-4o",
                ResponseId: "chatcmpl-1",
                ServiceTier: "flex",
                TimeToFirstToken: 310_000_000,
                MaxTokens: 500,
                FinishReason: "stop",
                UsageRule: "input includes cache (OpenTelemetry ≥ 1.40)"),
            span.Call);
    }

    [Fact]
    public void A_call_by_the_deprecated_names_is_read_as_well()
    {
        var span = Reading.Of(
            "openai.chat",
            ("llm.request.type", "chat"),
            ("gen_ai.system", "OpenAI"),
            ("gen_ai.request.model", "gpt-3.5-turbo"),
            ("gen_ai.usage.prompt_tokens", "14"),
            ("gen_ai.usage.completion_tokens", 173.0),
            ("gen_ai.openai.response.service_tier", "default"));

        Assert.Equal(OperationKind.Chat, span.Kind);
        Assert.Equal("openai", span.Call!.Provider);
        Assert.Equal(new Usage(14, 0, 0, 0, 173), span.Call.Usage);
        Assert.Equal("default", span.Call.ServiceTier);
    }

    [Theory]
    [InlineData("gen_ai.usage.cache_read.input_tokens")]
    [InlineData("gen_ai.usage.cache_read_input_tokens")]
    [InlineData("gen_ai.usage.cache_read_tokens")]
    [InlineData("gen_ai.usage.cached_tokens")]
    public void Every_name_of_cache_reads_is_known(string name) =>
        Assert.Equal(new Usage(60, 40, 0, 0, 1), Call(("gen_ai.usage.input_tokens", 100), ("gen_ai.usage.output_tokens", 1), (name, 40)).Usage);

    [Theory]
    [InlineData("gen_ai.usage.cache_write.input_tokens")]
    [InlineData("gen_ai.usage.cache_creation.input_tokens")]
    [InlineData("gen_ai.usage.cache_creation_input_tokens")]
    [InlineData("gen_ai.usage.cache_write_input_tokens")]
    public void Every_name_of_cache_writes_is_known(string name) =>
        Assert.Equal(new Usage(60, 0, 40, 0, 1), Call(("gen_ai.usage.input_tokens", 100), ("gen_ai.usage.output_tokens", 1), (name, 40)).Usage);

    [Fact]
    public void Old_and_new_names_of_one_number_are_never_added() =>
        Assert.Equal(
            new Usage(100, 0, 0, 0, 5),
            Call(
                ("gen_ai.usage.input_tokens", 100),
                ("gen_ai.usage.prompt_tokens", 100),
                ("gen_ai.usage.output_tokens", 5),
                ("gen_ai.usage.completion_tokens", 5)).Usage);

    [Theory]
    [InlineData("chat", OperationKind.Chat)]
    [InlineData("generate_content", OperationKind.Chat)]
    [InlineData("text_completion", OperationKind.Chat)]
    [InlineData("llm_call", OperationKind.Chat)]
    [InlineData("embeddings", OperationKind.Embeddings)]
    [InlineData("rerank", OperationKind.Rerank)]
    [InlineData("retrieval", OperationKind.Retrieval)]
    [InlineData("execute_tool", OperationKind.Tool)]
    [InlineData("invoke_agent", OperationKind.Agent)]
    [InlineData("create_agent", OperationKind.Agent)]
    [InlineData("invoke_workflow", OperationKind.Workflow)]
    [InlineData("something_else", OperationKind.Other)]
    public void The_operation_says_the_kind(string operation, OperationKind kind) =>
        Assert.Equal(kind, Reading.Of("a step", ("gen_ai.operation.name", operation)).Kind);

    [Fact]
    public void A_span_named_after_its_operation_needs_no_attribute_for_it()
    {
        var span = Reading.Of("invoke_agent Strands Agents", ("gen_ai.request.model", "gpt-4.1-nano"));

        Assert.Equal(OperationKind.Agent, span.Kind);
        Assert.True(span.IsWrapperByName);
        Assert.Null(span.Call);
    }

    [Fact]
    public void A_name_that_only_looks_like_an_operation_is_a_name()
    {
        var span = Reading.Of("chat with the customer", ("http.route", "/chat"));

        Assert.Equal(OperationKind.Other, span.Kind);
        Assert.Null(span.Call);
    }

    [Theory]
    [InlineData("gen_ai.operation.name", "invoke_agent")]
    [InlineData("gen_ai.operation.name", "agent_step")]
    [InlineData("gen_ai.operation.name", "invoke_workflow")]
    [InlineData("traceloop.span.kind", "workflow")]
    [InlineData("traceloop.span.kind", "task")]
    public void Wrappers_are_known_by_their_operation(string key, string operation) =>
        Assert.True(Reading.Of("x", (key, operation), ("gen_ai.usage.input_tokens", 5)).IsWrapperByName);

    [Theory]
    [InlineData("orchestrate_tools")]
    [InlineData("ai.generateText")]
    [InlineData("session_task.turn")]
    public void Wrappers_are_known_by_their_name(string name) => Assert.True(Reading.Of(name, ("gen_ai.usage.input_tokens", 5)).IsWrapperByName);

    [Theory]
    [InlineData("chat")]
    [InlineData("execute_tool")]
    public void A_call_or_a_tool_is_no_wrapper(string operation) => Assert.False(Reading.Of("x", ("gen_ai.operation.name", operation)).IsWrapperByName);

    [Fact]
    public void A_call_that_states_no_usage_is_still_a_call()
    {
        var call = Reading.Of("chat gpt-4o", ("gen_ai.operation.name", "chat"), ("gen_ai.request.model", "gpt-4o")).Call;

        Assert.Equal(new ModelCall("openai", "gpt-4o", default, RequestModel: "gpt-4o"), call);
    }

    [Fact]
    public void A_failed_call_without_usage_is_no_call()
    {
        var span = Reading.Span("chat gpt-4o", ("gen_ai.operation.name", "chat"), ("gen_ai.request.model", "gpt-4o"))
            with { Status = new(SpanStatusCode.Error, "429") };

        Assert.Null(Reading.Of(span).Call);
        Assert.Equal(OperationKind.Chat, Reading.Of(span).Kind);
    }

    [Fact]
    public void A_failed_call_with_usage_was_charged_by_its_provider()
    {
        var span = Reading.Span("chat gpt-4o", ("gen_ai.request.model", "gpt-4o"), ("gen_ai.usage.input_tokens", 9))
            with { Status = new(SpanStatusCode.Error) };

        Assert.Equal(new Usage(9, 0, 0, 0, 0), Reading.Of(span).Call!.Usage);
    }

    [Fact]
    public void An_agent_that_names_a_model_but_no_tokens_calls_none() =>
        Assert.Null(Reading.Of("a", ("gen_ai.operation.name", "invoke_agent"), ("gen_ai.request.model", "gpt-4o")).Call);

    [Fact]
    public void Tokens_without_an_operation_make_a_chat_where_a_model_is_named()
    {
        Assert.Equal(OperationKind.Chat, Reading.Of("agent.think", ("gen_ai.request.model", "claude-3-5-sonnet"), ("gen_ai.usage.input_tokens", 1)).Kind);
        Assert.Equal(OperationKind.Embeddings, Reading.Of("embed", ("gen_ai.request.model", "text-embedding-3-small"), ("gen_ai.usage.input_tokens", 1)).Kind);
        Assert.Equal(OperationKind.Other, Reading.Of("total", ("gen_ai.usage.input_tokens", 1)).Kind);
    }

    [Theory]
    [InlineData("gen_ai.usage.cost")]
    [InlineData("operation.cost")]
    public void A_cost_that_the_span_states_is_kept(string name) =>
        Assert.Equal(new Usd(0.0125m), Call(("gen_ai.usage.input_tokens", 5), (name, 0.0125)).ReportedCost);

    [Fact]
    public void A_stated_cost_of_zero_for_a_call_with_tokens_is_unknown_and_noted()
    {
        var span = Reading.Of("chat m", ("gen_ai.request.model", "m"), ("gen_ai.usage.input_tokens", 5), ("gen_ai.usage.cost", 0.0));

        Assert.Null(span.Call!.ReportedCost);
        Assert.Equal(["a stated cost of 0 for a call with tokens was taken as unknown"], span.Source.Notes);
    }

    [Theory]
    [InlineData(-0.01)]
    [InlineData(1_000_001.0)]
    public void A_cost_that_cannot_be_true_is_not_believed(double usd)
    {
        var span = Reading.Of("chat m", ("gen_ai.request.model", "m"), ("gen_ai.usage.input_tokens", 5), ("gen_ai.usage.cost", usd));

        Assert.Null(span.Call!.ReportedCost);
        Assert.Equal(["a stated cost below 0 or above 10,000 USD was not believed"], span.Source.Notes);
    }

    [Fact]
    public void What_the_response_was_billed_as_wins_over_what_was_asked_for() =>
        Assert.Equal("default", Call(("openai.request.service_tier", "auto"), ("openai.response.service_tier", "default")).ServiceTier);

    [Fact]
    public void Time_to_first_token_is_in_nanoseconds_whatever_its_unit_was()
    {
        Assert.Equal(1_500_000_000, Call(("gen_ai.response.time_to_first_chunk", 1.5)).TimeToFirstToken);
        Assert.Equal(250_000_000, Call(("gen_ai.server.time_to_first_token", 250)).TimeToFirstToken);
        Assert.Null(Call(("gen_ai.response.time_to_first_chunk", -1.0)).TimeToFirstToken);
        Assert.Null(Call(("gen_ai.response.time_to_first_chunk", double.NaN)).TimeToFirstToken);
    }

    [Fact]
    public void Finish_reasons_are_read_from_a_list_a_json_string_or_text()
    {
        Assert.Equal("stop, length", Call(("gen_ai.response.finish_reasons", new[] { "stop", "length" })).FinishReason);
        Assert.Equal("stop", Call(("gen_ai.response.finish_reasons", """["stop"]""")).FinishReason);
        Assert.Equal("end_turn", Call(("gen_ai.response.finish_reasons", "end_turn")).FinishReason);
        Assert.Equal("[broken", Call(("gen_ai.response.finish_reasons", "[broken")).FinishReason);
        Assert.Null(Call(("gen_ai.response.finish_reasons", Array.Empty<string>())).FinishReason);
    }

    [Theory]
    [InlineData("vertex_ai", "gcp.vertex_ai")]
    [InlineData("gemini", "gcp.gemini")]
    [InlineData("az.ai.openai", "azure.ai.openai")]
    [InlineData("az.ai.inference", "azure.ai.inference")]
    [InlineData("xai", "x_ai")]
    [InlineData("AWS", "aws.bedrock")]
    [InlineData("Anthropic", "anthropic")]
    [InlineData("openai", "openai")]
    [InlineData("my-own-host", "my-own-host")]
    [InlineData("google-gla", "gcp.gemini")]
    [InlineData("google-vertex", "gcp.vertex_ai")]
    [InlineData("amazon-bedrock", "aws.bedrock")]
    [InlineData("openai.responses", "openai")]
    [InlineData("google.generative-ai", "gcp.gemini")]
    [InlineData("google.vertex.chat", "gcp.vertex_ai")]
    [InlineData("vertex.anthropic.messages", "gcp.vertex_ai")]
    [InlineData("azure-openai.chat", "azure.ai.openai")]
    [InlineData("my.own.host", "my.own.host")]
    public void Old_names_of_providers_become_current_ones(string stated, string provider) =>
        Assert.Equal(provider, Call(("gen_ai.system", stated)).Provider);

    [Theory]
    [InlineData("gpt-4o", "openai")]
    [InlineData("claude-3-5-sonnet", "anthropic")]
    [InlineData("gemini-2.5-pro", "gcp.gemini")]
    [InlineData("us.anthropic.claude-3-haiku", "aws.bedrock")]
    [InlineData("llama-3-70b", "")]
    [InlineData("projects/p/locations/l/publishers/google/models/gemini-2.5-flash", "gcp.vertex_ai")]
    [InlineData("bedrock/anthropic.claude-haiku-4-5-20251001-v1:0", "aws.bedrock")]
    public void A_provider_that_is_not_named_is_known_by_its_models(string model, string provider) =>
        Assert.Equal(provider, Reading.Of("x", ("gen_ai.request.model", model)).Call!.Provider);

    private static ModelCall Call(params (string Key, object Value)[] attributes) =>
        Reading.Of("chat m", [("gen_ai.operation.name", "chat"), ("gen_ai.request.model", "m"), .. attributes]).Call!;

    [Theory]
    [InlineData("langchain", "claude-sonnet-4-5", "anthropic")]
    [InlineData("gcp.vertex.agent", "gemini-2.5-flash", "gcp.gemini")]
    [InlineData("strands-agents", "llama-3-70b", "strands-agents")]
    public void A_framework_that_names_itself_as_the_provider_is_not_whom_one_pays(string stated, string model, string provider) =>
        Assert.Equal(provider, Reading.Of("chat m", ("gen_ai.system", stated), ("gen_ai.request.model", model), ("gen_ai.usage.input_tokens", 1)).Call!.Provider);
}

using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Tests.Normalization;

public sealed class VercelDialectTests
{
    private const string NoCache = "input as stated (no cached tokens)";
    private const string Raw = "input excludes cache (AI SDK up to version 5 with Anthropic or Bedrock)";
    private const string Includes = "input includes cache (OpenTelemetry ≥ 1.40)";
    private const string Stated = "uncached input as stated (noCacheTokens)";

    [Fact]
    public void A_call_of_version_4_is_read_whole()
    {
        var span = Reading.Of(
            "ai.generateText.doGenerate",
            ("operation.name", "ai.generateText.doGenerate support"),
            ("ai.operationId", "ai.generateText.doGenerate"),
            ("ai.model.id", "gpt-4o"),
            ("ai.model.provider", "openai.chat"),
            ("ai.usage.promptTokens", 120),
            ("ai.usage.completionTokens", 8),
            ("gen_ai.usage.prompt_tokens", 120),
            ("gen_ai.usage.completion_tokens", 8),
            ("ai.response.model", "gpt-4o-2024-08-06"),
            ("ai.response.id", "chatcmpl-1"),
            ("ai.response.finishReason", "stop"),
            ("ai.response.msToFirstChunk", 310.5),
            ("ai.response.providerMetadata", """{"openai": {"cachedPromptTokens": 100, "reasoningTokens": 4}}"""));

        Assert.Equal(OperationKind.Chat, span.Kind);
        Assert.False(span.IsWrapperByName);
        Assert.Equal(
            new ModelCall(
                "openai",
                "gpt-4o-2024-08-06",
                new(20, 100, 0, 0, 8, 4),
                RequestModel: "gpt-4o",
                ResponseId: "chatcmpl-1",
                TimeToFirstToken: 310_500_000,
                FinishReason: "stop",
                UsageRule: Includes),
            span.Call);
    }

    [Fact]
    public void Up_to_version_5_anthropics_counts_stand_beside_each_other_and_the_write_is_in_the_metadata()
    {
        var call = Call(
            ("ai.model.provider", "anthropic.messages"),
            ("gen_ai.system", "anthropic.messages"),
            ("ai.usage.inputTokens", 5_000),
            ("ai.usage.cachedInputTokens", 1_000),
            ("ai.usage.outputTokens", 50),
            ("ai.response.providerMetadata", """{"anthropic": {"usage": {"cache_creation_input_tokens": 300, "cache_creation": {"ephemeral_5m_input_tokens": 100, "ephemeral_1h_input_tokens": 200}}}}"""));

        Assert.Equal("anthropic", call.Provider);
        Assert.Equal(new Usage(5_000, 1_000, 100, 200, 50), call.Usage);
        Assert.Equal(Raw, call.UsageRule);
    }

    [Theory]
    [InlineData("anthropic.messages", "ai", Raw)]
    [InlineData("amazon-bedrock", "ai", Raw)]
    [InlineData("vertex.anthropic.messages", "ai", Raw)]
    [InlineData("openai.responses", "ai", Includes)]
    [InlineData("google.generative-ai", "ai", Includes)]
    [InlineData("anthropic.messages", "gen_ai", Includes)]
    public void Who_is_asked_says_whether_the_input_includes_the_cache(string provider, string scope, string rule)
    {
        var span = Reading.Span(
            "ai.streamText.doStream",
            ("ai.operationId", "ai.streamText.doStream"),
            ("ai.model.id", "m"),
            ("ai.model.provider", provider),
            ("ai.usage.inputTokens", 500),
            ("ai.usage.cachedInputTokens", 100),
            ("ai.usage.outputTokens", 5));

        Assert.Equal(rule, Reading.Of(span with { Origin = span.Origin with { ScopeName = scope } }).Call!.UsageRule);
    }

    [Fact]
    public void From_version_6_on_the_uncached_part_is_stated()
    {
        var call = Call(
            ("ai.model.provider", "anthropic.messages"),
            ("ai.usage.inputTokens", 12_632),
            ("ai.usage.inputTokenDetails.noCacheTokens", 3),
            ("ai.usage.inputTokenDetails.cacheReadTokens", 0),
            ("ai.usage.inputTokenDetails.cacheWriteTokens", 12_629),
            ("ai.usage.outputTokens", 13),
            ("ai.usage.totalTokens", 12_645));

        Assert.Equal(new Usage(3, 0, 12_629, 0, 13), call.Usage);
        Assert.Equal(Stated, call.UsageRule);
    }

    // Version 7, told to add the provider's metadata, hangs it on the step around the call as well.
    [Fact]
    public void A_step_that_only_repeats_the_providers_metadata_is_no_call()
    {
        var step = Reading.Of(
            "step 1",
            ("gen_ai.operation.name", "agent_step"),
            ("ai.response.providerMetadata", """{"anthropic": {"usage": {"cache_creation_input_tokens": 500, "cache_read_input_tokens": 2048, "cache_creation": {"ephemeral_1h_input_tokens": 200}}}}"""));

        Assert.Null(step.Call);
        Assert.True(step.IsWrapperByName);
    }

    [Fact]
    public void The_metadata_says_how_long_a_cache_keeps_what_version_7_wrote_to_it()
    {
        var call = Reading.Of(
            "chat claude-sonnet-4-5",
            ("gen_ai.operation.name", "chat"),
            ("gen_ai.provider.name", "anthropic"),
            ("gen_ai.request.model", "claude-sonnet-4-5"),
            ("gen_ai.usage.input_tokens", 7_565),
            ("gen_ai.usage.output_tokens", 57),
            ("gen_ai.usage.cache_read.input_tokens", 2_048),
            ("gen_ai.usage.cache_creation.input_tokens", 500),
            ("ai.response.providerMetadata", """{"anthropic": {"usage": {"service_tier": "standard", "cache_creation_input_tokens": 500, "cache_read_input_tokens": 2048, "cache_creation": {"ephemeral_5m_input_tokens": 300, "ephemeral_1h_input_tokens": 200}}}}""")).Call!;

        Assert.Equal((new Usage(5_017, 2_048, 300, 200, 57), "standard"), (call.Usage, call.ServiceTier));
    }

    [Fact]
    public void An_embedding_counts_one_kind_of_tokens()
    {
        var span = Reading.Of("ai.embed.doEmbed", ("ai.operationId", "ai.embed.doEmbed"), ("ai.model.id", "text-embedding-3-small"), ("ai.usage.tokens", 18));

        Assert.Equal(OperationKind.Embeddings, span.Kind);
        Assert.Equal(new Usage(18, 0, 0, 0, 0), span.Call!.Usage);
        Assert.Equal(NoCache, span.Call.UsageRule);
    }

    [Theory]
    [InlineData("ai.generateText")]
    [InlineData("ai.streamText")]
    [InlineData("ai.generateObject")]
    [InlineData("ai.streamObject")]
    [InlineData("ai.embed")]
    [InlineData("ai.embedMany")]
    public void Wrappers_are_known_by_their_operation_even_when_their_span_has_another_name(string operation)
    {
        var span = Reading.Of("answer", ("operation.name", $"{operation} answer"), ("ai.usage.promptTokens", 5), ("ai.model.id", "gpt-4o"));

        Assert.True(span.IsWrapperByName);
        Assert.Equal(OperationKind.Workflow, span.Kind);
    }

    [Fact]
    public void A_tools_call_has_its_name()
    {
        var span = Reading.Of("ai.toolCall", ("ai.operationId", "ai.toolCall"), ("ai.toolCall.name", "search"));

        Assert.Equal((OperationKind.Tool, "search"), (span.Kind, span.ToolName));
    }

    [Fact]
    public void A_call_without_tokens_is_a_call_all_the_same()
    {
        var span = Reading.Of("generate-document-embedding", ("operation.name", "ai.embed.doEmbed generate-document-embedding"), ("ai.model.id", "gemini-embedding-001"));

        Assert.Equal(OperationKind.Embeddings, span.Kind);
        Assert.Equal(("gcp.gemini", "gemini-embedding-001", null), (span.Call!.Provider, span.Call.Model, span.Call.UsageRule));
    }

    [Fact]
    public void Its_names_are_read_without_an_operation() =>
        Assert.Equal(("gpt-4o", 5L), Reading.Of("x", ("ai.model.id", "gpt-4o"), ("ai.usage.inputTokens", 5)).Call is { } call ? (call.Model, call.Usage.Input) : default);

    [Fact]
    public void Telemetry_metadata_says_whom_it_is_for() => Assert.Equal(
        new Attribution(Customer: "acme", User: "u-1", Session: "s-1"),
        Reading.Of("x", ("ai.telemetry.metadata.userId", "u-1"), ("ai.telemetry.metadata.sessionId", "s-1"), ("ai.telemetry.metadata.customer_id", "acme")).Attribution);

    private static ModelCall Call(params (string Key, object Value)[] attributes) => Reading.Of(
        "ai.generateText.doGenerate",
        [("ai.operationId", "ai.generateText.doGenerate"), ("ai.model.id", "claude-sonnet-4-5"), .. attributes]).Call!;
}

using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Tests.Normalization;

public sealed class OpenInferenceDialectTests
{
    [Fact]
    public void A_call_is_read_whole()
    {
        var span = Reading.Of(
            "ChatCompletion",
            ("openinference.span.kind", "LLM"),
            ("llm.system", "openai"),
            ("llm.provider", "azure"),
            ("llm.model_name", "gpt-4o-2024-08-06"),
            ("llm.token_count.prompt", 1200),
            ("llm.token_count.prompt_details.cache_read", 1024),
            ("llm.token_count.prompt_details.audio", 7),
            ("llm.token_count.completion", 80),
            ("llm.token_count.completion_details.reasoning", 32),
            ("llm.token_count.total", 1280),
            ("llm.cost.total", 0.0031),
            ("llm.finish_reason", "stop"),
            ("llm.invocation_parameters", """{"max_completion_tokens": 100, "service_tier": "flex"}"""));

        Assert.Equal(OperationKind.Chat, span.Kind);
        Assert.Equal(
            new ModelCall(
                "azure.ai.openai",
                "gpt-4o-2024-08-06",
                new(176, 1024, 0, 0, 80, 32),
                RequestModel: "gpt-4o-2024-08-06",
                ServiceTier: "flex",
                ReportedCost: new Usd(0.0031m),
                MaxTokens: 100,
                FinishReason: "stop",
                UsageRule: "input includes cache (OpenTelemetry ≥ 1.40)",
                Modalities: new(AudioInput: 7)),
            span.Call);
    }

    [Theory]
    [InlineData("LLM", OperationKind.Chat, false)]
    [InlineData("llm", OperationKind.Chat, false)]
    [InlineData("EMBEDDING", OperationKind.Embeddings, false)]
    [InlineData("RETRIEVER", OperationKind.Retrieval, false)]
    [InlineData("RERANKER", OperationKind.Rerank, false)]
    [InlineData("TOOL", OperationKind.Tool, false)]
    [InlineData("AGENT", OperationKind.Agent, true)]
    [InlineData("CHAIN", OperationKind.Workflow, true)]
    [InlineData("GUARDRAIL", OperationKind.Other, false)]
    [InlineData("a word that is longer than any kind is", OperationKind.Other, false)]
    public void The_kind_is_compared_without_case(string word, OperationKind kind, bool isWrapper)
    {
        var span = Reading.Of("x", ("openinference.span.kind", word));

        Assert.Equal(kind, span.Kind);
        Assert.Equal(isWrapper, span.IsWrapperByName);
    }

    [Fact]
    public void An_embedding_has_a_model_of_its_own_name()
    {
        var span = Reading.Of("CreateEmbeddings", ("openinference.span.kind", "EMBEDDING"), ("embedding.model_name", "text-embedding-3-small"), ("llm.token_count.prompt", 7), ("llm.token_count.total", 7));

        Assert.Equal(OperationKind.Embeddings, span.Kind);
        Assert.Equal(("openai", "text-embedding-3-small", new Usage(7, 0, 0, 0, 0)), (span.Call!.Provider, span.Call.Model, span.Call.Usage));
    }

    [Fact]
    public void A_model_that_only_the_request_names_is_known()
    {
        var span = Reading.Of("Translation", ("openinference.span.kind", "LLM"), ("llm.invocation_parameters", """{"model": "whisper-1"}"""));

        Assert.Equal("whisper-1", span.Call!.Model);
        Assert.Null(span.Call.UsageRule);
    }

    [Fact]
    public void Thoughts_that_vertex_leaves_out_of_the_completion_are_billed()
    {
        var call = Reading.Of(
            "generate_content",
            ("openinference.span.kind", "LLM"),
            ("llm.model_name", "projects/p/locations/europe-central2/publishers/google/models/gemini-2.5-flash"),
            ("llm.token_count.prompt", "5"),
            ("llm.token_count.completion", "845"),
            ("llm.token_count.total", "2023")).Call!;

        Assert.Equal("gcp.vertex_ai", call.Provider);
        Assert.Equal(new Usage(5, 0, 0, 0, 2018, 1173), call.Usage);
    }

    [Fact]
    public void A_crews_total_alone_is_no_call() =>
        Assert.Null(Reading.Of("Crew.kickoff", ("openinference.span.kind", "CHAIN"), ("llm.token_count.total", 4_000)).Call);
}

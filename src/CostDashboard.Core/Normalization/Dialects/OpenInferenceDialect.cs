using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Normalization.Dialects;

/// <summary>OpenInference (Arize Phoenix and its instrumentations).</summary>
/// <remarks>https://github.com/Arize-ai/openinference/blob/main/spec/semantic_conventions.md</remarks>
internal static class OpenInferenceDialect
{
    // The AI SDK's names stand before these, as they do in the conventions, §9.1.
    private static readonly string[] s_responseModel = ["ai.response.model", "llm.response.model_name"];
    private static readonly string[] s_requestModel =
        ["ai.model.id", "llm.model_name", "llm.request.model_name", "embedding.model_name", "reranker.model_name"];

    private static readonly string[] s_provider = ["llm.provider", "llm.system"];
    private static readonly string[] s_cacheRead = ["llm.token_count.prompt_details.cache_read", "llm.token_count.prompt_details.cache_input"];
    private static readonly string[] s_parameters = ["llm.invocation_parameters", "embedding.invocation_parameters"];

    private static readonly string[] s_maxTokens =
        ["max_tokens", "max_completion_tokens", "max_output_tokens", "maxTokens", "maxOutputTokens", "config.max_output_tokens", "inferenceConfig.maxTokens"];

    private static readonly MeterNames s_details = new(
        "llm.token_count.",
        (Meter.AudioInput, ["prompt_details.audio"]),
        (Meter.AudioOutput, ["completion_details.audio"]),
        (Meter.ImageInput, ["prompt_details.image"]),
        (Meter.ImageOutput, ["completion_details.image"]),
        (Meter.VideoInput, ["prompt_details.video"]),
        (Meter.WebSearch, ["prompt_details.web_search_requests"]));

    // Instrumentations that hand on what Anthropic and Bedrock answer, where the cached tokens stand beside the input.
    private static readonly string[] s_rawScopes =
    [
        "openinference.instrumentation.bedrock",
        "openinference.instrumentation.agno",
        "openinference.instrumentation.claude_agent_sdk",
        "@arizeai/openinference-instrumentation-bedrock",
        "@arizeai/openinference-instrumentation-claude-agent-sdk",
    ];

    // Shape read here:
    //   openinference.span.kind = "LLM"                EMBEDDING, CHAIN, RETRIEVER, RERANKER, TOOL, AGENT …
    //   llm.provider = "openai"                        who hosts; llm.system is who made it
    //   llm.model_name = "gpt-4o-2024-08-06"
    //   llm.token_count.prompt = 1200                  cached tokens included, save by the scopes above
    //   llm.token_count.prompt_details.cache_read = 1024
    //   llm.token_count.prompt_details.audio = 40      inside the prompt
    //   llm.token_count.completion = 80
    //   llm.cost.total = 0.0031                        USD
    //   llm.invocation_parameters = {"max_tokens": 512, "service_tier": "flex", "inference_geo": "us"}
    internal static void Read(DecodedSpan span, ref SpanReading reading)
    {
        var attributes = span.Attributes;
        if (attributes.Text("openinference.span.kind") is { } kind && reading.OfferKind(KindSource.OpenInference, OperationNames.KindOf(kind)))
        {
            reading.IsWrapperByName |= OperationNames.IsWrapper(kind);
        }

        reading.Provider ??= attributes.Text(s_provider);
        reading.ResponseModel ??= Texts.Short(attributes.Text(s_responseModel));
        reading.RequestModel ??= Texts.Short(attributes.Text(s_requestModel));
        reading.OfferTokens(new()
        {
            Input = attributes.Integer("llm.token_count.prompt"),
            Output = attributes.Integer("llm.token_count.completion"),
            CacheRead = attributes.Integer(s_cacheRead),
            CacheWrite = attributes.Integer("llm.token_count.prompt_details.cache_write"),
            Reasoning = attributes.Integer("llm.token_count.completion_details.reasoning"),
            Total = attributes.Integer("llm.token_count.total"),
            Details = s_details.Read(attributes, ref reading),
        });
        reading.ReportedUsd ??= CostOf(attributes);
        reading.FinishReason ??= Texts.FinishReason(attributes, ["llm.finish_reason"]);
        ReadParameters(attributes, ref reading);
        if (reading.CacheHabit is CacheHabit.Unknown && span.Origin.ScopeName is { } scope && IsRaw(scope))
        {
            reading.CacheHabit = CacheHabit.RawInstrumentation;
        }
    }

    private static decimal? CostOf(SpanAttributes attributes) =>
        Numbers.Decimal(attributes, ["llm.cost.total"])
        ?? (Numbers.Decimal(attributes, ["llm.cost.prompt"]), Numbers.Decimal(attributes, ["llm.cost.completion"])) switch
        {
            ({ } prompt and < Believable.MostReportedUsd, { } completion and < Believable.MostReportedUsd) => prompt + completion,
            _ => null,
        };

    private static void ReadParameters(SpanAttributes attributes, ref SpanReading reading)
    {
        foreach (var key in s_parameters)
        {
            if (JsonAttributes.Of(attributes, key) is { Count: > 0 } parameters)
            {
                reading.RequestModel ??= Texts.Short(parameters.Text("model"));
                reading.MaxTokens ??= parameters.Integer(s_maxTokens) is > 0 and { } most ? most : null;
                reading.RequestedTier ??= Tiers.Requested(parameters);
                reading.Region ??= RegionReader.Named(parameters.Text("inference_geo"));
            }
        }
    }

    private static bool IsRaw(string scope)
    {
        foreach (var raw in s_rawScopes)
        {
            if (scope.StartsWith(raw, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}

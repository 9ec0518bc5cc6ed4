using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Normalization.Dialects;

/// <summary>Vercel's AI SDK: versions 4 to 6, and 7 with the old names. (Version 7 of its own writes OpenTelemetry's names.)</summary>
/// <remarks>https://github.com/vercel/ai, content/docs/03-ai-sdk-core/60-telemetry.mdx and packages/otel</remarks>
internal static class VercelDialect
{
    private static readonly string[] s_input = ["ai.usage.inputTokens", "ai.usage.promptTokens", "ai.usage.tokens"];
    private static readonly string[] s_output = ["ai.usage.outputTokens", "ai.usage.completionTokens"];
    private static readonly string[] s_cacheRead = ["ai.usage.inputTokenDetails.cacheReadTokens", "ai.usage.cachedInputTokens"];
    private static readonly string[] s_reasoning = ["ai.usage.outputTokenDetails.reasoningTokens", "ai.usage.reasoningTokens"];
    private static readonly string[] s_firstChunkMilliseconds = ["ai.response.msToFirstChunk", "ai.stream.msToFirstChunk"];

    private static readonly string[] s_metadataCacheRead =
    [
        "openai.cachedPromptTokens",
        "azure.cachedPromptTokens",
        "anthropic.usage.cache_read_input_tokens",
        "anthropic.cacheReadInputTokens",
        "bedrock.usage.cacheReadInputTokens",
        "google.usageMetadata.cachedContentTokenCount",
    ];

    private static readonly string[] s_metadataCacheWrite =
    [
        "anthropic.usage.cache_creation_input_tokens",
        "anthropic.cacheCreationInputTokens",
        "bedrock.usage.cacheWriteInputTokens",
    ];

    private static readonly MeterNames s_details = new(
        "",
        (Meter.WebSearch, ["anthropic.usage.server_tool_use.web_search_requests"]),
        (Meter.AudioInput, ["google.usageMetadata.promptTokensDetails.AUDIO"]),
        (Meter.ImageInput, ["google.usageMetadata.promptTokensDetails.IMAGE"]),
        (Meter.VideoInput, ["google.usageMetadata.promptTokensDetails.VIDEO"]),
        (Meter.AudioCacheRead, ["google.usageMetadata.cacheTokensDetails.AUDIO"]),
        (Meter.ImageCacheRead, ["google.usageMetadata.cacheTokensDetails.IMAGE"]),
        (Meter.AudioOutput, ["google.usageMetadata.candidatesTokensDetails.AUDIO"]),
        (Meter.ImageOutput, ["google.usageMetadata.candidatesTokensDetails.IMAGE"]));

    // Shape read here:
    //   ai.operationId = "ai.generateText.doGenerate"  one call; "ai.generateText" wraps one or more of them and repeats or sums their tokens
    //   ai.model.id = "claude-sonnet-4-5"
    //   ai.model.provider = "anthropic.messages"
    //   ai.usage.inputTokens = 12                      ai.usage.promptTokens in version 4, ai.usage.tokens of an embedding
    //   ai.usage.cachedInputTokens = 1024
    //   ai.usage.inputTokenDetails.noCacheTokens = 3   from version 6
    //   ai.response.providerMetadata = {"anthropic": {"usage": {"cache_creation": {"ephemeral_1h_input_tokens": 100}}}}
    //   ai.response.msToFirstChunk = 310
    internal static void Read(DecodedSpan span, ref SpanReading reading)
    {
        var attributes = span.Attributes;
        var operation = OperationOf(span);
        if (operation is not null)
        {
            reading.IsWrapperByName |= IsWrapper(operation);
            reading.OfferKind(KindSource.Vercel, KindOf(operation));
        }

        reading.ToolName ??= Texts.Short(attributes.Text("ai.toolCall.name"));
        var provider = attributes.Text("ai.model.provider");
        reading.Provider ??= provider;
        reading.ResponseModel ??= Texts.Short(attributes.Text("ai.response.model"));
        reading.RequestModel ??= Texts.Short(attributes.Text("ai.model.id"));
        var metadata = JsonAttributes.Of(attributes, "ai.response.providerMetadata");

        // A step of version 7 repeats the metadata of the call below it: where a span states no usage of its own, the metadata counts nothing.
        var statesUsage = metadata.Count == 0 || reading.Tokens.IsStated || TokensOf(attributes, SpanAttributes.None).IsStated;
        var counted = statesUsage ? metadata : SpanAttributes.None;
        reading.OfferTokens(TokensOf(attributes, counted) with { Details = s_details.Read(counted, ref reading) });
        if (reading.CacheHabit is CacheHabit.Unknown && (operation is not null || span.Origin.ScopeName is "ai") && PassesRawCounts(span, provider ?? reading.Provider))
        {
            reading.CacheHabit = CacheHabit.VercelRaw;
        }

        reading.ResponseId ??= Texts.Short(attributes.Text("ai.response.id"));
        reading.BilledTier ??= Tiers.OfSpeed(metadata.Text("anthropic.usage.speed")) ?? Texts.Short(metadata.Text("openai.serviceTier", "anthropic.usage.service_tier"));
        reading.Region ??= RegionReader.Named(metadata.Text("anthropic.usage.inference_geo"));
        reading.TimeToFirstToken ??= Numbers.Nanoseconds(attributes, s_firstChunkMilliseconds, Numbers.NanosPerMillisecond);
        reading.MaxTokens ??= attributes.Integer("ai.settings.maxOutputTokens", "ai.settings.maxTokens") is > 0 and { } most ? most : null;
        reading.FinishReason ??= Texts.FinishReason(attributes, ["ai.response.finishReason"]);
    }

    private static TokenCounts TokensOf(SpanAttributes attributes, SpanAttributes metadata) => new()
    {
        Input = attributes.Integer(s_input),
        Uncached = attributes.Integer("ai.usage.inputTokenDetails.noCacheTokens"),
        Output = attributes.Integer(s_output),
        CacheRead = attributes.Integer(s_cacheRead) ?? metadata.Integer(s_metadataCacheRead),
        CacheWrite = attributes.Integer("ai.usage.inputTokenDetails.cacheWriteTokens") ?? metadata.Integer(s_metadataCacheWrite),
        CacheWrite5m = metadata.Integer("anthropic.usage.cache_creation.ephemeral_5m_input_tokens"),
        CacheWrite1h = metadata.Integer("anthropic.usage.cache_creation.ephemeral_1h_input_tokens"),
        Reasoning = attributes.Integer(s_reasoning) ?? metadata.Integer("openai.reasoningTokens"),
        Total = attributes.Integer("ai.usage.totalTokens"),
    };

    // "ai.embed.doEmbed my-function": the function's name follows in operation.name.
    private static string? OperationOf(DecodedSpan span)
    {
        var operation = span.Attributes.Text("ai.operationId") ?? span.Attributes.Text("operation.name") ?? span.Name;
        if (!operation.StartsWith("ai.", StringComparison.Ordinal))
        {
            return null;
        }

        var cut = operation.IndexOf(' ', StringComparison.Ordinal);
        return cut < 0 ? operation : operation[..cut];
    }

    private static bool IsWrapper(string operation) => operation
        is "ai.generateText" or "ai.streamText" or "ai.generateObject" or "ai.streamObject" or "ai.embed" or "ai.embedMany";

    private static OperationKind? KindOf(string operation) => operation switch
    {
        _ when IsWrapper(operation) => OperationKind.Workflow,
        "ai.toolCall" => OperationKind.Tool,
        _ when operation.EndsWith(".doEmbed", StringComparison.Ordinal) => OperationKind.Embeddings,
        _ when operation.EndsWith(".doGenerate", StringComparison.Ordinal) || operation.EndsWith(".doStream", StringComparison.Ordinal) => OperationKind.Chat,
        "ai.rerank.doRerank" => OperationKind.Rerank,
        _ => null,
    };

    // Up to version 5 the counts are the provider's, and those of Anthropic's models stand beside each other. Version 6 brought the details.
    private static bool PassesRawCounts(DecodedSpan span, string? provider)
    {
        if (provider is null || span.Origin.ScopeName is "gen_ai"
            || !(provider.Contains("anthropic", StringComparison.OrdinalIgnoreCase) || provider.Contains("bedrock", StringComparison.OrdinalIgnoreCase)))
        {
            return false;
        }

        foreach (var (key, _) in span.Attributes.Entries)
        {
            if (key.StartsWith("ai.usage.inputTokenDetails.", StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }
}

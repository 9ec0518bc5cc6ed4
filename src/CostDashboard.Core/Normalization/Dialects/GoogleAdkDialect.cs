using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Normalization.Dialects;

/// <summary>Google's Agent Development Kit: OpenTelemetry's names, and Gemini's own count in the response.</summary>
/// <remarks>https://github.com/google/adk-python, src/google/adk/telemetry/tracing.py</remarks>
internal static class GoogleAdkDialect
{
    /// <summary>What the receiver keeps of <c>gcp.vertex.agent.llm_response</c>: the counts, and nothing of the text.</summary>
    private const string UsageMetadata = "gcp.vertex.agent.llm_response.usage_metadata";

    private static readonly MeterNames s_details = new(
        "",
        (Meter.AudioInput, ["prompt_tokens_details.AUDIO", "promptTokensDetails.AUDIO"]),
        (Meter.AudioCacheRead, ["cache_tokens_details.AUDIO", "cacheTokensDetails.AUDIO"]),
        (Meter.AudioOutput, ["candidates_tokens_details.AUDIO", "candidatesTokensDetails.AUDIO"]),
        (Meter.ImageInput, ["prompt_tokens_details.IMAGE", "promptTokensDetails.IMAGE"]),
        (Meter.ImageCacheRead, ["cache_tokens_details.IMAGE", "cacheTokensDetails.IMAGE"]),
        (Meter.ImageOutput, ["candidates_tokens_details.IMAGE", "candidatesTokensDetails.IMAGE"]),
        (Meter.VideoInput, ["prompt_tokens_details.VIDEO", "promptTokensDetails.VIDEO"]));

    // Shape read here:
    //   call_llm                                       the span of one call
    //   gcp.vertex.agent.llm_response.usage_metadata = {"prompt_token_count": 50, "candidates_token_count": 40, "thoughts_token_count": 10,
    //                                    "cached_content_token_count": 20, "total_token_count": 100,
    //                                    "prompt_tokens_details": [{"modality": "TEXT", "token_count": 50}]}
    //   gen_ai.usage.output_tokens = 40                the candidates
    //   gen_ai.usage.experimental.reasoning_tokens=10  beside them
    internal static void Read(DecodedSpan span, ref SpanReading reading)
    {
        if (span.Name is "call_llm")
        {
            reading.OfferKind(KindSource.SpanName, OperationKind.Chat);
        }

        var usage = JsonAttributes.Of(span.Attributes, UsageMetadata);
        var thoughts = usage.Integer("thoughts_token_count", "thoughtsTokenCount")
            ?? span.Attributes.Integer("gen_ai.usage.experimental.reasoning_tokens");
        reading.CountsThoughtsApart |= thoughts is not null && reading.Tokens.Reasoning is null;
        reading.OfferTokens(new()
        {
            Input = usage.Integer("prompt_token_count", "promptTokenCount"),
            Output = usage.Integer("candidates_token_count", "candidatesTokenCount"),
            CacheRead = usage.Integer("cached_content_token_count", "cachedContentTokenCount"),
            Reasoning = thoughts,
            Total = usage.Integer("total_token_count", "totalTokenCount"),
            Details = s_details.Read(usage, ref reading),
        });
    }
}

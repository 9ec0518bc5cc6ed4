using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Normalization.Dialects;

/// <summary>Google's Agent Development Kit: OpenTelemetry's names, and Gemini's own count in the response.</summary>
/// <remarks>https://github.com/google/adk-python, src/google/adk/telemetry/tracing.py</remarks>
internal static class GoogleAdkDialect
{
    // Shape read here:
    //   call_llm                                       the span of one call
    //   gcp.vertex.agent.llm_response = {"usage_metadata": {"prompt_token_count": 50, "candidates_token_count": 40, "thoughts_token_count": 10,
    //                                    "cached_content_token_count": 20, "total_token_count": 100}}
    //   gen_ai.usage.output_tokens = 40                the candidates
    //   gen_ai.usage.experimental.reasoning_tokens=10  beside them
    internal static void Read(DecodedSpan span, ref SpanReading reading)
    {
        if (span.Name is "call_llm")
        {
            reading.OfferKind(KindSource.SpanName, OperationKind.Chat);
        }

        var response = JsonAttributes.Of(span.Attributes, "gcp.vertex.agent.llm_response");
        var thoughts = response.Integer("usage_metadata.thoughts_token_count", "usageMetadata.thoughtsTokenCount")
            ?? span.Attributes.Integer("gen_ai.usage.experimental.reasoning_tokens");
        reading.CountsThoughtsApart |= thoughts is not null && reading.Tokens.Reasoning is null;
        reading.OfferTokens(new()
        {
            Input = response.Integer("usage_metadata.prompt_token_count", "usageMetadata.promptTokenCount"),
            Output = response.Integer("usage_metadata.candidates_token_count", "usageMetadata.candidatesTokenCount"),
            CacheRead = response.Integer("usage_metadata.cached_content_token_count", "usageMetadata.cachedContentTokenCount"),
            Reasoning = thoughts,
            Total = response.Integer("usage_metadata.total_token_count", "usageMetadata.totalTokenCount"),
        });
    }
}

using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Normalization.Dialects;

/// <summary>LangSmith's OpenTelemetry exporter (LangChain, LangGraph).</summary>
/// <remarks>https://github.com/langchain-ai/langsmith-sdk, python/langsmith/_internal/otel/_otel_exporter.py</remarks>
internal static class LangSmithDialect
{
    private static readonly MeterNames s_input = new("", (Meter.AudioInput, ["audio"]), (Meter.ImageInput, ["image"]), (Meter.VideoInput, ["video"]));
    private static readonly MeterNames s_output = new("", (Meter.AudioOutput, ["audio"]), (Meter.ImageOutput, ["image"]), (Meter.VideoOutput, ["video"]));

    // Shape read here:
    //   langsmith.span.kind = "llm"                    chain, tool, retriever, embedding
    //   langsmith.metadata.ls_model_name = "claude-sonnet-4-5-20250929"
    //   langsmith.metadata.ls_provider = "anthropic"
    //   gen_ai.usage.input_token_details = {"cache_read": 10, "cache_creation": 4, "audio": 6}      parts of gen_ai.usage.input_tokens
    //   gen_ai.usage.output_token_details = {"reasoning": 2}
    internal static void Read(DecodedSpan span, ref SpanReading reading)
    {
        var attributes = span.Attributes;
        if (attributes.Text("langsmith.span.kind") is { } kind)
        {
            var isTaken = reading.OfferKind(KindSource.LangSmith, OperationNames.KindOf(kind));
            reading.IsWrapperByName |= isTaken && OperationNames.IsWrapper(kind);
        }

        reading.Provider ??= attributes.Text("langsmith.metadata.ls_provider");
        reading.RequestModel ??= Texts.Short(attributes.Text("langsmith.metadata.ls_model_name"));
        reading.MaxTokens ??= Numbers.Positive(attributes, "langsmith.metadata.ls_max_tokens");
        var input = JsonAttributes.Of(attributes, "gen_ai.usage.input_token_details");
        var output = JsonAttributes.Of(attributes, "gen_ai.usage.output_token_details");
        reading.OfferTokens(new()
        {
            CacheRead = input.Integer("cache_read"),
            CacheWrite = input.Integer("cache_creation"),
            CacheWrite5m = input.Integer("ephemeral_5m_input_tokens"),
            CacheWrite1h = input.Integer("ephemeral_1h_input_tokens"),
            Reasoning = output.Integer("reasoning"),
            Details = s_input.Read(input, ref reading)?.Or(s_output.Read(output, ref reading)) ?? s_output.Read(output, ref reading),
        });
    }
}

using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Normalization.Dialects;

/// <summary>Gemini CLI's spans, with OpenTelemetry's names or those of its own events, and these events as spans.</summary>
/// <remarks>https://github.com/google-gemini/gemini-cli, docs/cli/telemetry.md</remarks>
internal static class GeminiCliDialect
{
    // Shape read here:
    //   gen_ai.operation.name = "llm_call"             not one of OpenTelemetry's
    //   input_token_count = 1200                       cached ones included
    //   cached_content_token_count = 1000
    //   output_token_count = 80                        without the thoughts
    //   thoughts_token_count = 300
    //   tool_token_count = 0                           of prompts that tools wrote, billed as input and not in it
    //   total_token_count = 1580
    internal static void Read(DecodedSpan span, ref SpanReading reading)
    {
        var attributes = span.Attributes;
        if (span.Name is "llm_call" or "gemini_cli.api_response" or "gemini_cli.api_error")
        {
            reading.OfferKind(KindSource.SpanName, OperationKind.Chat);
        }

        var thoughts = attributes.Integer("thoughts_token_count");
        reading.CountsThoughtsApart |= thoughts is not null && reading.Tokens.Reasoning is null;
        reading.RequestModel ??= Texts.Short(attributes.Text("model"));
        reading.OfferTokens(new()
        {
            Input = attributes.Integer("input_token_count") + (attributes.Integer("tool_token_count") ?? 0),
            Output = attributes.Integer("output_token_count"),
            CacheRead = attributes.Integer("cached_content_token_count"),
            Reasoning = thoughts,
            Total = attributes.Integer("total_token_count"),
        });
    }
}

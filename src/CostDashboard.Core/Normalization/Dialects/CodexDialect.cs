using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Normalization.Dialects;

/// <summary>Codex CLI's spans: each answer has OpenTelemetry's counts, and the turn above them their sum. And its log event of an answer as a span.</summary>
/// <remarks>https://github.com/openai/codex, codex-rs/otel/src/events/session_telemetry.rs</remarks>
internal static class CodexDialect
{
    // Shape read here:
    //   session_task.turn                              model, codex.turn.token_usage.input_tokens = 13297 (cached ones included) …
    //   try_run_sampling_request, receiving_stream …   under a scope codex_…; some have a model, none has counts
    //   handle_responses                               renamed after the event that ended it in some versions; gen_ai.usage.*,
    //                                                  codex.usage.reasoning_output_tokens = 10 (inside the output)
    //   codex.sse_event                                input_token_count = "13297" (cached ones included), cached_token_count,
    //                                                  cache_write_token_count, output_token_count, reasoning_token_count (inside the output)
    internal static void Read(DecodedSpan span, ref SpanReading reading)
    {
        var attributes = span.Attributes;
        reading.ModelBelow = Texts.Short(attributes.Text("model", "slug")) ?? "";
        switch (span.Name)
        {
            case "session_task.turn":
                reading.OfferKind(KindSource.SpanName, OperationKind.Agent);
                reading.IsWrapperByName = true;
                break;
            case "handle_responses" or "codex.sse_event":
            case var _ when attributes.TryGet("codex.usage.total_tokens", out _):
                reading.OfferKind(KindSource.SpanName, OperationKind.Chat);
                break;
            default:
                return;
        }

        reading.Provider ??= "openai";
        reading.RequestModel ??= Texts.Short(attributes.Text("model", "slug"));
        reading.OfferTokens(new()
        {
            Input = attributes.Integer("codex.turn.token_usage.input_tokens", "input_token_count"),
            Output = attributes.Integer("codex.turn.token_usage.output_tokens", "output_token_count"),
            CacheRead = attributes.Integer("codex.turn.token_usage.cached_input_tokens", "cached_token_count"),
            CacheWrite = attributes.Integer("codex.turn.token_usage.cache_write_input_tokens", "cache_write_token_count"),
            Reasoning = attributes.Integer("codex.usage.reasoning_output_tokens", "codex.turn.token_usage.reasoning_output_tokens", "reasoning_token_count"),
            Total = attributes.Integer("codex.usage.total_tokens", "codex.turn.token_usage.total_tokens"),
        });
    }
}

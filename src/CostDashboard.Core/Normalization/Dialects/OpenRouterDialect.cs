using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Normalization.Dialects;

/// <summary>OpenRouter's broadcast: OpenTelemetry's names, and what the call was billed.</summary>
/// <remarks>https://openrouter.ai/docs/guides/features/broadcast</remarks>
internal static class OpenRouterDialect
{
    // Shape read here:
    //   gen_ai.usage.total_cost = 0.00042              USD
    internal static void Read(DecodedSpan span, ref SpanReading reading) =>
        reading.ReportedUsd ??= Numbers.Decimal(span.Attributes, ["gen_ai.usage.total_cost"]);
}

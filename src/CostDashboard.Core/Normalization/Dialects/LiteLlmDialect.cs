using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Normalization.Dialects;

/// <summary>LiteLLM's own OpenTelemetry callback: OpenTelemetry's names, and the cost that it computed.</summary>
/// <remarks>https://github.com/BerriAI/litellm, litellm/integrations/opentelemetry.py</remarks>
internal static class LiteLlmDialect
{
    // Shape read here:
    //   gen_ai.cost.total_cost = 0.0342                litellm.cost.total in its second version; USD
    //   hidden_params = {"response_cost": 0.0342}      null for a streamed answer
    internal static void Read(DecodedSpan span, ref SpanReading reading)
    {
        reading.ReportedUsd ??= Numbers.Decimal(span.Attributes, ["gen_ai.cost.total_cost", "litellm.cost.total"])
            ?? Numbers.Decimal(JsonAttributes.Of(span.Attributes, "hidden_params"), ["response_cost"]);
        if (span.Name is "litellm_request" && reading.NamesModel)
        {
            reading.OfferKind(KindSource.SpanName, OperationKind.Chat);
        }
    }
}

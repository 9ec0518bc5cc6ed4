using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Normalization.Dialects;

/// <summary>pydantic-ai and Logfire: OpenTelemetry's names on each call, with a cost; the run of an agent carries the sum.</summary>
/// <remarks>https://github.com/pydantic/pydantic-ai, pydantic_ai_slim/pydantic_ai/models/instrumented.py</remarks>
internal static class PydanticAiDialect
{
    // Shape read here:
    //   operation.cost = 0.0004095                     USD
    //   gen_ai.usage.details.thoughts_tokens = 121     inside gen_ai.usage.output_tokens
    //   agent_name, model_name, gen_ai.usage.*         the run, in older versions
    // Not read, for they repeat other spans' tokens: gen_ai.aggregated_usage.* (the run), gen_ai.usage.partial.* (a call whose sum is on the root).
    internal static void Read(DecodedSpan span, ref SpanReading reading)
    {
        var attributes = span.Attributes;
        reading.ReportedUsd ??= Numbers.Decimal(attributes, ["operation.cost"]);
        reading.OfferTokens(new() { Reasoning = attributes.Integer("gen_ai.usage.details.thoughts_tokens") });
        if (!reading.NamesModel && attributes.Text("agent_name") is not null && attributes.Text("model_name") is { } model)
        {
            reading.RequestModel = Texts.Short(model);
            reading.OfferKind(KindSource.Attribute, OperationKind.Agent);
            reading.IsWrapperByName = true;
        }
    }
}

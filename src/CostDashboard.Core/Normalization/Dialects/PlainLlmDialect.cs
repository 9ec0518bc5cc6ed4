using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Normalization.Dialects;

/// <summary>The plain names that people set by hand on spans of their own.</summary>
internal static class PlainLlmDialect
{
    // Shape read here:
    //   llm.model = "gpt-4o-mini"
    //   llm.provider = "openai"                        often missing
    //   llm.input_tokens = 120
    //   llm.output_tokens = 8
    //   llm.cost_usd = 0.0000228                       a root's total_cost_usd is a roll-up, and is never a cost
    //   llm.ttft_ms = 310
    //   llm.max_tokens = 256
    internal static void Read(DecodedSpan span, ref SpanReading reading)
    {
        var attributes = span.Attributes;
        if (!reading.NamesModel)
        {
            reading.RequestModel = Texts.Short(attributes.Text("llm.model"));
        }

        reading.Provider ??= attributes.Text("llm.provider");
        reading.ReportedUsd ??= Numbers.Decimal(attributes, ["llm.cost_usd"]);
        reading.OfferTokens(new() { Input = attributes.Integer("llm.input_tokens"), Output = attributes.Integer("llm.output_tokens") });
        reading.TimeToFirstToken ??= Numbers.Nanoseconds(attributes, ["llm.ttft_ms"], Numbers.NanosPerMillisecond);
        reading.MaxTokens ??= Numbers.Positive(attributes, "llm.max_tokens");
        reading.FinishReason ??= Texts.FinishReason(attributes, ["llm.finish_reason"]);
    }
}

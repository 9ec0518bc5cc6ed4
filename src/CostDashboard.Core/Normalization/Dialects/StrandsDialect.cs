using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Normalization.Dialects;

/// <summary>Strands Agents: OpenTelemetry's names, old and new side by side, under a loop of its own.</summary>
/// <remarks>https://github.com/strands-agents/sdk-python, src/strands/telemetry/tracer.py</remarks>
internal static class StrandsDialect
{
    // Shape read here:
    //   gen_ai.server.time_to_first_token = 310        milliseconds
    //   invoke_agent > execute_event_loop_cycle > chat
    // The same count stands under gen_ai.usage.prompt_tokens and gen_ai.usage.input_tokens; the first name that is known holds.
    internal static void Read(DecodedSpan span, ref SpanReading reading)
    {
        reading.TimeToFirstToken ??= Numbers.Nanoseconds(span.Attributes, ["gen_ai.server.time_to_first_token"], Numbers.NanosPerMillisecond);
        if (span.Name.StartsWith("execute_event_loop_cycle", StringComparison.Ordinal))
        {
            reading.OfferKind(KindSource.SpanName, OperationKind.Workflow);
            reading.IsWrapperByName = true;
        }
    }
}

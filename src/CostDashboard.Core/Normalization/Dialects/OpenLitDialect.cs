using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Normalization.Dialects;

/// <summary>OpenLIT writes OpenTelemetry's names, a cost (<c>gen_ai.usage.cost</c>) and a time to first token in seconds.</summary>
/// <remarks>https://github.com/openlit/openlit, sdk/python/src/openlit/semcov</remarks>
internal static class OpenLitDialect
{
    // Shape read here, under a scope named openlit…:
    //   gen_ai.server.time_to_first_token = 0.31       others write milliseconds under this name
    internal static void Read(DecodedSpan span, ref SpanReading reading)
    {
        if (span.Origin.ScopeName?.StartsWith("openlit", StringComparison.Ordinal) is true)
        {
            reading.TimeToFirstToken ??= Numbers.Nanoseconds(span.Attributes, ["gen_ai.server.time_to_first_token"], Numbers.NanosPerSecond);
        }
    }
}

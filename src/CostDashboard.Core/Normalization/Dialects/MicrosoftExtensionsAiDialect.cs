using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Normalization.Dialects;

/// <summary>Microsoft.Extensions.AI: OpenTelemetry's names; the loop around a model and its tools carries their sum.</summary>
/// <remarks>https://github.com/dotnet/extensions, src/Libraries/Microsoft.Extensions.AI/OpenTelemetryConsts.cs</remarks>
internal static class MicrosoftExtensionsAiDialect
{
    // Shape read here:
    //   orchestrate_tools                              no operation, no model, but gen_ai.usage.* of all calls below
    internal static void Read(DecodedSpan span, ref SpanReading reading)
    {
        if (span.Name is "orchestrate_tools")
        {
            reading.OfferKind(KindSource.SpanName, OperationKind.Workflow);
            reading.IsWrapperByName = true;
        }
    }
}

using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Normalization.Dialects;

/// <summary>Tool calls that people mark by hand.</summary>
internal static class ToolDialect
{
    // Shape read here:
    //   tool.name = "search_knowledge_base"
    //   tool.status = "success"                        "error" is read by a repair, as the span's status
    // A step that hands a tool's result to a model carries tool.name and the model's tokens: it is the model's call.
    internal static void Read(DecodedSpan span, ref SpanReading reading)
    {
        reading.ToolName ??= Texts.Short(span.Attributes.Text("tool.name"));
        if (reading.ToolName is not null && !reading.NamesModel)
        {
            reading.OfferKind(KindSource.Attribute, OperationKind.Tool);
        }
    }
}

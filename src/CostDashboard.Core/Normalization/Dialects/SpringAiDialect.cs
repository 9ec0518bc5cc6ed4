using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Normalization.Dialects;

/// <summary>Spring AI: OpenTelemetry's names on the models' calls; what stands around them has a kind of its own.</summary>
/// <remarks>https://docs.spring.io/spring-ai/reference/observability/index.html</remarks>
internal static class SpringAiDialect
{
    // Shape read here:
    //   spring.ai.kind = "chat_client"                 advisor, vector_store
    internal static void Read(DecodedSpan span, ref SpanReading reading) => reading.OfferKind(
        KindSource.Attribute,
        span.Attributes.Text("spring.ai.kind") switch
        {
            "chat_client" or "advisor" => OperationKind.Workflow,
            "vector_store" => OperationKind.Retrieval,
            _ => null,
        });
}

using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Normalization.Dialects;

/// <summary>Retrieval steps that people mark by hand.</summary>
internal static class RetrieverDialect
{
    // Shape read here:
    //   retriever.source = "knowledge_base"
    //   retriever.doc_count = 5
    //   retriever.total_tokens = 1800                  tokens found, not tokens used by a model
    internal static void Read(DecodedSpan span, ref SpanReading reading)
    {
        if (!reading.NamesModel)
        {
            reading.OfferKind(KindSource.Attribute, OperationKind.Retrieval);
        }
    }
}

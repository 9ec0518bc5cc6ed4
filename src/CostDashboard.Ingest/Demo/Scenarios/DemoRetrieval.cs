using CostDashboard.Core.Spans;

namespace CostDashboard.Ingest.Demo.Scenarios;

/// <summary>A search in a vector index, as users instrument it by hand.</summary>
internal static class DemoRetrieval
{
    private const int CharactersPerToken = 4;

    /// <param name="from">Where another service searches.</param>
    /// <returns>Tokens of all chunks that were found.</returns>
    internal static long Search(DemoTrace trace, string index, StepFigures search, StepFigures chunk, SpanOrigin? from = null)
    {
        using var span = trace.Open("vector_search", OtelSpanKind.Client, from);
        span.Set("gen_ai.operation.name", "retrieval").Set("gen_ai.data_source.id", index);
        trace.Pass(search.Millis);
        var count = trace.Random.In(search.Count);
        long tokens = 0;
        for (var i = 0; i < count; i++)
        {
            tokens += trace.Random.In(chunk.Tokens);
        }

        span.Set("retriever.source", index)
            .Set("retriever.doc_count", count)
            .Set("retriever.total_tokens", tokens)
            .Set("retriever.total_chars", tokens * CharactersPerToken);
        return tokens;
    }
}

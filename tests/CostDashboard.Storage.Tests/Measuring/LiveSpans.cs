using CostDashboard.Core.Spans;
using CostDashboard.TestKit;

namespace CostDashboard.Storage.Tests.Measuring;

/// <summary>Spans as a service sends them: traces of six, a few models, seconds after each other.</summary>
internal static class LiveSpans
{
    public static List<PricedSpan> Of(int batch, int count)
    {
        var random = new Random(batch);
        var spans = new List<PricedSpan>(count);
        for (var t = 0; spans.Count < count; t++)
        {
            var trace = $"{batch}-{t}";
            var start = (batch * 1000.0) + (t * 0.5);
            var attribution = new Attribution($"customer {random.Next(20)}", $"feature {random.Next(5)}", "production", $"user {random.Next(500)}", $"session {random.Next(5000)}");
            spans.Add(A.Span($"{trace}.0", null, trace, "POST /ask", start, 2000, attribution: attribution, attributes: Attributes(random, 8)));
            spans.Add(A.Span($"{trace}.1", $"{trace}.0", trace, "retrieve", start + 10, 200, OperationKind.Retrieval, attributes: Attributes(random, 6)));
            spans.Add(A.Span($"{trace}.2", $"{trace}.1", trace, "embeddings text-embedding-3", start + 12, 90, OperationKind.Embeddings, new(random.Next(500), 0, 0, 0, 0), 0.00001m, model: "text-embedding-3-small", attributes: Attributes(random, 10)));
            spans.Add(A.Span($"{trace}.3", $"{trace}.0", trace, "generate", start + 220, 1500, attributes: Attributes(random, 4)));
            spans.Add(A.Span($"{trace}.4", $"{trace}.3", trace, "chat gpt-4o", start + 225, 1400, OperationKind.Chat, new(random.Next(1, 5000), 100, 0, 0, random.Next(800)), random.Next(1, 90_000_000) / 1e9m, model: "gpt-4o", attributes: Attributes(random, 14)));
            spans.Add(A.Span($"{trace}.5", $"{trace}.0", trace, "deliver", start + 1800, 100, OperationKind.Tool, attributes: Attributes(random, 5)));
        }

        return spans;
    }

    private static SpanAttributes Attributes(Random random, int count) => new([.. Enumerable.Range(0, count).Select(i => i switch
    {
        0 => KeyValuePair.Create("gen_ai.operation.name", AttributeValue.Of("chat")),
        1 => KeyValuePair.Create("gen_ai.response.id", AttributeValue.Of($"chatcmpl-{random.NextInt64():x}{random.NextInt64():x}")),
        2 => KeyValuePair.Create("gen_ai.usage.input_tokens", AttributeValue.Of(random.Next(5000))),
        3 => KeyValuePair.Create("http.route", AttributeValue.Of("/ask/{id}")),
        _ => KeyValuePair.Create($"app.attribute.number{i}", AttributeValue.Of($"value {random.Next(1000)} of some length")),
    })]);
}

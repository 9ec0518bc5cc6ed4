using CostDashboard.Core.Insights;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Tests.Pricing;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Insights;

/// <summary>Traces with calls at the book's prices, and a look at them.</summary>
internal static class Looking
{
    internal const string Sonnet = "claude-sonnet-4-5";
    internal const string Haiku = "claude-haiku-4-5";

    /// <param name="start">Seconds.</param>
    internal static PricedSpan Call(
        string id,
        string? parent = null,
        double start = 0,
        Usage tokens = default,
        string model = Sonnet,
        string trace = "t1",
        string environment = "production",
        long? maxTokens = 4096,
        bool isError = false,
        double duration = 0.5)
    {
        var span = A.Span(
            id, parent, trace, $"chat {model}", start * 1000, duration * 1000, OperationKind.Chat, tokens,
            provider: model.StartsWith("gpt", StringComparison.Ordinal) ? "openai" : "anthropic", model: model, isError: isError,
            attribution: new(Environment: environment)).Span;
        return SpanPricer.Price(span with { Call = span.Call! with { MaxTokens = maxTokens } }, TheBook.Book);
    }

    internal static PricedSpan Agent(string id = "agent", string trace = "t1") =>
        A.Span(id, trace: trace, name: "invoke_agent refunds", duration: 600_000, kind: OperationKind.Agent);

    internal static PricedSpan Tool(string id, string parent, double start, string name = "search", string trace = "t1") =>
        A.Span(id, parent, trace, name, start * 1000, 100, OperationKind.Tool);

    /// <summary>A search that says how many tokens it found.</summary>
    internal static PricedSpan Search(string id, string? parent, double start, long tokens, string trace = "t1") => A.Span(
        id, parent, trace, "vector_search", start * 1000, 100, OperationKind.Retrieval, attributes: SpanAttributes.Of(("retriever.total_tokens", AttributeValue.Of(tokens))));

    /// <summary>An agent that calls a model and a tool in turns; the tokens that each turn reads are given.</summary>
    internal static PricedSpan[] Run(IEnumerable<Usage> turns, string trace = "t1", Func<int, string>? tool = null) =>
    [
        Agent(trace: trace),
        .. turns.SelectMany((usage, i) => new[]
        {
            Call($"call{i}", "agent", i * 2, usage, trace: trace),
            Tool($"tool{i}", "agent", (i * 2) + 1, tool?.Invoke(i) ?? $"tool {i}", trace),
        }),
    ];

    internal static InsightTrace Trace(IReadOnlyList<PricedSpan> spans) =>
        InsightTrace.Of(spans[0].Key.TraceKey, A.Rollup(spans), spans.ToDictionary(span => span.Key.Span));

    internal static IReadOnlyCollection<InsightFinding> Look(IEnumerable<PricedSpan> spans, InsightSettings? settings = null)
    {
        var found = new InsightFindings();
        foreach (var trace in spans.GroupBy(span => span.Key.TraceKey))
        {
            InsightRules.Look(Trace([.. trace]), settings ?? InsightSettings.Default, new(TheBook.Book, A.Noon), found);
        }

        return found.All;
    }

    /// <summary>What one kind found.</summary>
    internal static InsightFinding[] Look(InsightKind kind, params IEnumerable<PricedSpan> spans) => [.. Look(spans).Where(finding => finding.Kind == kind)];

    /// <summary>What a call costs by the book, in nano-dollars.</summary>
    internal static long Price(Usage usage, string model = Sonnet) => Call("x", tokens: usage, model: model).Cost.Total!.Value.ToNanos();
}

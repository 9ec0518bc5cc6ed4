using CostDashboard.Core.Access;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;

namespace CostDashboard.TestKit;

/// <summary>Builders that need only what a test is about: <c>A.Span("s2", parent: "s1")</c>.</summary>
public static class A
{
    public static readonly ProjectId Project = new(1);

    /// <summary>2026-08-06T12:00:00Z; offsets of spans are milliseconds from here.</summary>
    public static readonly UnixNanos Noon = UnixNanos.From(new DateTimeOffset(2026, 8, 6, 12, 0, 0, TimeSpan.Zero));

    /// <summary>What the audit log says of a change, for tests that are not about the log.</summary>
    public static readonly AuditEntry Entry = new(Noon, AuditActor.Program, "test.change", "something");

    /// <summary>A trace id from a short name; the same name gives the same id.</summary>
    public static TraceId TraceId(string name = "t1") => new(0x7ace_0000_0000_0000, Hash(name));

    /// <summary>A span id from a short name.</summary>
    public static SpanId SpanId(string name) => new(Hash(name));

    public static TraceKey Trace(string name = "t1") => new(Project, TraceId(name));

    public static SpanKey SpanKey(string span, string trace = "t1") => new(Project, TraceId(trace), SpanId(span));

    /// <summary>A span that is no call, or with <paramref name="tokens"/> one that is.</summary>
    /// <param name="start">Milliseconds after <see cref="Noon"/>.</param>
    /// <param name="duration">Milliseconds.</param>
    /// <param name="usd">Its computed cost; null with tokens means unpriced.</param>
    /// <param name="scope">The instrumentation that reports it.</param>
    /// <param name="isReported">The span states the cost itself.</param>
    public static PricedSpan Span(
        string id,
        string? parent = null,
        string trace = "t1",
        string? name = null,
        double start = 0,
        double duration = 10,
        OperationKind kind = OperationKind.Other,
        Usage tokens = default,
        decimal? usd = null,
        string provider = "openai",
        string model = "gpt-4o-mini",
        bool isError = false,
        string service = "api",
        Attribution? attribution = null,
        bool isWrapperByName = false,
        SpanAttributes? attributes = null,
        ProjectId? project = null,
        int apiKeyId = 0,
        SpanTags? tags = null,
        SpanBaggage? baggage = null,
        string? responseId = null,
        string scope = "tests",
        Signal signal = Signal.Trace,
        bool isReported = false,
        string? version = null,
        OtelSpanKind otelKind = OtelSpanKind.Internal,
        IReadOnlyList<SpanLink>? links = null)
    {
        var from = new UnixNanos(Noon.Value + (long)(start * 1e6));
        var decoded = new DecodedSpan(
            new(project ?? Project, TraceId(trace), SpanId(id)),
            parent is null ? null : SpanId(parent),
            name ?? id,
            otelKind,
            from,
            from + (long)(duration * 1e6),
            new(isError ? SpanStatusCode.Error : SpanStatusCode.Unset),
            new(SpanAttributes.Of(("service.name", AttributeValue.Of(service))), scope, "1", signal),
            attributes ?? SpanAttributes.None,
            [],
            links ?? [],
            []);
        var isCall = !tokens.IsZero || usd is not null;
        var call = isCall ? new ModelCall(provider, model, tokens, RequestModel: model, ResponseId: responseId) : null;
        var normalized = new NormalizedSpan(
            decoded,
            isCall && kind is OperationKind.Other ? OperationKind.Chat : kind,
            service,
            version,
            attribution ?? Attribution.None,
            call,
            isWrapperByName,
            ApiKeyId: apiKeyId)
        {
            Tags = tags ?? SpanTags.None,
            Baggage = baggage ?? SpanBaggage.None,
        };
        var cost = Cost(isCall, tokens, usd, model);
        return new(normalized, isReported && usd is { } reported ? new SpanCost.Reported(new(reported), cost) : cost);
    }

    /// <summary>A link to a span of a trace; with <paramref name="says"/> one that bears an attribute.</summary>
    public static SpanLink Link(string span, string trace, params ReadOnlySpan<(string Key, AttributeValue Value)> says) =>
        new(TraceId(trace), SpanId(span), SpanAttributes.Of(says));

    /// <summary>Tags of a span: <c>A.Tags(("team", "red"))</c>.</summary>
    public static SpanTags Tags(params IEnumerable<(string Name, string Value)> tags) =>
        SpanTags.Of(tags.Select(tag => KeyValuePair.Create(tag.Name, tag.Value)));

    /// <summary>The call with a cost that it reports; what it cost until now stands beside.</summary>
    public static PricedSpan Reported(PricedSpan call, decimal usd) => call with { Cost = new SpanCost.Reported(new(usd), call.Cost) };

    /// <summary>The call with a computed cost, of which it turns out that a part has no rate.</summary>
    public static PricedSpan Partial(PricedSpan call) => call.Cost is SpanCost.Computed computed
        ? call with { Cost = new SpanCost.Partial(computed.Sum, computed.Lines, computed.Price, "no rate for output tokens") }
        : call;

    /// <summary>The call as it ended: with a reason as a provider writes it, a limit to its output, a first token after so many milliseconds.</summary>
    public static PricedSpan Ended(PricedSpan call, string? finish = null, long? maxTokens = null, double? firstToken = null) => call with
    {
        Span = call.Span with
        {
            Call = call.Span.Call! with { FinishReason = finish, MaxTokens = maxTokens, TimeToFirstToken = firstToken is { } ms ? (long)(ms * 1e6) : null },
        },
    };

    /// <summary>The same call made once more, so many milliseconds after its end, with an id of its own.</summary>
    public static PricedSpan Again(PricedSpan call, string id, double after = 1000)
    {
        var source = call.Span.Source;
        var start = source.End + (long)(after * 1e6);
        return call with
        {
            Span = call.Span with { Source = source with { Key = source.Key with { Span = SpanId(id) }, Start = start, End = start + (source.End - source.Start) } },
        };
    }

    /// <summary>A call that counts two searches and no tokens, of a model without a price where none is given.</summary>
    public static PricedSpan Search(string id, string? parent = null, string trace = "t1", double start = 0, decimal? usd = null)
    {
        var span = Span(id, parent, trace, start: start, kind: OperationKind.Rerank);
        return new(
            span.Span with { Call = new("cohere", "rerank-x", default, Units: new BillableUnits(Searches: 2)) },
            Cost(true, default, usd, "rerank-x"));
    }

    public static SpanFacts Facts(PricedSpan span) => SpanFacts.Of(span);

    public static TraceTree Tree(params IEnumerable<PricedSpan> spans) => TraceAssembler.Assemble(spans.Select(Facts));

    public static TraceRollup Rollup(params IEnumerable<PricedSpan> spans) => TraceRollup.Of(Project, Tree(spans));

    private static SpanCost Cost(bool isCall, Usage tokens, decimal? usd, string model) => (isCall, usd) switch
    {
        (false, _) => SpanCost.NotACall.Instance,
        (true, null) => new SpanCost.Unpriced($"no price for model '{model}'"),
        (true, { } amount) => new SpanCost.Computed(
            new(amount),
            [new(Meter.Input, tokens.Input, 1m)],
            new("test", "openai", model, "exact", new DateOnly(2026, 1, 1), new DateOnly(2026, 1, 1), "test")),
    };

    // FNV-1a, so that ids do not change from run to run.
    private static ulong Hash(string name)
    {
        var hash = 14695981039346656037UL;
        foreach (var letter in name)
        {
            hash = (hash ^ letter) * 1099511628211UL;
        }

        return hash == 0 ? 1 : hash;
    }
}

using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spans;
using CostDashboard.TestKit;

namespace CostDashboard.Storage.Tests.Contracts;

/// <summary>A span in which every field says something.</summary>
internal static class Full
{
    public static PricedSpan Span()
    {
        var attributes = SpanAttributes.Of(
            ("gen_ai.request.model", AttributeValue.Of("gpt-4o")),
            ("own.key", AttributeValue.Of("ünïcode ✓ \ud83d\ude00")),
            ("half.pair", AttributeValue.Of("\ud83d")),
            ("nul", AttributeValue.Of("a\0b")),
            ("empty", default),
            ("empty.text", AttributeValue.Of("")),
            ("yes", AttributeValue.Of(true)),
            ("small", AttributeValue.Of(long.MinValue)),
            ("real", AttributeValue.Of(-0.1)),
            ("nan", AttributeValue.Of(double.NaN)),
            ("bytes", AttributeValue.Of(new byte[] { 0, 255, 1 })),
            ("list", AttributeValue.Of([AttributeValue.Of(1), AttributeValue.Of("two"), AttributeValue.Of(Array.Empty<AttributeValue>())])),
            ("map", AttributeValue.Of([KeyValuePair.Create("k", AttributeValue.Of([KeyValuePair.Create("k", AttributeValue.Of(2L))]))])),
            ("gen_ai.prompt", AttributeValue.Omitted(123_456)),
            ("long", AttributeValue.Of(new string('x', 5000))));
        var start = A.Noon;
        var source = new DecodedSpan(
            new(new(7), A.TraceId("full"), A.SpanId("full")),
            A.SpanId("parent"),
            "chat gpt-4o",
            OtelSpanKind.Client,
            start,
            start + 1_234_567_891,
            new(SpanStatusCode.Error, "rate limited"),
            new(SpanAttributes.Of(("service.name", AttributeValue.Of("api")), ("host.name", AttributeValue.Of("h1"))), "scope", "1.2", Signal.Log),
            attributes,
            [new(start + 5, "exception", SpanAttributes.Of(("exception.type", AttributeValue.Of("Timeout")))), new(start + -7, "early", SpanAttributes.None)],
            [new(A.TraceId("linked"), A.SpanId("linked"), SpanAttributes.Of(("why", AttributeValue.Of("retry"))))],
            ["end before start was mended", "another note"])
        {
            ToolArguments = 6_915_990_886_466_502_400,
        };
        var call = new ModelCall(
            "openai", "gpt-4o-2024-08-06", new(1, 2, 3, 4, 5, 1), "gpt-4o", "resp_0a1b2c3d4e5f60718293a4b5", "flex", new(0.000123456789m), 987_654_321, 4096, "stop", "openai-style",
            new(AudioInput: 1, AudioCacheRead: 2, ImageOutput: 3), new(WebSearches: 4, InputAudioMilliseconds: 12_500, CitationTokens: 7), "eu");
        var price = new PriceReference("2026-08", "openai", "gpt-4o", "dated alias", new DateOnly(2024, 8, 6), new DateOnly(2026, 1, 1), "https://example.org/prices", "flex", PriceKind.Imported, new(0.8m, "openai", "as agreed"));
        var cost = new SpanCost.Reported(
            new(0.000123456789m),
            new SpanCost.Partial(
                new(1.00m),
                [new(Meter.Input, 1, 2.5m, Factor: 0.8m), new(Meter.CacheRead, 2, null, Factor: 0.8m), new(Meter.Output, 5, 10.000m, IsDerived: true, 0.8m)],
                price,
                "no rate for cache reads"));
        return new(
            new(
                source,
                OperationKind.Chat,
                "api",
                "v12",
                new("acme", "search", "production", "u1", "session-1"),
                call,
                IsWrapperByName: true,
                ToolName: "lookup",
                ApiKeyId: 3),
            cost);
    }
}

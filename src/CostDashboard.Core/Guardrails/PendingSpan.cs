using CostDashboard.Core.Normalization;
using CostDashboard.Core.Normalization.Repairs;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Guardrails;

/// <summary>What a span that is not exported yet did.</summary>
public enum PendingKind
{
    Other = 0,
    Chat = 1,
    Embeddings = 2,
    Tool = 3,
    Agent = 4,
}

/// <summary>A span that an agent has not exported yet, or not begun, as it tells of it.</summary>
/// <param name="Id">By which it is known once it is stored; null where it has none yet.</param>
/// <param name="Parent">The span that it lies in; null for the agent's.</param>
/// <param name="Start">Null for now.</param>
/// <param name="InputTokens">As OpenTelemetry counts them: cached tokens are in it where the provider counts them so.</param>
/// <param name="Tool">The tool that a tool's span calls.</param>
/// <param name="Agent">What an agent's span calls itself; of other spans the agent whose they are.</param>
/// <param name="CostUsd">What the call is known to cost; null to have it priced.</param>
public sealed record PendingSpan(
    SpanId? Id,
    SpanId? Parent,
    string Name,
    PendingKind Kind,
    UnixNanos? Start = null,
    string? Provider = null,
    string? Model = null,
    long? InputTokens = null,
    long? CacheReadTokens = null,
    long? CacheWriteTokens = null,
    long? OutputTokens = null,
    string? Tool = null,
    string? Agent = null,
    double? CostUsd = null)
{
    /// <summary>The span as an exporter would send it, with the names of OpenTelemetry's conventions, repaired, read and priced as the pipeline does.</summary>
    internal PricedSpan Price(SpanKey key, SpanId? parent, PriceBook book, UnixNanos now)
    {
        var start = Start ?? now;
        var decoded = new DecodedSpan(
            key, parent, Name, OtelSpanKind.Internal, start, start, default, SpanOrigin.Unknown, SpanAttributes.Of([.. Attributes()]), [], [], []);
        return SpanPricer.Price(SpanNormalizer.Normalize(SpanRepairs.Mend(decoded, now), apiKeyId: 0, AttributeLookup.Default), book);
    }

    private IEnumerable<(string, AttributeValue)> Attributes()
    {
        var operation = Kind switch
        {
            PendingKind.Chat => "chat",
            PendingKind.Embeddings => "embeddings",
            PendingKind.Tool => "execute_tool",
            PendingKind.Agent => "invoke_agent",
            _ => null,
        };
        (string Name, string? Value)[] texts =
        [
            ("gen_ai.operation.name", operation),
            ("gen_ai.provider.name", Provider),
            ("gen_ai.request.model", Model),
            ("gen_ai.tool.name", Kind is PendingKind.Tool ? Tool : null),
            ("gen_ai.agent.name", Kind is PendingKind.Agent ? Agent : null),
        ];
        (string Name, long? Value)[] counts =
        [
            ("gen_ai.usage.input_tokens", InputTokens),
            ("gen_ai.usage.cache_read.input_tokens", CacheReadTokens),
            ("gen_ai.usage.cache_creation.input_tokens", CacheWriteTokens),
            ("gen_ai.usage.output_tokens", OutputTokens),
        ];
        return texts.Where(text => text.Value is not null).Select(text => (text.Name, AttributeValue.Of(text.Value!)))
            .Concat(counts.Where(count => count.Value is not null).Select(count => (count.Name, AttributeValue.Of(count.Value!.Value))))
            .Concat(CostUsd is { } cost ? [("gen_ai.usage.cost", AttributeValue.Of(cost))] : []);
    }
}

using CostDashboard.Core.Content;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Spans;

/// <summary>OTLP's <c>SpanKind</c>, with its numbers.</summary>
public enum OtelSpanKind : byte
{
    Unspecified = 0,
    Internal = 1,
    Server = 2,
    Client = 3,
    Producer = 4,
    Consumer = 5,
}

/// <summary>OTLP's <c>Status.code</c>, with its numbers.</summary>
public enum SpanStatusCode : byte
{
    Unset = 0,
    Ok = 1,
    Error = 2,
}

public readonly record struct SpanStatus(SpanStatusCode Code, string? Message = null)
{
    public bool IsError => Code is SpanStatusCode.Error;
}

/// <summary>OpenTelemetry's signals: an emitter may tell of one call by more than one of them.</summary>
public enum Signal : byte
{
    Trace = 0,
    Log = 1,
    Metric = 2,
}

/// <summary>Where a span came from: its resource and its instrumentation scope. Shared by all spans of one <c>ScopeSpans</c>.</summary>
/// <param name="Signal">What it was before it was read as a span.</param>
public sealed record SpanOrigin(SpanAttributes Resource, string? ScopeName = null, string? ScopeVersion = null, Signal Signal = Signal.Trace)
{
    public static SpanOrigin Unknown { get; } = new(SpanAttributes.None);
}

public sealed record SpanEvent(UnixNanos Time, string Name, SpanAttributes Attributes);

public sealed record SpanLink(TraceId Trace, SpanId Span, SpanAttributes Attributes);

/// <summary>A span as the wire said it, nothing interpreted.</summary>
/// <param name="Parent">Null for a root; on the wire a missing, an empty and an all-zero parent id mean the same.</param>
/// <param name="Notes">What had to be left out or mended while reading, in words for the trace page.</param>
public sealed record DecodedSpan(
    SpanKey Key,
    SpanId? Parent,
    string Name,
    OtelSpanKind Kind,
    UnixNanos Start,
    UnixNanos End,
    SpanStatus Status,
    SpanOrigin Origin,
    SpanAttributes Attributes,
    IReadOnlyList<SpanEvent> Events,
    IReadOnlyList<SpanLink> Links,
    IReadOnlyList<string> Notes)
{
    /// <summary>By what the arguments of a tool's call are known again (<see cref="Spans.ToolArguments"/>); null where the span states none, and on what is no tool.</summary>
    public long? ToolArguments { get; init; }

    /// <summary>Prompts, completions and tools' payloads as they came, on the way in of a project that keeps them; null for all others, and for stored spans.</summary>
    public CapturedContent? Content { get; init; }
}

/// <summary>A span that could not be taken, and why, in words for the exporter's log. It never costs its neighbours anything.</summary>
/// <param name="Span">By name or id, as far as it could be read; hostile.</param>
public sealed record Rejection(string Span, string Reason)
{
    /// <summary>What of the span was wrong, as the door's protocol names it; null where it was no field.</summary>
    public string? Field { get; init; }

    /// <summary>What the sender can do about it, in a sentence; null where the reason says it.</summary>
    public string? Remedy { get; init; }
}

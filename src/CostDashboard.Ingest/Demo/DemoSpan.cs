using System.Text;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;

namespace CostDashboard.Ingest.Demo;

/// <summary>A span that a scenario is writing. Disposing it ends it, as in instrumented code.</summary>
internal sealed class DemoSpan(DemoTrace trace, SpanId id, SpanId? parent, string name, OtelSpanKind kind, SpanOrigin origin, UnixNanos start) : IDisposable
{
    private readonly List<KeyValuePair<string, AttributeValue>> _attributes = [];
    private readonly List<SpanEvent> _events = [];
    private readonly List<SpanLink> _links = [];
    private SpanStatus _status;
    private long? _arguments;
    private UnixNanos _end;

    internal SpanId Id { get; } = id;

    internal SpanOrigin Origin { get; } = origin;

    internal UnixNanos Start { get; } = start;

    internal DemoSpan Set(string key, string value) => Set(key, AttributeValue.Of(value));

    internal DemoSpan Set(string key, long value) => Set(key, AttributeValue.Of(value));

    internal DemoSpan Set(string key, double value) => Set(key, AttributeValue.Of(value));

    internal DemoSpan Set(string key, AttributeValue value)
    {
        _attributes.Add(new(key, value));
        return this;
    }

    /// <summary>The arguments of a tool, as they are kept of what comes over the wire: by their length, and by what they are known again.</summary>
    internal DemoSpan SetArguments(string json)
    {
        var utf8 = Encoding.UTF8.GetBytes(json);
        _arguments = ToolArguments.HashOf(utf8);
        return Set("gen_ai.tool.call.arguments", AttributeValue.Omitted(utf8.Length));
    }

    /// <summary>Names a span of another trace.</summary>
    internal DemoSpan Link(TraceId other, SpanId span)
    {
        _links.Add(new(other, span, SpanAttributes.None));
        return this;
    }

    internal string? Text(string key) => new SpanAttributes([.. _attributes]).Text(key);

    /// <summary>Ends in an error, with the exception event that instrumentations write.</summary>
    internal void Fail(string type, string message)
    {
        _status = new(SpanStatusCode.Error, message);
        Set("error.type", type);
        _events.Add(new(trace.Now, "exception", SpanAttributes.Of(
            ("exception.type", AttributeValue.Of(type)),
            ("exception.message", AttributeValue.Of(message)))));
    }

    public void Dispose()
    {
        _end = trace.Now;
        trace.Close();
    }

    internal DecodedSpan ToDecoded(SpanKey key) =>
        new(key, parent, name, kind, Start, _end, _status, Origin, new([.. _attributes]), _events, _links, [])
        {
            ToolArguments = _arguments is { } hash ? ToolArguments.In(key.Project, hash) : null,
        };
}

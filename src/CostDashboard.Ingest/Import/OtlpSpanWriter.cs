using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CostDashboard.Core.Units;

namespace CostDashboard.Ingest.Import;

/// <summary>Writes one span of another product as OTLP/JSON.</summary>
internal sealed class OtlpSpanWriter : IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Utf8JsonWriter _json;

    internal OtlpSpanWriter(string trace, string span, string? parent, string? name)
    {
        _json = new(_buffer);
        _json.WriteStartObject();
        _json.WriteString("traceId", TraceIdOf(trace));
        _json.WriteString("spanId", SpanIdOf(span));
        if (!string.IsNullOrEmpty(parent))
        {
            _json.WriteString("parentSpanId", SpanIdOf(parent));
        }

        _json.WriteString("name", name ?? "");
    }

    internal static string TraceIdOf(string name) => ForeignIds.TraceOf(Encoding.UTF8.GetBytes(name)).ToString();

    internal static string SpanIdOf(string name) => ForeignIds.SpanOf(Encoding.UTF8.GetBytes(name)).ToString();

    internal void Times(UnixNanos start, UnixNanos end)
    {
        _json.WriteString("startTimeUnixNano", start.Value.ToString(CultureInfo.InvariantCulture));
        _json.WriteString("endTimeUnixNano", end.Value.ToString(CultureInfo.InvariantCulture));
    }

    internal void Kind(int kind) => _json.WriteNumber("kind", kind);

    internal void Failed(string? message)
    {
        _json.WriteStartObject("status");
        _json.WriteNumber("code", 2);
        if (message is not null)
        {
            _json.WriteString("message", message);
        }

        _json.WriteEndObject();
    }

    internal void BeginAttributes(string name = "attributes") => _json.WriteStartArray(name);

    internal void EndAttributes() => _json.WriteEndArray();

    internal void Attribute(string key, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            _json.WriteStartObject();
            _json.WriteString("key", key);
            _json.WriteStartObject("value");
            _json.WriteString("stringValue", text);
            _json.WriteEndObject();
            _json.WriteEndObject();
        }
    }

    /// <summary>What is no text, number or flag is JSON in a text, as emitters send it; null is nothing.</summary>
    internal void Attribute(string key, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                Attribute(key, value.GetString());
                break;
            case JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False:
                _json.WriteStartObject();
                _json.WriteString("key", key);
                _json.WriteStartObject("value");
                _json.WritePropertyName(value.ValueKind is not JsonValueKind.Number ? "boolValue" : value.TryGetInt64(out _) ? "intValue" : "doubleValue");
                value.WriteTo(_json);
                _json.WriteEndObject();
                _json.WriteEndObject();
                break;
            case JsonValueKind.Array or JsonValueKind.Object:
                Attribute(key, value.GetRawText());
                break;
            default:
                break;
        }
    }

    internal void BeginEvents() => _json.WriteStartArray("events");

    internal void BeginEvent(UnixNanos time, string name)
    {
        _json.WriteStartObject();
        _json.WriteString("timeUnixNano", time.Value.ToString(CultureInfo.InvariantCulture));
        _json.WriteString("name", name);
        BeginAttributes();
    }

    internal void EndEvent()
    {
        _json.WriteEndArray();
        _json.WriteEndObject();
    }

    internal void EndEvents() => _json.WriteEndArray();

    /// <summary>The span, which ends here.</summary>
    internal ReadOnlySpan<byte> Finish()
    {
        _json.WriteEndObject();
        _json.Flush();
        return _buffer.WrittenSpan;
    }

    /// <summary>A resource or a scope of these attributes.</summary>
    internal static byte[] Resource(Action<OtlpSpanWriter> attributes) => Write(writer =>
    {
        writer.BeginAttributes();
        attributes(writer);
        writer.EndAttributes();
    });

    internal static byte[] Scope(string name, string? version) => Write(writer =>
    {
        writer._json.WriteString("name", name);
        if (version is not null)
        {
            writer._json.WriteString("version", version);
        }
    });

    private OtlpSpanWriter() => _json = new(_buffer);

    private static byte[] Write(Action<OtlpSpanWriter> members)
    {
        using var writer = new OtlpSpanWriter();
        writer._json.WriteStartObject();
        members(writer);
        return writer.Finish().ToArray();
    }

    public void Dispose() => _json.Dispose();
}

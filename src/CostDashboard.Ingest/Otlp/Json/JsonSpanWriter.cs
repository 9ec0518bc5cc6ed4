using System.Globalization;
using System.Text.Json;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;

namespace CostDashboard.Ingest.Otlp.Json;

/// <summary>Writes what <see cref="JsonTraces"/> reads: OTLP/JSON to the letter, with hexadecimal ids, 64-bit numbers as text and enumerations as numbers.</summary>
/// <remarks>https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding</remarks>
internal sealed class JsonSpanWriter : IOtlpWriter
{
    // So much is collected before it is sent on.
    private const int PieceBytes = 64 * 1024;

    public async Task WriteJsonAsync(IReadOnlyList<DecodedSpan> spans, Stream to, CancellationToken cancellationToken)
    {
        await using var json = new Utf8JsonWriter(to);
        json.WriteStartObject();
        json.WriteStartArray("resourceSpans");
        foreach (var resource in spans.GroupBy(span => span.Origin.Resource))
        {
            json.WriteStartObject();
            json.WriteStartObject("resource");
            WriteAttributes(json, resource.Key);
            json.WriteEndObject();
            json.WriteStartArray("scopeSpans");
            foreach (var scope in resource.GroupBy(span => (span.Origin.ScopeName, span.Origin.ScopeVersion)))
            {
                json.WriteStartObject();
                WriteScope(json, scope.Key.ScopeName, scope.Key.ScopeVersion);
                json.WriteStartArray("spans");
                foreach (var span in scope)
                {
                    WriteSpan(json, span);
                    if (json.BytesPending > PieceBytes)
                    {
                        await json.FlushAsync(cancellationToken);
                    }
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(cancellationToken);
    }

    private static void WriteScope(Utf8JsonWriter json, string? name, string? version)
    {
        json.WriteStartObject("scope");
        if (name is not null)
        {
            json.WriteString("name", name);
        }

        if (version is not null)
        {
            json.WriteString("version", version);
        }

        json.WriteEndObject();
    }

    private static void WriteSpan(Utf8JsonWriter json, DecodedSpan span)
    {
        json.WriteStartObject();
        json.WriteString("traceId", span.Key.Trace.ToString());
        json.WriteString("spanId", span.Key.Span.ToString());
        if (span.Parent is { } parent)
        {
            json.WriteString("parentSpanId", parent.ToString());
        }

        json.WriteString("name", span.Name);
        json.WriteNumber("kind", (int)span.Kind);
        json.WriteString("startTimeUnixNano", Text(span.Start.Value));
        json.WriteString("endTimeUnixNano", Text(span.End.Value));
        WriteAttributes(json, span.Attributes);
        WriteEvents(json, span.Events);
        WriteLinks(json, span.Links);
        json.WriteStartObject("status");
        if (span.Status.Message is { } message)
        {
            json.WriteString("message", message);
        }

        if (span.Status.Code is not SpanStatusCode.Unset)
        {
            json.WriteNumber("code", (int)span.Status.Code);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteEvents(Utf8JsonWriter json, IReadOnlyList<SpanEvent> events)
    {
        if (events.Count == 0)
        {
            return;
        }

        json.WriteStartArray("events");
        foreach (var happened in events)
        {
            json.WriteStartObject();
            json.WriteString("timeUnixNano", Text(happened.Time.Value));
            json.WriteString("name", happened.Name);
            WriteAttributes(json, happened.Attributes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteLinks(Utf8JsonWriter json, IReadOnlyList<SpanLink> links)
    {
        if (links.Count == 0)
        {
            return;
        }

        json.WriteStartArray("links");
        foreach (var link in links)
        {
            json.WriteStartObject();
            json.WriteString("traceId", link.Trace.ToString());
            json.WriteString("spanId", link.Span.ToString());
            WriteAttributes(json, link.Attributes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteAttributes(Utf8JsonWriter json, SpanAttributes attributes)
    {
        if (attributes.Count > 0)
        {
            json.WriteStartArray("attributes");
            WriteEntries(json, attributes.Entries);
            json.WriteEndArray();
        }
    }

    private static void WriteEntries(Utf8JsonWriter json, ReadOnlySpan<KeyValuePair<string, AttributeValue>> entries)
    {
        foreach (var (key, value) in entries)
        {
            json.WriteStartObject();
            json.WriteString("key", key);
            json.WritePropertyName("value");
            WriteValue(json, value);
            json.WriteEndObject();
        }
    }

    // Values nest at most as deep as SpanLimits.Depth lets them in.
    private static void WriteValue(Utf8JsonWriter json, AttributeValue value)
    {
        json.WriteStartObject();
        switch (value.Kind)
        {
            case AttributeKind.Text:
                json.WriteString("stringValue", value.Text);
                break;
            case AttributeKind.Boolean:
                json.WriteBoolean("boolValue", value.Boolean);
                break;
            case AttributeKind.Integer:
                json.WriteString("intValue", Text(value.Integer));
                break;
            case AttributeKind.Double when double.IsFinite(value.Double):
                json.WriteNumber("doubleValue", value.Double);
                break;
            case AttributeKind.Double:
                json.WriteString("doubleValue", double.IsNaN(value.Double) ? "NaN" : value.Double > 0 ? "Infinity" : "-Infinity");
                break;
            case AttributeKind.Bytes:
                json.WriteBase64String("bytesValue", value.Bytes);
                break;
            case AttributeKind.List:
                json.WriteStartObject("arrayValue");
                json.WriteStartArray("values");
                foreach (var item in value.Items)
                {
                    WriteValue(json, item);
                }

                json.WriteEndArray();
                json.WriteEndObject();
                break;
            case AttributeKind.Map:
                json.WriteStartObject("kvlistValue");
                json.WriteStartArray("values");
                WriteEntries(json, value.Entries);
                json.WriteEndArray();
                json.WriteEndObject();
                break;
            default:
                // Empty, or text that was never stored: the name alone says that it was there.
                break;
        }

        json.WriteEndObject();
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CostDashboard.Core.Units;
using CostDashboard.Mcp.Asking;

namespace CostDashboard.Mcp.Recording;

/// <summary>
/// Spans in plain words, written as OpenTelemetry's own: from there they are decoded, repaired, normalised and priced like those of any exporter.
/// </summary>
internal static class PlainTrace
{
    internal const int MostSpans = 200;

    private const int Error = 2;
    private const int ClientSpan = 3;

    /// <summary>What all spans share, and the attribute that says it.</summary>
    private static readonly (string Argument, string Attribute)[] s_shared =
        [("customer", "customer_id"), ("feature", "feature"), ("user", "user.id"), ("session", "session.id"), ("environment", "deployment.environment.name")];

    internal static IReadOnlyCollection<string> Shared { get; } = [.. s_shared.Select(shared => shared.Argument)];

    /// <summary>One <c>ExportTraceServiceRequest</c> as JSON.</summary>
    /// <param name="list">The spans.</param>
    /// <exception cref="QueryMistake">A span cannot be meant; none is recorded then, so that the corrected call does not record some twice.</exception>
    internal static ReadOnlyMemory<byte> ToOtlp(JsonElement list, Arguments given, UnixNanos now)
    {
        if (list.GetArrayLength() is 0 or > MostSpans)
        {
            throw new QueryMistake("spans", $"Give 1 to {MostSpans} spans; of more in several calls with the same trace_id.");
        }

        PlainSpan[] spans = [.. list.EnumerateArray().Select((span, at) => new PlainSpan($"spans[{at}]", span))];
        foreach (var span in spans)
        {
            span.Refuse();
        }

        var seed = Seed(list, spans);
        var trace = given.Text("trace_id") is not { } text ? new TraceId(Part(seed, "high", 0), Part(seed, "low", 0))
            : TraceId.TryParse(text, out var named) ? named
            : throw new QueryMistake("trace_id", $"'{QueryText.Shown(text)}' is not a trace id: it has 32 hexadecimal digits and is not all zero.");
        var ids = spans.Select((span, at) => span.Id ?? new SpanId(Part(seed, "span", at))).ToArray();
        if (ids.Distinct().Count() < ids.Length)
        {
            throw new QueryMistake("spans", "Two spans have the same span_id: each has its own, or leave it out.");
        }

        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteStartArray("resourceSpans");
            json.WriteStartObject();
            json.WriteStartObject("resource");
            Write(json, [("service.name", given.Text("service") ?? "mcp")]);
            json.WriteEndObject();
            json.WriteStartArray("scopeSpans");
            json.WriteStartObject();
            json.WriteStartObject("scope");
            json.WriteString("name", "costdashboard.mcp");
            json.WriteEndObject();
            json.WriteStartArray("spans");
            for (var at = 0; at < spans.Length; at++)
            {
                Write(json, spans[at], trace, ids[at], given, now);
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return body.WrittenMemory;
    }

    private static void Write(Utf8JsonWriter json, PlainSpan span, TraceId trace, SpanId id, Arguments given, UnixNanos now)
    {
        var (start, end) = span.Times(now);
        json.WriteStartObject();
        json.WriteString("traceId", trace.ToString());
        json.WriteString("spanId", id.ToString());
        if (span.Parent is { } parent)
        {
            json.WriteString("parentSpanId", parent.ToString());
        }

        json.WriteString("name", span.Name);
        json.WriteNumber("kind", ClientSpan);
        json.WriteNumber("startTimeUnixNano", start.Value);
        json.WriteNumber("endTimeUnixNano", end.Value);
        if (span.Error.Length > 0)
        {
            json.WriteStartObject("status");
            json.WriteNumber("code", Error);
            json.WriteString("message", span.Error);
            json.WriteEndObject();
        }

        Write(json, s_shared.Select(shared => (shared.Attribute, Value: given.Text(shared.Argument)))
            .Where(shared => shared.Value is not null)
            .Select(shared => (shared.Attribute, (object)shared.Value!))
            .Concat(span.Attributes()));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, IEnumerable<(string Key, object Value)> attributes)
    {
        json.WriteStartArray("attributes");
        foreach (var (key, value) in attributes)
        {
            json.WriteStartObject();
            json.WriteString("key", key);
            json.WriteStartObject("value");
            switch (value)
            {
                case long whole:
                    json.WriteNumber("intValue", whole);
                    break;
                case double real:
                    json.WriteNumber("doubleValue", real);
                    break;
                case bool flag:
                    json.WriteBoolean("boolValue", flag);
                    break;
                default:
                    json.WriteString("stringValue", (string)value);
                    break;
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    // Spans that say when they began are the same spans when a client sends them again: their ids follow from what they say. Those that do not are new each time.
    private static byte[] Seed(JsonElement list, PlainSpan[] spans) => spans.All(span => span.Start is not null)
        ? SHA256.HashData(Encoding.UTF8.GetBytes(list.GetRawText()))
        : RandomNumberGenerator.GetBytes(SHA256.HashSizeInBytes);

    private static ulong Part(byte[] seed, string what, int at) =>
        BinaryPrimitives.ReadUInt64BigEndian(HMACSHA256.HashData(seed, Encoding.UTF8.GetBytes($"{what} {at}"))) | 1;
}

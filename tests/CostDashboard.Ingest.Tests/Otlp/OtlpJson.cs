using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CostDashboard.Core.Spans;

namespace CostDashboard.Ingest.Tests.Otlp;

/// <summary>Encodes spans as an <c>ExportTraceServiceRequest</c> in JSON, as an exporter would send them.</summary>
internal static class OtlpJson
{
    internal static byte[] Of(IEnumerable<DecodedSpan> spans) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["resourceSpans"] = Array(spans.GroupBy(s => s.Origin), group => new JsonObject
        {
            ["resource"] = new JsonObject { ["attributes"] = Attributes(group.Key.Resource) },
            ["scopeSpans"] = new JsonArray(new JsonObject
            {
                ["scope"] = new JsonObject { ["name"] = group.Key.ScopeName, ["version"] = group.Key.ScopeVersion },
                ["spans"] = Array(group, Span),
            }),
        }),
    }.ToJsonString());

    private static JsonObject Span(DecodedSpan span) => new()
    {
        ["traceId"] = span.Key.Trace.ToString(),
        ["spanId"] = span.Key.Span.ToString(),
        ["parentSpanId"] = span.Parent?.ToString() ?? "",
        ["name"] = span.Name,
        ["kind"] = (int)span.Kind,
        ["startTimeUnixNano"] = Number(span.Start.Value),
        ["endTimeUnixNano"] = Number(span.End.Value),
        ["attributes"] = Attributes(span.Attributes),
        ["events"] = Array(span.Events, e => new JsonObject
        {
            ["timeUnixNano"] = Number(e.Time.Value),
            ["name"] = e.Name,
            ["attributes"] = Attributes(e.Attributes),
        }),
        ["links"] = Array(span.Links, l => new JsonObject
        {
            ["traceId"] = l.Trace.ToString(),
            ["spanId"] = l.Span.ToString(),
            ["attributes"] = Attributes(l.Attributes),
        }),
        ["status"] = new JsonObject { ["code"] = (int)span.Status.Code, ["message"] = span.Status.Message },
    };

    private static JsonArray Attributes(IEnumerable<KeyValuePair<string, AttributeValue>> attributes) =>
        Array(attributes, a => new JsonObject { ["key"] = a.Key, ["value"] = Value(a.Value) });

    private static JsonObject Value(AttributeValue value) => value.Kind switch
    {
        AttributeKind.Text => new() { ["stringValue"] = value.Text },
        AttributeKind.Boolean => new() { ["boolValue"] = value.Boolean },
        AttributeKind.Integer => new() { ["intValue"] = Number(value.Integer) },
        AttributeKind.Double when !double.IsFinite(value.Double) => new() { ["doubleValue"] = value.Double.ToString(CultureInfo.InvariantCulture) },
        AttributeKind.Double => new() { ["doubleValue"] = value.Double },
        AttributeKind.Bytes => new() { ["bytesValue"] = Convert.ToBase64String(value.Bytes!) },
        AttributeKind.List => new() { ["arrayValue"] = new JsonObject { ["values"] = Array(value.Items, Value) } },
        AttributeKind.Map => new() { ["kvlistValue"] = new JsonObject { ["values"] = Attributes(value.Entries) } },
        AttributeKind.Omitted => new() { ["stringValue"] = new string('x', (int)value.Integer) },
        _ => [],
    };

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static JsonArray Array<T>(IEnumerable<T> items, Func<T, JsonObject> write) => new([.. items.Select(write)]);
}

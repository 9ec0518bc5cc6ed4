using System.Text.Json;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;

namespace CostDashboard.Ingest.Import;

/// <summary>Reads a trace of Jaeger's answers and of the files that its page saves.</summary>
/// <remarks>https://github.com/jaegertracing/jaeger-ui, src/types/trace.ts</remarks>
internal static class JaegerItems
{
    private const long NanosPerMicrosecond = 1_000;

    // Shape read here (times in microseconds):
    //   { "traceID": "…", "spans": [ { "traceID", "spanID", "operationName", "references": [{"refType": "CHILD_OF", "spanID"}],
    //       "startTime", "duration", "tags": [{"key", "type", "value"}], "logs": [{"timestamp", "fields": [ … ]}], "processID": "p1" } ],
    //     "processes": { "p1": { "serviceName", "tags": [ … ] } } }
    internal static void ReadTrace(JsonElement trace, ImportSink into)
    {
        var resources = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        if (ImportItems.Has(trace, "processes", JsonValueKind.Object))
        {
            foreach (var process in trace.GetProperty("processes").EnumerateObject())
            {
                resources[process.Name] = Resource(process.Value);
            }
        }

        foreach (var span in trace.GetProperty("spans").EnumerateArray())
        {
            var resource = ImportItems.Text(span, "processID") is { } process ? resources.GetValueOrDefault(process, []) : [];
            if (ImportItems.Has(span, "process", JsonValueKind.Object))
            {
                resource = Resource(span.GetProperty("process"));
            }

            ReadSpan(span, ImportItems.Text(trace, "traceID")!, resource, into);
        }
    }

    private static void ReadSpan(JsonElement span, string traceId, byte[] resource, ImportSink into)
    {
        var id = ImportItems.Text(span, "spanID") ?? throw new ImportException("a span of Jaeger has no spanID");
        using var to = new OtlpSpanWriter(Padded(ImportItems.Text(span, "traceID") ?? traceId, 32), Padded(id, 16), ParentOf(span), ImportItems.Text(span, "operationName"));
        var start = Microseconds(span, "startTime");
        to.Times(start, start + Microseconds(span, "duration").Value);
        string? kind = null, error = null, scope = null, scopeVersion = null, message = null;
        to.BeginAttributes();
        foreach (var (key, value) in Tags(span, "tags"))
        {
            switch (key)
            {
                case "span.kind":
                    kind = value.ToString();
                    break;
                case "otel.status_code" or "error":
                    error = value.ValueKind is JsonValueKind.True || value.ToString() is "ERROR" or "true" ? key : error;
                    break;
                case "otel.status_description":
                    message = value.ToString();
                    break;
                case "otel.library.name" or "otel.scope.name":
                    scope = value.ToString();
                    break;
                case "otel.library.version" or "otel.scope.version":
                    scopeVersion = value.ToString();
                    break;
                default:
                    to.Attribute(key, value);
                    break;
            }
        }

        to.EndAttributes();
        WriteLogs(span, to);
        if (Enum.TryParse<OtelSpanKind>(kind, ignoreCase: true, out var known))
        {
            to.Kind((int)known);
        }

        if (error is not null)
        {
            to.Failed(message);
        }

        into.AddOtlp(resource, scope is null ? default : OtlpSpanWriter.Scope(scope, scopeVersion), to.Finish());
    }

    private static void WriteLogs(JsonElement span, OtlpSpanWriter to)
    {
        if (!ImportItems.Has(span, "logs", JsonValueKind.Array))
        {
            return;
        }

        to.BeginEvents();
        foreach (var log in span.GetProperty("logs").EnumerateArray())
        {
            var fields = Tags(log, "fields").ToList();
            to.BeginEvent(Microseconds(log, "timestamp"), fields.Find(f => f.Key == "event").Value is { ValueKind: JsonValueKind.String } name ? name.GetString()! : "log");
            foreach (var (key, value) in fields.Where(f => f.Key != "event"))
            {
                to.Attribute(key, value);
            }

            to.EndEvent();
        }

        to.EndEvents();
    }

    private static byte[] Resource(JsonElement process) => OtlpSpanWriter.Resource(to =>
    {
        to.Attribute("service.name", ImportItems.Text(process, "serviceName"));
        foreach (var (key, value) in Tags(process, "tags"))
        {
            to.Attribute(key, value);
        }
    });

    private static string? ParentOf(JsonElement span)
    {
        if (ImportItems.Has(span, "references", JsonValueKind.Array))
        {
            foreach (var reference in span.GetProperty("references").EnumerateArray())
            {
                if (ImportItems.Text(reference, "refType") is "CHILD_OF" && ImportItems.Text(reference, "spanID") is { Length: > 0 } parent)
                {
                    return Padded(parent, 16);
                }
            }
        }

        return ImportItems.Text(span, "parentSpanID") is { Length: > 0 } older ? Padded(older, 16) : null;
    }

    private static IEnumerable<(string Key, JsonElement Value)> Tags(JsonElement of, string name) =>
        ImportItems.Has(of, name, JsonValueKind.Array)
            ? of.GetProperty(name).EnumerateArray()
                .Where(tag => ImportItems.Has(tag, "key", JsonValueKind.String) && tag.TryGetProperty("value", out _))
                .Select(tag => (tag.GetProperty("key").GetString()!, tag.GetProperty("value")))
            : [];

    // Jaeger leaves leading zeros out.
    private static string Padded(string id, int digits) => id.PadLeft(digits, '0');

    private static UnixNanos Microseconds(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out var time)
        && time is >= 0 and < long.MaxValue / NanosPerMicrosecond
            ? new(time * NanosPerMicrosecond)
            : throw new ImportException($"{name} of a span of Jaeger is not a number of microseconds");
}

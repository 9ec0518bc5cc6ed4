using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using CostDashboard.Ingest.Json;

namespace CostDashboard.Ingest.Import;

/// <summary>Knows by an item's members which form it has.</summary>
internal static class ImportItems
{
    private static readonly JsonDocumentOptions s_json = new() { MaxDepth = 512 };

    internal static void Read(JsonUnit unit, ImportSink into)
    {
        var json = unit.Bytes.Span;
        if (unit.List is "resourceSpans" or "batches")
        {
            OtlpItems.ReadResourceSpans(json, into);
            return;
        }

        var reader = new Utf8JsonReader(json, new() { MaxDepth = 512 });
        reader.Read();
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            throw new ImportException(string.Create(CultureInfo.InvariantCulture, $"line {unit.Line}: there is no JSON object where a span or a trace is expected"));
        }

        using var document = JsonDocument.Parse(unit.Bytes, s_json);
        Read(document.RootElement, json, unit, into);
    }

    private static void Read(JsonElement item, ReadOnlySpan<byte> json, JsonUnit unit, ImportSink into)
    {
        if (Has(item, "scopeSpans", JsonValueKind.Array) || Has(item, "instrumentationLibrarySpans", JsonValueKind.Array))
        {
            OtlpItems.ReadResourceSpans(json, into);
        }
        else if (item.TryGetProperty("trace", out var trace) && (Has(trace, "resourceSpans", JsonValueKind.Array) || Has(trace, "batches", JsonValueKind.Array)))
        {
            ReadTempo(trace, into);
        }
        else if (Has(item, "traceID", JsonValueKind.String) && Has(item, "spans", JsonValueKind.Array))
        {
            JaegerItems.ReadTrace(item, into);
        }
        else if (Has(item, "observations", JsonValueKind.Array) || (trace.ValueKind is JsonValueKind.Object && Has(trace, "observations", JsonValueKind.Array)))
        {
            LangfuseItems.ReadTrace(item, into);
        }
        else if (Has(item, "batch", JsonValueKind.Array))
        {
            LangfuseItems.ReadEvents(item.GetProperty("batch"), into);
        }
        else if (Has(item, "traceId", JsonValueKind.String) && Has(item, "type", JsonValueKind.String) && Has(item, "startTime", JsonValueKind.String))
        {
            LangfuseItems.ReadObservation(item, into);
        }
        else if (Has(item, "attributes", JsonValueKind.Array) || item.TryGetProperty("startTimeUnixNano", out _))
        {
            OtlpItems.ReadSpan(item, json, into);
        }
        else if (Has(item, "resourceLogs", JsonValueKind.Array) || Has(item, "resourceMetrics", JsonValueKind.Array))
        {
            throw new ImportException(string.Create(CultureInfo.InvariantCulture, $"line {unit.Line}: these are logs or metrics; only traces are imported"));
        }
        else if (unit.List is null)
        {
            into.AddPlain(Has(item, "spans", JsonValueKind.Array) ? ImportTarget.Traces : ImportTarget.Spans, json);
        }
        else
        {
            throw new ImportException(string.Create(CultureInfo.InvariantCulture, $"line {unit.Line}: an item of '{unit.List}' is neither a trace of Jaeger nor an observation of Langfuse"));
        }
    }

    private static void ReadTempo(JsonElement trace, ImportSink into)
    {
        foreach (var name in (string[])["resourceSpans", "batches"])
        {
            if (Has(trace, name, JsonValueKind.Array))
            {
                foreach (var resource in trace.GetProperty(name).EnumerateArray())
                {
                    OtlpItems.ReadResourceSpans(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(resource), into);
                }
            }
        }
    }

    internal static bool Has(JsonElement item, string name, JsonValueKind kind) =>
        item.ValueKind is JsonValueKind.Object && item.TryGetProperty(name, out var value) && value.ValueKind == kind;

    internal static string? Text(JsonElement item, string name) =>
        item.ValueKind is JsonValueKind.Object && item.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    /// <summary>Ids of a span that has none, which are the same whenever it is read.</summary>
    internal static string HashOf(ReadOnlySpan<byte> json, int digits) => Convert.ToHexStringLower(SHA256.HashData(json))[..digits];
}

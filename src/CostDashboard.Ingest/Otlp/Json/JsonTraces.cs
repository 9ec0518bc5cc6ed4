using System.Text.Json;
using CostDashboard.Core.Spans;

namespace CostDashboard.Ingest.Otlp.Json;

/// <summary>
/// Reads the envelope of an <c>ExportTraceServiceRequest</c> in JSON: resources, scopes and where their spans stand. Those of
/// <c>ExportLogsServiceRequest</c> and <c>ExportMetricsServiceRequest</c> are the same but for three names.
/// </summary>
/// <remarks>https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding</remarks>
internal sealed class JsonTraces
{
    // Shape read here; in brackets the older names, which stores and old collectors still write:
    //   { "resourceSpans" [batches]: [ {
    //       "resource": { "attributes": [ … ] },
    //       "scopeSpans" [instrumentationLibrarySpans]: [ {
    //         "scope" [instrumentationLibrary]: { "name": "…", "version": "…" },
    //         "spans": [ … ] } ] } ] }
    private readonly BatchDraft _batch;
    private readonly JsonText _text = new();
    private readonly JsonValues _values;
    private readonly JsonSpans _spans;
    private readonly JsonLogRecords _records;
    private readonly JsonMetrics _metrics;

    internal JsonTraces(BatchDraft batch)
    {
        _batch = batch;
        _values = new(_text);
        _spans = new(_text, _values);
        _records = new(_text, _values);
        _metrics = new(_values);
    }

    private bool IsOfLogs => _batch.Signal is Signal.Log;

    private bool IsOfMetrics => _batch.Signal is Signal.Metric;

    /// <exception cref="JsonException">The body is not JSON.</exception>
    /// <exception cref="UndecodableException">The envelope has another shape; a span of another shape is only rejected.</exception>
    internal void Read(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            throw new UndecodableException("the body is not a JSON object");
        }

        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (IsOfLogs ? reader.Is("resourceLogs"u8) : IsOfMetrics ? reader.Is("resourceMetrics"u8) : reader.Is("resourceSpans"u8) || reader.Is("batches"u8))
            {
                ReadList(ref reader, IsOfLogs ? "resourceLogs" : IsOfMetrics ? "resourceMetrics" : "resourceSpans", ReadResourceSpans);
                continue;
            }

            if (!IsOfLogs && !IsOfMetrics && (reader.Is("resourceLogs"u8) || reader.Is("resourceMetrics"u8)))
            {
                _batch.Warning = "the body holds logs or metrics, which were not taken: /v1/traces takes spans";
            }

            reader.Skip();
        }

        // Anything behind the object makes the reader throw.
        reader.Read();
    }

    private delegate void ItemReader(ref Utf8JsonReader reader);

    private static void ReadList(ref Utf8JsonReader reader, string name, ItemReader readItem)
    {
        reader.Read();
        if (reader.TokenType is JsonTokenType.Null)
        {
            return;
        }

        if (reader.TokenType is not JsonTokenType.StartArray)
        {
            throw new UndecodableException($"{name} is not a list");
        }

        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            if (reader.TokenType is not JsonTokenType.StartObject)
            {
                throw new UndecodableException($"{name} holds something that is not an object");
            }

            readItem(ref reader);
        }
    }

    private void ReadResourceSpans(ref Utf8JsonReader reader)
    {
        // The resource is found before any span is read. It stands first as a rule, and then the copy of the reader goes no further.
        var ahead = reader;
        var resource = FindResource(ref ahead);
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (IsOfLogs ? reader.Is("scopeLogs"u8) : IsOfMetrics ? reader.Is("scopeMetrics"u8) : reader.Is("scopeSpans"u8) || reader.Is("instrumentationLibrarySpans"u8))
            {
                ReadList(ref reader, IsOfLogs ? "scopeLogs" : IsOfMetrics ? "scopeMetrics" : "scopeSpans", (ref Utf8JsonReader item) => ReadScopeSpans(ref item, resource));
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private SpanAttributes FindResource(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (reader.Is("resource"u8))
            {
                reader.Read();
                return reader.TokenType is JsonTokenType.StartObject ? ReadResource(ref reader) : _batch.NoResource();
            }

            reader.Skip();
        }

        return _batch.NoResource();
    }

    private SpanAttributes ReadResource(ref Utf8JsonReader reader)
    {
        var (attributes, budget) = _batch.BeginResource();
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (!reader.Is("attributes"u8))
            {
                reader.Skip();
                continue;
            }

            reader.Read();
            if (!_values.TryReadAttributes(ref reader, attributes, budget))
            {
                throw new UndecodableException("the attributes of a resource are not a list of keys and values");
            }
        }

        return _batch.EndResource();
    }

    private void ReadScopeSpans(ref Utf8JsonReader reader, SpanAttributes resource)
    {
        var ahead = reader;
        var (name, version) = FindScope(ref ahead);
        var origin = new SpanOrigin(resource, name, version, _batch.Signal);
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (IsOfLogs ? reader.Is("logRecords"u8) : IsOfMetrics ? reader.Is("metrics"u8) : reader.Is("spans"u8))
            {
                ReadSpans(ref reader, origin);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private (string? Name, string? Version) FindScope(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (reader.Is("scope"u8) || reader.Is("instrumentationLibrary"u8))
            {
                reader.Read();
                return ReadScope(ref reader);
            }

            reader.Skip();
        }

        return default;
    }

    private (string? Name, string? Version) ReadScope(ref Utf8JsonReader reader)
    {
        string? name = null, version = null;
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            return default;
        }

        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (reader.Is("name"u8))
            {
                name = ReadShortText(ref reader);
            }
            else if (reader.Is("version"u8))
            {
                version = ReadShortText(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return (name, version);
    }

    private string? ReadShortText(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType is not JsonTokenType.String)
        {
            reader.Skip();
            return null;
        }

        var text = _text.Read(ref reader, out _);
        return text.IsEmpty ? null : Utf8Texts.Get(Utf8Texts.Cut(text, SpanLimits.NameBytes));
    }

    private void ReadSpans(ref Utf8JsonReader reader, SpanOrigin origin)
    {
        reader.Read();
        if (reader.TokenType is JsonTokenType.Null)
        {
            return;
        }

        if (reader.TokenType is not JsonTokenType.StartArray)
        {
            throw new UndecodableException(IsOfLogs ? "logRecords is not a list" : IsOfMetrics ? "metrics is not a list" : "spans is not a list");
        }

        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            if (IsOfMetrics)
            {
                _metrics.Read(ref reader, origin, _batch);
            }
            else if (!_batch.Begin())
            {
                reader.Skip();
            }
            else if (IsOfLogs)
            {
                _records.Read(ref reader, _batch.Span);
                _batch.EndRecord(origin);
            }
            else
            {
                _spans.Read(ref reader, _batch.Span);
                _batch.End(origin);
            }
        }
    }
}

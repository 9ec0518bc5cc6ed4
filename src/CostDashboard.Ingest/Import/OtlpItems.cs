using System.Buffers;
using System.Text.Json;

namespace CostDashboard.Ingest.Import;

/// <summary>Takes spans out of OTLP/JSON as they are: not a byte of what they say is changed.</summary>
internal static class OtlpItems
{
    private static readonly JsonReaderOptions s_json = new() { MaxDepth = 1000 };

    // Shape read here; in brackets the older names:
    //   { "resource": {…}, "scopeSpans" [instrumentationLibrarySpans]: [ { "scope" [instrumentationLibrary]: {…}, "spans": [ … ] } ] }
    internal static void ReadResourceSpans(ReadOnlySpan<byte> json, ImportSink into)
    {
        var resource = Member(json, "resource"u8, default);
        foreach (var (from, to) in Items(json, "scopeSpans"u8, "instrumentationLibrarySpans"u8))
        {
            var scopeSpans = json[from..to];
            var scope = Member(scopeSpans, "scope"u8, "instrumentationLibrary"u8);
            foreach (var (begin, end) in Items(scopeSpans, "spans"u8, default))
            {
                into.AddOtlp(resource, scope, scopeSpans[begin..end]);
            }
        }
    }

    /// <summary>A span without an envelope. One without ids, as test suites keep them, gets those of its bytes.</summary>
    internal static void ReadSpan(JsonElement span, ReadOnlySpan<byte> json, ImportSink into)
    {
        if (ImportItems.Text(span, "traceId") is not null && ImportItems.Text(span, "spanId") is not null)
        {
            into.AddOtlp(default, default, json);
            return;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var member in span.EnumerateObject().Where(m => m.Name is not ("traceId" or "spanId")))
            {
                member.WriteTo(writer);
            }

            writer.WriteString("traceId", ImportItems.Text(span, "traceId") ?? ImportItems.HashOf(json, 32));
            writer.WriteString("spanId", ImportItems.Text(span, "spanId") ?? ImportItems.HashOf(json, 48)[32..]);
            writer.WriteEndObject();
        }

        into.AddOtlp(default, default, buffer.WrittenSpan);
    }

    private static ReadOnlySpan<byte> Member(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name, ReadOnlySpan<byte> olderName)
    {
        var reader = new Utf8JsonReader(json, s_json);
        reader.Read();
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var isIt = reader.ValueSpan.SequenceEqual(name) || (!olderName.IsEmpty && reader.ValueSpan.SequenceEqual(olderName));
            reader.Read();
            var from = (int)reader.TokenStartIndex;
            var isObject = reader.TokenType is JsonTokenType.StartObject;
            reader.Skip();
            if (isIt && isObject)
            {
                return json[from..(int)reader.BytesConsumed];
            }
        }

        return default;
    }

    private static List<(int From, int To)> Items(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name, ReadOnlySpan<byte> olderName)
    {
        var items = new List<(int, int)>();
        var reader = new Utf8JsonReader(json, s_json);
        reader.Read();
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var isIt = reader.ValueSpan.SequenceEqual(name) || (!olderName.IsEmpty && reader.ValueSpan.SequenceEqual(olderName));
            reader.Read();
            if (!isIt || reader.TokenType is not JsonTokenType.StartArray)
            {
                reader.Skip();
                continue;
            }

            while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
            {
                var from = (int)reader.TokenStartIndex;
                reader.Skip();
                items.Add((from, (int)reader.BytesConsumed));
            }
        }

        return items;
    }
}

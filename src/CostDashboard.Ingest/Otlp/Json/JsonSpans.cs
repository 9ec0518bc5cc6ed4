using System.Text.Json;

namespace CostDashboard.Ingest.Otlp.Json;

/// <summary>Reads one span's JSON object into a draft. What has another shape than OTLP's fails the span, and never its neighbours.</summary>
internal sealed class JsonSpans(JsonText text, JsonValues values)
{
    private static readonly byte[][] s_kinds =
        ["UNSPECIFIED"u8.ToArray(), "INTERNAL"u8.ToArray(), "SERVER"u8.ToArray(), "CLIENT"u8.ToArray(), "PRODUCER"u8.ToArray(), "CONSUMER"u8.ToArray()];

    private static readonly byte[][] s_statusCodes = ["UNSET"u8.ToArray(), "OK"u8.ToArray(), "ERROR"u8.ToArray()];

    private readonly JsonEventsAndLinks _inner = new(text, values);

    /// <summary>Leaves the reader at the span's last token, whatever the span is.</summary>
    internal void Read(ref Utf8JsonReader reader, SpanDraft span)
    {
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            span.Fail(SpanProblem.NotAnObject);
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            ReadField(ref reader, span);
        }
    }

    private void ReadField(ref Utf8JsonReader reader, SpanDraft span)
    {
        if (reader.Is("traceId"u8))
        {
            span.Trace = JsonFields.Next(ref reader) is JsonTokenType.String && OtlpIds.TryReadTrace(text.Read(ref reader, out _), out var id) ? id : default;
            reader.Skip();
        }
        else if (reader.Is("spanId"u8))
        {
            span.Id = JsonFields.Next(ref reader) is JsonTokenType.String && OtlpIds.TryReadSpan(text.Read(ref reader, out _), out var id) ? id : default;
            reader.Skip();
        }
        else if (reader.Is("parentSpanId"u8))
        {
            ReadParent(ref reader, span);
        }
        else if (reader.Is("name"u8))
        {
            ReadName(ref reader, span);
        }
        else if (reader.Is("kind"u8))
        {
            span.SetKind(ReadEnum(ref reader, "SPAN_KIND_"u8, s_kinds));
        }
        else if (reader.Is("startTimeUnixNano"u8))
        {
            span.Start = JsonFields.ReadTime(ref reader, span, SpanProblem.Start);
        }
        else if (reader.Is("endTimeUnixNano"u8))
        {
            span.End = JsonFields.ReadTime(ref reader, span, SpanProblem.End);
        }
        else if (reader.Is("attributes"u8))
        {
            reader.Read();
            if (!values.TryReadAttributes(ref reader, span.Attributes, span.Budget))
            {
                span.Fail(SpanProblem.Attributes);
            }
        }
        else if (reader.Is("events"u8))
        {
            _inner.ReadEvents(ref reader, span);
        }
        else if (reader.Is("links"u8))
        {
            _inner.ReadLinks(ref reader, span);
        }
        else if (reader.Is("status"u8))
        {
            ReadStatus(ref reader, span);
        }
        else if (reader.Is("droppedAttributesCount"u8) || reader.Is("droppedEventsCount"u8) || reader.Is("droppedLinksCount"u8))
        {
            reader.Read();
            span.DroppedBySender += JsonNumbers.TryReadUnsigned(ref reader, out var dropped) ? (uint)dropped : 0;
            reader.Skip();
        }
        else
        {
            reader.Skip();
        }
    }

    private void ReadParent(ref Utf8JsonReader reader, SpanDraft span)
    {
        if (JsonFields.Next(ref reader) is JsonTokenType.Null)
        {
            return;
        }

        var id = reader.TokenType is JsonTokenType.String ? text.Read(ref reader, out _) : "?"u8;
        if (OtlpIds.TryReadSpan(id, out var parent))
        {
            span.Parent = parent;
        }
        else if (!id.IsEmpty && id.ContainsAnyExcept((byte)'0', (byte)'A', (byte)'='))
        {
            // Empty and all-zero ids (in hexadecimal, or the letter A in base64) mean "no parent".
            span.NoteBadParent();
        }

        reader.Skip();
    }

    private void ReadName(ref Utf8JsonReader reader, SpanDraft span)
    {
        switch (JsonFields.Next(ref reader))
        {
            case JsonTokenType.String:
                var name = text.Read(ref reader, out var length);
                span.Name = span.Budget.Name(name, length, "the name");
                break;
            case JsonTokenType.Null:
                break;
            default:
                span.Fail(SpanProblem.Name);
                reader.Skip();
                break;
        }
    }

    private void ReadStatus(ref Utf8JsonReader reader, SpanDraft span)
    {
        if (JsonFields.Next(ref reader) is not JsonTokenType.StartObject)
        {
            if (reader.TokenType is not JsonTokenType.Null)
            {
                span.Fail(SpanProblem.Status);
                reader.Skip();
            }

            return;
        }

        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (reader.Is("code"u8))
            {
                span.SetStatus(ReadEnum(ref reader, "STATUS_CODE_"u8, s_statusCodes));
            }
            else if (reader.Is("message"u8) && JsonFields.Next(ref reader) is JsonTokenType.String)
            {
                var message = text.Read(ref reader, out var length);
                span.StatusMessage = message.IsEmpty ? null : span.Budget.Text(message, length, "the status message").Text;
            }
            else
            {
                reader.Skip();
            }
        }
    }

    /// <summary>OTLP asks for the number; names are seen with and without their prefix. What is neither is 0.</summary>
    private static ulong ReadEnum(ref Utf8JsonReader reader, ReadOnlySpan<byte> prefix, byte[][] names)
    {
        reader.Read();
        if (reader.TokenType is JsonTokenType.Number && JsonNumbers.TryReadUnsigned(ref reader, out var number))
        {
            return number;
        }

        if (reader.TokenType is not JsonTokenType.String)
        {
            reader.Skip();
            return 0;
        }

        var name = reader.ValueSpan;
        name = name.StartsWith(prefix) ? name[prefix.Length..] : name;
        for (var i = 0; i < names.Length; i++)
        {
            if (System.Text.Ascii.EqualsIgnoreCase(name, names[i]))
            {
                return (ulong)i;
            }
        }

        return JsonNumbers.TryReadUnsigned(ref reader, out number) ? number : 0;
    }
}

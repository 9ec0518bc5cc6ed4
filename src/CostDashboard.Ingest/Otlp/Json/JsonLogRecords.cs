using System.Text.Json;

namespace CostDashboard.Ingest.Otlp.Json;

/// <summary>Reads one log record's JSON object into a draft. What has another shape than OTLP's fails the record, and never its neighbours.</summary>
internal sealed class JsonLogRecords(JsonText text, JsonValues values)
{
    /// <summary>Leaves the reader at the record's last token, whatever the record is.</summary>
    internal void Read(ref Utf8JsonReader reader, SpanDraft record)
    {
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            record.Fail(SpanProblem.NotAnObject);
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            ReadField(ref reader, record);
        }
    }

    private void ReadField(ref Utf8JsonReader reader, SpanDraft record)
    {
        if (reader.Is("timeUnixNano"u8))
        {
            record.Start = JsonFields.ReadTime(ref reader, record, SpanProblem.RecordTime);
        }
        else if (reader.Is("observedTimeUnixNano"u8))
        {
            record.End = JsonFields.ReadTime(ref reader, record, SpanProblem.RecordTime);
        }
        else if (reader.Is("eventName"u8))
        {
            if (JsonFields.Next(ref reader) is JsonTokenType.String)
            {
                var name = text.Read(ref reader, out var length);
                record.Name = record.Budget.Name(name, length, "the event's name");
            }

            reader.Skip();
        }
        else if (reader.Is("body"u8))
        {
            ReadBody(ref reader, record);
        }
        else if (reader.Is("attributes"u8))
        {
            reader.Read();
            if (!values.TryReadAttributes(ref reader, record.Attributes, record.Budget))
            {
                record.Fail(SpanProblem.Attributes);
            }
        }
        else if (reader.Is("traceId"u8))
        {
            record.Trace = JsonFields.Next(ref reader) is JsonTokenType.String && OtlpIds.TryReadTrace(text.Read(ref reader, out _), out var id) ? id : default;
            reader.Skip();
        }
        else if (reader.Is("spanId"u8))
        {
            record.Id = JsonFields.Next(ref reader) is JsonTokenType.String && OtlpIds.TryReadSpan(text.Read(ref reader, out _), out var id) ? id : default;
            reader.Skip();
        }
        else
        {
            reader.Skip();
        }
    }

    private void ReadBody(ref Utf8JsonReader reader, SpanDraft record)
    {
        if (JsonFields.Next(ref reader) is not JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (reader.Is("stringValue"u8) && JsonFields.Next(ref reader) is JsonTokenType.String)
            {
                record.SetBody(text.Read(ref reader, out _));
            }
            else
            {
                reader.Skip();
            }
        }
    }
}

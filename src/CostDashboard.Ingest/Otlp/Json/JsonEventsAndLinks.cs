using System.Text.Json;
using CostDashboard.Core.Units;

namespace CostDashboard.Ingest.Otlp.Json;

/// <summary>Reads a span's lists of events and of links into its draft.</summary>
internal sealed class JsonEventsAndLinks(JsonText text, JsonValues values)
{
    internal void ReadEvents(ref Utf8JsonReader reader, SpanDraft span)
    {
        if (!JsonFields.EnterList(ref reader, span, SpanProblem.Events))
        {
            return;
        }

        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            if (reader.TokenType is not JsonTokenType.StartObject)
            {
                span.Fail(SpanProblem.Event);
                reader.Skip();
            }
            else if (span.HasRoomForEvent())
            {
                ReadEvent(ref reader, span);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private void ReadEvent(ref Utf8JsonReader reader, SpanDraft span)
    {
        // The name says whether short keys such as "content" hold prompt text, so it is found before the attributes are read.
        var ahead = reader;
        var name = FindName(ref ahead, span, out var isModelEvent);
        span.Budget.Content?.BeginEvent(name);
        ulong time = 0;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (reader.Is("timeUnixNano"u8))
            {
                time = JsonFields.ReadTime(ref reader, span, SpanProblem.EventTime);
            }
            else if (reader.Is("attributes"u8))
            {
                ReadInner(ref reader, span, isLink: false, isModelEvent);
            }
            else
            {
                reader.Skip();
            }
        }

        span.AddEvent(time, name);
    }

    private string FindName(ref Utf8JsonReader reader, SpanDraft span, out bool isModelEvent)
    {
        isModelEvent = false;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (reader.Is("name"u8) && JsonFields.Next(ref reader) is JsonTokenType.String)
            {
                var name = text.Read(ref reader, out var length);
                isModelEvent = ContentKeys.IsModelEvent(name);
                return span.Budget.Name(name, length, "an event's name");
            }

            reader.Skip();
        }

        return "";
    }

    internal void ReadLinks(ref Utf8JsonReader reader, SpanDraft span)
    {
        if (!JsonFields.EnterList(ref reader, span, SpanProblem.Links))
        {
            return;
        }

        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            if (reader.TokenType is not JsonTokenType.StartObject)
            {
                span.Fail(SpanProblem.Link);
                reader.Skip();
            }
            else if (span.HasRoomForLink())
            {
                ReadLink(ref reader, span);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private void ReadLink(ref Utf8JsonReader reader, SpanDraft span)
    {
        TraceId trace = default;
        SpanId to = default;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (reader.Is("traceId"u8))
            {
                trace = JsonFields.Next(ref reader) is JsonTokenType.String && OtlpIds.TryReadTrace(text.Read(ref reader, out _), out var id) ? id : default;
                reader.Skip();
            }
            else if (reader.Is("spanId"u8))
            {
                to = JsonFields.Next(ref reader) is JsonTokenType.String && OtlpIds.TryReadSpan(text.Read(ref reader, out _), out var id) ? id : default;
                reader.Skip();
            }
            else if (reader.Is("attributes"u8))
            {
                ReadInner(ref reader, span, isLink: true, isModelEvent: false);
            }
            else
            {
                reader.Skip();
            }
        }

        span.AddLink(trace, to);
    }

    private void ReadInner(ref Utf8JsonReader reader, SpanDraft span, bool isLink, bool isModelEvent)
    {
        reader.Read();
        if (!values.TryReadAttributes(ref reader, span.Inner, span.Budget, isModelEvent, span.RoomForInner(isLink)))
        {
            span.Fail(SpanProblem.InnerAttributes);
        }
    }
}

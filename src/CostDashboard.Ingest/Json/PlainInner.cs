using System.Text.Json;
using CostDashboard.Core.Units;
using CostDashboard.Ingest.Otlp;
using CostDashboard.Ingest.Otlp.Json;

namespace CostDashboard.Ingest.Json;

/// <summary>Reads what stands within a span: <c>{"name":"first token","time":…,"attributes":{…}}</c> and <c>{"trace_id":…,"span_id":…}</c>.</summary>
internal sealed class PlainInner(JsonText text, PlainValues values)
{
    internal void ReadEvents(ref Utf8JsonReader reader, SpanDraft span)
    {
        if (!EnterList(ref reader, span, "events"))
        {
            return;
        }

        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            if (reader.TokenType is JsonTokenType.StartObject && span.HasRoomForEvent())
            {
                ReadEvent(ref reader, span);
            }
            else
            {
                Skip(ref reader, span, "events");
            }
        }
    }

    internal void ReadLinks(ref Utf8JsonReader reader, SpanDraft span)
    {
        if (!EnterList(ref reader, span, "links"))
        {
            return;
        }

        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            if (reader.TokenType is JsonTokenType.StartObject && span.HasRoomForLink())
            {
                ReadLink(ref reader, span);
            }
            else
            {
                Skip(ref reader, span, "links");
            }
        }
    }

    private void ReadEvent(ref Utf8JsonReader reader, SpanDraft span)
    {
        // The name says whether short keys hold text: it is looked for before the attributes are read.
        var ahead = reader;
        var (name, isModelEvent) = FindName(ref ahead, span);
        span.Budget.Content?.BeginEvent(name);
        ulong time = 0;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (reader.Is("time"u8) || reader.Is("timestamp"u8))
            {
                if (JsonFields.Next(ref reader) is not JsonTokenType.Null && !PlainTimes.TryRead(ref reader, out time))
                {
                    span.Fail(PlainProblem.Time("events.time"));
                    reader.Skip();
                }
            }
            else
            {
                ReadInner(ref reader, span, isLink: false, isModelEvent);
            }
        }

        span.AddEvent(time, name);
    }

    private (string Name, bool IsModelEvent) FindName(ref Utf8JsonReader reader, SpanDraft span)
    {
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var isName = reader.Is("name"u8);
            if (JsonFields.Next(ref reader) is JsonTokenType.String && isName)
            {
                var name = text.Read(ref reader, out var length);
                return (span.Budget.Name(name, length, "an event's name"), ContentKeys.IsModelEvent(name));
            }

            reader.Skip();
        }

        return ("", false);
    }

    private void ReadLink(ref Utf8JsonReader reader, SpanDraft span)
    {
        TraceId trace = default;
        SpanId to = default;
        Span<char> letters = stackalloc char[8];
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            switch (PlainFields.Letters(reader.ValueSpan, letters))
            {
                case "traceid":
                    trace = JsonFields.Next(ref reader) is JsonTokenType.String && text.Read(ref reader, out _) is { IsEmpty: false } name ? ForeignIds.TraceOf(name) : default;
                    reader.Skip();
                    break;
                case "spanid":
                    to = JsonFields.Next(ref reader) is JsonTokenType.String && text.Read(ref reader, out _) is { IsEmpty: false } other ? ForeignIds.SpanOf(other) : default;
                    reader.Skip();
                    break;
                default:
                    ReadInner(ref reader, span, isLink: true, isModelEvent: false);
                    break;
            }
        }

        span.AddLink(trace, to);
    }

    private void ReadInner(ref Utf8JsonReader reader, SpanDraft span, bool isLink, bool isModelEvent)
    {
        if (!reader.Is("attributes"u8))
        {
            reader.Skip();
            return;
        }

        reader.Read();
        if (!values.TryReadMembers(ref reader, span.Inner, span.Budget, isModelEvent, span.RoomForInner(isLink)))
        {
            span.Fail(PlainProblem.Map(isLink ? "links.attributes" : "events.attributes"));
        }
    }

    private static bool EnterList(ref Utf8JsonReader reader, SpanDraft span, string field)
    {
        if (reader.TokenType is JsonTokenType.StartArray)
        {
            return true;
        }

        if (reader.TokenType is not JsonTokenType.Null)
        {
            span.Fail(PlainProblem.List(field));
            reader.Skip();
        }

        return false;
    }

    private static void Skip(ref Utf8JsonReader reader, SpanDraft span, string field)
    {
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            span.Fail(PlainProblem.Map(field + "[]"));
        }

        reader.Skip();
    }
}

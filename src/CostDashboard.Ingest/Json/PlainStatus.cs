using System.Text.Json;
using CostDashboard.Core.Spans;
using CostDashboard.Ingest.Otlp;
using CostDashboard.Ingest.Otlp.Json;

namespace CostDashboard.Ingest.Json;

/// <summary>Reads how a span ended: <c>"status": "error"</c>, <c>{"code": "error", "message": "…"}</c>, or <c>"error": "…"</c>.</summary>
internal sealed class PlainStatus(JsonText text, PlainValues values, SpanDraft span)
{
    internal void ReadStatus(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            ReadStatusCode(ref reader);
            return;
        }

        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (reader.Is("code"u8))
            {
                reader.Read();
                ReadStatusCode(ref reader);
            }
            else if (reader.Is("message"u8) && reader.Read())
            {
                span.StatusMessage = MessageOr(span.StatusMessage, ref reader, "status.message");
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private void ReadStatusCode(ref Utf8JsonReader reader)
    {
        SpanStatusCode? code = reader.TokenType switch
        {
            JsonTokenType.Null => SpanStatusCode.Unset,
            JsonTokenType.Number when reader.TryGetByte(out var number) && number <= (byte)SpanStatusCode.Error => (SpanStatusCode)number,
            JsonTokenType.String => Utf8Texts.Get(Utf8Texts.Cut(text.Read(ref reader, out _), SpanLimits.NameBytes)).ToUpperInvariant() switch
            {
                "OK" or "SUCCESS" => SpanStatusCode.Ok,
                "ERROR" or "FAILED" or "FAILURE" => SpanStatusCode.Error,
                "UNSET" or "" => SpanStatusCode.Unset,
                _ => null,
            },
            _ => null,
        };
        if (code is null)
        {
            span.Fail(PlainProblem.Status);
            reader.Skip();
        }

        span.StatusCode = code ?? SpanStatusCode.Unset;
    }

    // true, "rate limited", or {"type": "429", "message": "rate limited"}
    internal void ReadError(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null or JsonTokenType.False:
                return;
            case JsonTokenType.String:
                var error = text.Read(ref reader, out var length);
                if (!error.IsEmpty)
                {
                    span.StatusCode = SpanStatusCode.Error;
                    span.StatusMessage = span.Budget.Text(error, length, "error").Text;
                }

                return;
            case JsonTokenType.StartObject:
                ReadErrorObject(ref reader);
                break;
            default:
                reader.Skip();
                break;
        }

        span.StatusCode = SpanStatusCode.Error;
    }

    private void ReadErrorObject(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (reader.Is("message"u8) && reader.Read())
            {
                span.StatusMessage = MessageOr(span.StatusMessage, ref reader, "error.message");
            }
            else if (reader.Is("type"u8) && reader.Read())
            {
                values.Read(ref reader, "error.type", ContentPlace.None, span.Attributes, span.Budget);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private string? MessageOr(string? before, ref Utf8JsonReader reader, string field)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                var message = text.Read(ref reader, out var length);
                return message.IsEmpty ? before : span.Budget.Text(message, length, field).Text;
            case JsonTokenType.Null:
                return before;
            default:
                span.Fail(PlainProblem.Text(field));
                reader.Skip();
                return before;
        }
    }
}

using System.Text.Json;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;
using CostDashboard.Ingest.Otlp;
using CostDashboard.Ingest.Otlp.Json;

namespace CostDashboard.Ingest.Json;

/// <summary>Reads the fields of one span into a draft. What has another shape fails the span and names the field; it never costs its neighbours anything.</summary>
internal sealed class PlainFieldReader(JsonText text, PlainValues values, SpanDraft span)
{
    private readonly PlainUsage _usage = new(text);
    private readonly PlainInner _inner = new(text, values);
    private readonly PlainStatus _status = new(text, values, span);
    private readonly PlainPeriod _period = new(span);

    internal PlainOrigin Origin { get; } = new(text, values);

    /// <summary>The trace that the span names itself.</summary>
    internal TraceId? Trace { get; private set; }

    internal void Reset()
    {
        span.Reset();
        _usage.Reset();
        Origin.Reset();
        _period.Reset();
        Trace = null;
    }

    /// <summary>To be called when all fields are read.</summary>
    internal void Finish()
    {
        _usage.Finish(span);
        _period.Finish();
    }

    /// <param name="reader">At the name of a field that is none of children and spans; left at the value's last token.</param>
    /// <param name="isOfTrace">It stands on the trace, where counts of tokens are no field.</param>
    internal void Read(ref Utf8JsonReader reader, PlainField field, string? attribute, bool isOfTrace = false)
    {
        if (field is PlainField.None)
        {
            if (isOfTrace || !_usage.TryReadMember(ref reader, span, ""))
            {
                values.ReadMember(ref reader, span.Attributes, span.Budget);
            }

            return;
        }

        var name = Utf8Texts.Get(text.Read(ref reader, out _));
        reader.Read();
        if (PlainOrigin.IsOrigin(field))
        {
            Origin.Read(ref reader, field, name, span);
        }
        else if (attribute is not null)
        {
            ReadText(ref reader, name, attribute);
        }
        else
        {
            ReadValue(ref reader, field, name);
        }
    }

    private void ReadValue(ref Utf8JsonReader reader, PlainField field, string name)
    {
        switch (field)
        {
            case PlainField.TraceId:
                Trace = TryReadId(ref reader, name, out var id) ? ForeignIds.TraceOf(id) : null;
                reader.Skip();
                break;
            case PlainField.SpanId:
                span.Id = TryReadId(ref reader, name, out id) ? ForeignIds.SpanOf(id) : default;
                reader.Skip();
                break;
            case PlainField.ParentId:
                span.Parent = TryReadId(ref reader, name, out id) ? ForeignIds.SpanOf(id) : null;
                reader.Skip();
                break;
            case PlainField.Start or PlainField.End or PlainField.Duration:
                _period.Read(ref reader, field, name);
                break;
            case PlainField.Usage:
                _usage.Read(ref reader, span);
                break;
            case PlainField.Input:
                values.Read(ref reader, "input.value", ContentPlace.Text, span.Attributes, span.Budget);
                break;
            case PlainField.Output:
                values.Read(ref reader, "output.value", ContentPlace.Text, span.Attributes, span.Budget);
                break;
            case PlainField.Tags:
                values.Read(ref reader, "tag.tags", ContentPlace.None, span.Attributes, span.Budget);
                break;
            case PlainField.Attributes:
                if (!values.TryReadMembers(ref reader, span.Attributes, span.Budget))
                {
                    span.Fail(PlainProblem.Map(name));
                }

                break;
            case PlainField.Events:
                _inner.ReadEvents(ref reader, span);
                break;
            case PlainField.Links:
                _inner.ReadLinks(ref reader, span);
                break;
            default:
                ReadShort(ref reader, field, name);
                break;
        }
    }

    private void ReadShort(ref Utf8JsonReader reader, PlainField field, string name)
    {
        switch (field)
        {
            case PlainField.Name when TryReadText(ref reader, name, out var value):
                span.Name = value;
                break;
            case PlainField.Kind when TryReadText(ref reader, name, out var value):
                SetKind(value);
                break;
            case PlainField.StatusMessage when TryReadText(ref reader, name, out var value):
                span.StatusMessage = value.Length == 0 ? null : value;
                break;
            case PlainField.Status:
                _status.ReadStatus(ref reader);
                break;
            case PlainField.Error:
                _status.ReadError(ref reader);
                break;
            case PlainField.Cost:
                ReadCost(ref reader);
                break;
            case PlainField.MaxTokens:
                AddNumber(ref reader, name, "gen_ai.request.max_tokens", static number => AttributeValue.Of((long)number));
                break;
            case PlainField.TimeToFirstToken:
                AddNumber(ref reader, name, "gen_ai.response.time_to_first_chunk", static number => AttributeValue.Of(number / 1000));
                break;
            default:
                break;
        }
    }

    private bool TryReadId(ref Utf8JsonReader reader, string name, out ReadOnlySpan<byte> id)
    {
        id = default;
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return false;
            case JsonTokenType.String:
                id = text.Read(ref reader, out var length);
                if (length <= PlainProblem.MostIdBytes)
                {
                    return !id.IsEmpty;
                }

                break;
            case JsonTokenType.Number when reader.ValueSpan.Length <= PlainProblem.MostIdBytes:
                id = reader.ValueSpan;
                return true;
            default:
                break;
        }

        span.Fail(PlainProblem.Id(name));
        return false;
    }

    private bool TryReadText(ref Utf8JsonReader reader, string name, out string value)
    {
        value = "";
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                value = span.Budget.Name(text.Read(ref reader, out var length), length, name);
                return true;
            case JsonTokenType.Null:
                return false;
            default:
                span.Fail(PlainProblem.Text(name));
                reader.Skip();
                return false;
        }
    }

    // Also a number: customers and users are often numbered.
    private void ReadText(ref Utf8JsonReader reader, string name, string attribute)
    {
        if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
        {
            span.Fail(PlainProblem.Text(name));
            reader.Skip();
            return;
        }

        values.Read(ref reader, attribute, ContentPlace.None, span.Attributes, span.Budget);
    }

    // OpenTelemetry's kinds say how a span talks to others, and all other words what it does.
    private void SetKind(string kind)
    {
        if (Enum.TryParse<OtelSpanKind>(kind, ignoreCase: true, out var otel) && Enum.IsDefined(otel) && !char.IsAsciiDigit(kind[0]))
        {
            span.Kind = otel;
        }
        else if (kind.Length > 0 && !kind.Equals("span", StringComparison.OrdinalIgnoreCase) && !kind.Equals("other", StringComparison.OrdinalIgnoreCase))
        {
            AddAttribute("gen_ai.operation.name", AttributeValue.Of(kind.ToLowerInvariant()));
        }
    }

    // As text, so that not a digit of it changes.
    private void ReadCost(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.Null)
        {
            return;
        }

        var value = reader.TokenType is JsonTokenType.Number or JsonTokenType.String
            ? AttributeValue.Of(Utf8Texts.Get(Utf8Texts.Cut(text.Read(ref reader, out _), SpanLimits.NameBytes)))
            : default;
        if (value.AsDecimal() is >= 0)
        {
            AddAttribute("gen_ai.usage.cost", value);
            return;
        }

        span.Fail(PlainProblem.Cost);
        reader.Skip();
    }

    private void AddNumber(ref Utf8JsonReader reader, string name, string attribute, Func<double, AttributeValue> make)
    {
        if (reader.TokenType is JsonTokenType.Null)
        {
            return;
        }

        if (JsonNumbers.TryReadDouble(ref reader, out var number) && number is >= 0 and < 1e15)
        {
            AddAttribute(attribute, make(number));
            return;
        }

        span.Fail(PlainProblem.Count(name));
        reader.Skip();
    }

    private void AddAttribute(string key, AttributeValue value)
    {
        if (span.Attributes.HasRoom())
        {
            span.Budget.BeginAttribute();
            span.Attributes.Add(key, value);
        }
    }
}

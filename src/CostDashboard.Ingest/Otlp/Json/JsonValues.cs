using System.Text.Json;
using CostDashboard.Core.Content;
using CostDashboard.Core.Spans;

namespace CostDashboard.Ingest.Otlp.Json;

/// <summary>Reads lists of <c>KeyValue</c>, and <c>AnyValue</c>s, in JSON.</summary>
internal sealed class JsonValues(JsonText text)
{
    // Shape read here:
    //   [ { "key": "gen_ai.request.model", "value": { "stringValue": "gpt-4o" } }, … ]
    // and of a value also a plain text, number or boolean.

    // Made where a project keeps content: its scratch has room for longer texts.
    private JsonValues? _ofContent;

    /// <summary>False when there is something other than a list of keys and values. Leaves the reader at the list's last token.</summary>
    internal bool TryReadAttributes(
        ref Utf8JsonReader reader, AttributeList into, ValueBudget budget, bool isModelEvent = false, int most = SpanLimits.Attributes)
    {
        if (reader.TokenType is not JsonTokenType.StartArray)
        {
            var isMissing = reader.TokenType is JsonTokenType.Null;
            reader.Skip();
            return isMissing;
        }

        var isWhole = true;
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            if (reader.TokenType is not JsonTokenType.StartObject)
            {
                isWhole = false;
                reader.Skip();
            }
            else if (into.HasRoom(most))
            {
                ReadAttribute(ref reader, into, budget, isModelEvent);
            }
            else
            {
                reader.Skip();
            }
        }

        return isWhole;
    }

    private void ReadAttribute(ref Utf8JsonReader reader, AttributeList into, ValueBudget budget, bool isModelEvent)
    {
        var ahead = reader;
        budget.BeginAttribute();
        var key = FindKey(ref ahead, budget, isModelEvent, out var place);
        var value = default(AttributeValue);
        byte[]? usage = null;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (!reader.Is("value"u8))
            {
                reader.Skip();
                continue;
            }

            reader.Read();
            usage = key == AgentUsage.HeldBy ? JsonAgentUsage.Read(reader) : null;
            if (place is ContentPlace.Text)
            {
                OfferArguments(reader, key, into);
                KeepContent(reader, key, budget.Content);
            }

            value = place is ContentPlace.Text or ContentPlace.Vector ? AttributeValue.Omitted(JsonContent.Measure(ref reader, text)) : ReadValue(ref reader, key, budget, 1);
        }

        into.Add(key, value);
        if (place is ContentPlace.BesideText)
        {
            budget.Content?.AddBeside(key, value);
        }

        if (usage is not null)
        {
            into.AddUsage(usage, budget);
        }
    }

    // The reader is a copy here and below: where it stands, the length of the text is measured afterwards.
    private void OfferArguments(Utf8JsonReader reader, string key, AttributeList into)
    {
        if (ArgumentKeys.RankOf(key) < ArgumentKeys.None && !JsonContent.OfferArguments(reader, key, text, into))
        {
            var room = ArgumentKeys.Room();
            into.OfferArguments(key, ReadValue(ref reader, key, room, 1), room);
        }
    }

    private void KeepContent(Utf8JsonReader reader, string key, ContentDraft? content)
    {
        if (content is not null)
        {
            content.Budget.BeginAttribute();
            _ofContent ??= new(new(ContentLimits.TextBytes));
            content.Add(key, _ofContent.ReadValue(ref reader, key, content.Budget, 1));
        }
    }

    private string FindKey(ref Utf8JsonReader reader, ValueBudget budget, bool isModelEvent, out ContentPlace place)
    {
        place = ContentPlace.None;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (reader.Is("key"u8) && reader.Read() && reader.TokenType is JsonTokenType.String)
            {
                var key = text.Read(ref reader, out var length);
                place = ContentKeys.PlaceOf(key, isModelEvent, keepsContent: budget.Content is not null);
                return budget.Name(key, length, "an attribute's name");
            }

            reader.Skip();
        }

        return "";
    }

    private AttributeValue ReadValue(ref Utf8JsonReader reader, string key, ValueBudget budget, int depth)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return ReadText(ref reader, key, budget);
            case JsonTokenType.Number:
                return JsonNumbers.ReadInteger(ref reader, text);
            case JsonTokenType.True or JsonTokenType.False:
                return AttributeValue.Of(reader.GetBoolean());
            case JsonTokenType.StartObject when depth <= SpanLimits.Depth:
                break;
            case JsonTokenType.StartObject:
                budget.NoteTooDeep(key);
                reader.Skip();
                return default;
            default:
                reader.Skip();
                return default;
        }

        var value = default(AttributeValue);
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            value = ReadTyped(ref reader, value, key, budget, depth);
        }

        return value;
    }

    private AttributeValue ReadTyped(ref Utf8JsonReader reader, AttributeValue before, string key, ValueBudget budget, int depth)
    {
        if (reader.Is("stringValue"u8))
        {
            reader.Read();
            return reader.TokenType is JsonTokenType.String ? ReadText(ref reader, key, budget) : ReadValue(ref reader, key, budget, depth + 1);
        }

        if (reader.Is("intValue"u8))
        {
            reader.Read();
            return reader.TokenType is JsonTokenType.Number or JsonTokenType.String
                ? JsonNumbers.ReadInteger(ref reader, text)
                : ReadValue(ref reader, key, budget, depth + 1);
        }

        if (reader.Is("doubleValue"u8))
        {
            reader.Read();
            return JsonNumbers.TryReadDouble(ref reader, out var number) ? AttributeValue.Of(number) : ReadValue(ref reader, key, budget, depth + 1);
        }

        if (reader.Is("boolValue"u8))
        {
            reader.Read();
            return ReadValue(ref reader, key, budget, depth + 1);
        }

        if (reader.Is("bytesValue"u8))
        {
            reader.Read();
            return ReadBytes(ref reader, key, budget);
        }

        if (reader.Is("arrayValue"u8))
        {
            reader.Read();
            return AttributeValue.Of(ReadItems(ref reader, key, budget, depth, isMap: false).Items);
        }

        if (reader.Is("kvlistValue"u8))
        {
            reader.Read();
            return AttributeValue.Of(ReadItems(ref reader, key, budget, depth, isMap: true).Entries);
        }

        reader.Skip();
        return before;
    }

    private AttributeValue ReadText(ref Utf8JsonReader reader, string key, ValueBudget budget) =>
        budget.Text(text.Read(ref reader, out var length), length, key);

    private AttributeValue ReadBytes(ref Utf8JsonReader reader, string key, ValueBudget budget)
    {
        if (reader.TokenType is not JsonTokenType.String)
        {
            reader.Skip();
            return default;
        }

        // What is no base64 is kept as the text that it is.
        return text.ReadBase64(ref reader, out var length) is { } bytes ? budget.Bytes(bytes, length, key) : ReadText(ref reader, key, budget);
    }

    // { "values": [ … ] }, of values or of keys and values
    private (AttributeValue[] Items, KeyValuePair<string, AttributeValue>[] Entries) ReadItems(
        ref Utf8JsonReader reader, string key, ValueBudget budget, int depth, bool isMap)
    {
        var items = new List<AttributeValue>();
        var entries = new List<KeyValuePair<string, AttributeValue>>();
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            reader.Skip();
            return ([], []);
        }

        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (!reader.Is("values"u8) || !reader.Read() || reader.TokenType is not JsonTokenType.StartArray)
            {
                reader.Skip();
                continue;
            }

            var isFull = false;
            while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
            {
                if (isFull || !budget.TakeItem())
                {
                    NoteOnce(ref isFull, key, budget);
                    reader.Skip();
                }
                else if (isMap)
                {
                    entries.Add(ReadEntry(ref reader, key, budget, depth + 1));
                }
                else
                {
                    items.Add(ReadValue(ref reader, key, budget, depth + 1));
                }
            }
        }

        return ([.. items], [.. entries]);
    }

    private KeyValuePair<string, AttributeValue> ReadEntry(ref Utf8JsonReader reader, string key, ValueBudget budget, int depth)
    {
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            reader.Skip();
            return new("", default);
        }

        var name = "";
        var value = default(AttributeValue);
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (reader.Is("value"u8))
            {
                reader.Read();
                value = ReadValue(ref reader, key, budget, depth);
            }
            else if (reader.Is("key"u8) && reader.Read() && reader.TokenType is JsonTokenType.String)
            {
                name = budget.Name(text.Read(ref reader, out var length), length, "a map's key");
            }
            else
            {
                reader.Skip();
            }
        }

        return new(name, value);
    }

    private static void NoteOnce(ref bool isFull, string key, ValueBudget budget)
    {
        if (!isFull)
        {
            budget.NoteTooManyItems(key);
            isFull = true;
        }
    }
}

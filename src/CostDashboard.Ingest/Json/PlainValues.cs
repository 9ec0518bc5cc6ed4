using System.Text.Json;
using CostDashboard.Core.Content;
using CostDashboard.Core.Spans;
using CostDashboard.Ingest.Otlp;
using CostDashboard.Ingest.Otlp.Json;

namespace CostDashboard.Ingest.Json;

/// <summary>Reads attributes out of plain JSON: <c>{"customer.tier": "gold", "retries": 2}</c>. The limits are those of OTLP, and so is what is done with prompts and completions.</summary>
internal sealed class PlainValues(JsonText text)
{
    // Made where a project keeps content: its scratch has room for longer texts.
    private PlainValues? _ofContent;

    /// <summary>Reads an object's members as attributes; false where it is no object. Leaves the reader at the value's last token.</summary>
    internal bool TryReadMembers(ref Utf8JsonReader reader, AttributeList into, ValueBudget budget, bool isModelEvent = false, int most = SpanLimits.Attributes)
    {
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            var isMissing = reader.TokenType is JsonTokenType.Null;
            reader.Skip();
            return isMissing;
        }

        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            ReadMember(ref reader, into, budget, isModelEvent, most);
        }

        return true;
    }

    /// <summary>Reads one member as an attribute of its name.</summary>
    /// <param name="reader">At the name; left at the value's last token.</param>
    internal void ReadMember(ref Utf8JsonReader reader, AttributeList into, ValueBudget budget, bool isModelEvent = false, int most = SpanLimits.Attributes)
    {
        var name = text.Read(ref reader, out var length);
        var place = ContentKeys.PlaceOf(name, isModelEvent, budget.Content is not null);
        var key = budget.Name(name, length, "an attribute's name");
        reader.Read();
        Read(ref reader, key, place, into, budget, most);
    }

    /// <summary>Reads a value as the attribute of a given name, which is prompt or completion text or not.</summary>
    internal void Read(ref Utf8JsonReader reader, string key, ContentPlace place, AttributeList into, ValueBudget budget, int most = SpanLimits.Attributes)
    {
        if (reader.TokenType is JsonTokenType.Null || !into.HasRoom(most))
        {
            reader.Skip();
            return;
        }

        budget.BeginAttribute();
        var usage = key == AgentUsage.HeldBy ? JsonAgentUsage.Read(reader) : null;
        if (place is ContentPlace.Text)
        {
            OfferArguments(reader, key, into);
            KeepContent(reader, key, budget.Content);
        }

        var value = place is ContentPlace.Text or ContentPlace.Vector
            ? AttributeValue.Omitted(JsonContent.Measure(ref reader, text))
            : ReadValue(ref reader, key, budget, 1);
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
        if (ArgumentKeys.RankOf(key) == ArgumentKeys.None)
        {
            return;
        }

        if (reader.TokenType is JsonTokenType.String)
        {
            JsonContent.OfferArguments(reader, key, text, into);
            return;
        }

        var room = ArgumentKeys.Room();
        into.OfferArguments(key, ReadValue(ref reader, key, room, 1), room);
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

    private AttributeValue ReadValue(ref Utf8JsonReader reader, string key, ValueBudget budget, int depth)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return budget.Text(text.Read(ref reader, out var length), length, key);
            case JsonTokenType.Number:
                return reader.TryGetInt64(out var whole) ? AttributeValue.Of(whole)
                    : reader.TryGetDouble(out var real) ? AttributeValue.Of(real)
                    : default;
            case JsonTokenType.True or JsonTokenType.False:
                return AttributeValue.Of(reader.GetBoolean());
            case JsonTokenType.StartArray when depth <= SpanLimits.Depth:
                return ReadList(ref reader, key, budget, depth);
            case JsonTokenType.StartObject when depth <= SpanLimits.Depth:
                return ReadMap(ref reader, key, budget, depth);
            case JsonTokenType.StartArray or JsonTokenType.StartObject:
                budget.NoteTooDeep(key);
                reader.Skip();
                return default;
            default:
                return default;
        }
    }

    private AttributeValue ReadList(ref Utf8JsonReader reader, string key, ValueBudget budget, int depth)
    {
        var items = new List<AttributeValue>();
        var isFull = false;
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            if (isFull || !budget.TakeItem())
            {
                NoteOnce(ref isFull, key, budget);
                reader.Skip();
            }
            else
            {
                items.Add(ReadValue(ref reader, key, budget, depth + 1));
            }
        }

        return AttributeValue.Of([.. items]);
    }

    private AttributeValue ReadMap(ref Utf8JsonReader reader, string key, ValueBudget budget, int depth)
    {
        var entries = new List<KeyValuePair<string, AttributeValue>>();
        var isFull = false;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (isFull || !budget.TakeItem())
            {
                NoteOnce(ref isFull, key, budget);
                reader.Skip();
                continue;
            }

            var name = budget.Name(text.Read(ref reader, out var length), length, "a map's key");
            reader.Read();
            entries.Add(new(name, ReadValue(ref reader, key, budget, depth + 1)));
        }

        return AttributeValue.Of([.. entries]);
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

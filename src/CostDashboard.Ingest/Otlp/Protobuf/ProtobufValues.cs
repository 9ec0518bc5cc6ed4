using CostDashboard.Core.Spans;

namespace CostDashboard.Ingest.Otlp.Protobuf;

/// <summary>Reads <c>KeyValue</c> and <c>AnyValue</c> messages.</summary>
/// <remarks>https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/common/v1/common.proto</remarks>
internal static class ProtobufValues
{
    // KeyValue
    private const uint KeyTag = (1 << 3) | ProtoReader.Length;
    private const uint ValueTag = (2 << 3) | ProtoReader.Length;

    // AnyValue
    private const uint TextTag = (1 << 3) | ProtoReader.Length;
    private const uint BooleanTag = (2 << 3) | ProtoReader.Varint;
    private const uint IntegerTag = (3 << 3) | ProtoReader.Varint;
    private const uint DoubleTag = (4 << 3) | ProtoReader.Fixed64;
    private const uint ListTag = (5 << 3) | ProtoReader.Length;
    private const uint MapTag = (6 << 3) | ProtoReader.Length;
    private const uint BytesTag = (7 << 3) | ProtoReader.Length;

    // ArrayValue and KeyValueList
    private const uint ItemTag = (1 << 3) | ProtoReader.Length;

    /// <summary>False when the bytes are no attribute; what was read of it is not added.</summary>
    internal static bool TryReadAttribute(ReadOnlySpan<byte> message, AttributeList into, ValueBudget budget, bool isModelEvent = false)
    {
        if (!TryReadPair(message, out var key, out var any))
        {
            return false;
        }

        budget.BeginAttribute();
        var name = budget.Name(key, key.Length, "an attribute's name");
        if (ContentKeys.Contains(key, isModelEvent))
        {
            var isWhole = TryMeasureText(any, 1, out var bytes);
            into.Add(name, AttributeValue.Omitted(bytes));
            KeepContent(name, key, any, budget.Content);
            if (name == AgentUsage.HeldBy && TryReadText(any, out var text) && AgentUsage.Of(text) is { } usage)
            {
                into.AddUsage(usage, budget);
            }
            else if (ArgumentKeys.RankOf(name) < ArgumentKeys.None)
            {
                OfferArguments(name, any, into);
            }

            return isWhole;
        }

        var isRead = TryReadValue(any, name, budget, 1, out var value);
        into.Add(name, value);
        if (budget.Content is { } content && ContentKeys.IsBesideText(key, isModelEvent))
        {
            content.AddBeside(name, value);
        }

        return isRead;
    }

    private static void OfferArguments(string name, ReadOnlySpan<byte> any, AttributeList into)
    {
        if (TryReadText(any, out var text))
        {
            into.OfferArguments(name, text);
            return;
        }

        var room = ArgumentKeys.Room();
        if (TryReadValue(any, name, room, 1, out var structured))
        {
            into.OfferArguments(name, structured, room);
        }
    }

    private static void KeepContent(string name, ReadOnlySpan<byte> key, ReadOnlySpan<byte> any, ContentDraft? content)
    {
        if (content is not null && !ContentKeys.IsVector(key))
        {
            content.Budget.BeginAttribute();
            TryReadValue(any, name, content.Budget, 1, out var value);
            content.Add(name, value);
        }
    }

    private static bool TryReadPair(ReadOnlySpan<byte> message, out ReadOnlySpan<byte> key, out ReadOnlySpan<byte> any)
    {
        key = any = default;
        var pair = new ProtoReader(message);
        while (pair.TryReadTag(out var tag))
        {
            switch (tag)
            {
                case KeyTag:
                    key = pair.ReadBytes();
                    break;
                case ValueTag:
                    any = pair.ReadBytes();
                    break;
                default:
                    pair.Skip(tag);
                    break;
            }
        }

        return !pair.IsBroken;
    }

    private static bool TryReadText(ReadOnlySpan<byte> message, out ReadOnlySpan<byte> text)
    {
        text = default;
        var any = new ProtoReader(message);
        while (any.TryReadTag(out var tag))
        {
            if (tag == TextTag)
            {
                text = any.ReadBytes();
            }
            else
            {
                any.Skip(tag);
            }
        }

        return !any.IsBroken && !text.IsEmpty;
    }

    private static bool TryReadValue(ReadOnlySpan<byte> message, string key, ValueBudget budget, int depth, out AttributeValue value)
    {
        value = default;
        if (depth > SpanLimits.Depth)
        {
            budget.NoteTooDeep(key);
            return true;
        }

        var isWhole = true;
        var any = new ProtoReader(message);
        while (any.TryReadTag(out var tag))
        {
            switch (tag)
            {
                case TextTag:
                    var text = any.ReadBytes();
                    value = budget.Text(text, text.Length, key);
                    break;
                case BooleanTag:
                    value = AttributeValue.Of(any.ReadVarint() != 0);
                    break;
                case IntegerTag:
                    value = AttributeValue.Of(unchecked((long)any.ReadVarint()));
                    break;
                case DoubleTag:
                    value = AttributeValue.Of(BitConverter.UInt64BitsToDouble(any.ReadFixed64()));
                    break;
                case ListTag:
                    isWhole &= TryReadList(any.ReadBytes(), key, budget, depth, out value);
                    break;
                case MapTag:
                    isWhole &= TryReadMap(any.ReadBytes(), key, budget, depth, out value);
                    break;
                case BytesTag:
                    var bytes = any.ReadBytes();
                    value = budget.Bytes(bytes[..Math.Min(bytes.Length, SpanLimits.TextBytes)].ToArray(), bytes.Length, key);
                    break;
                default:
                    any.Skip(tag);
                    break;
            }
        }

        return isWhole && !any.IsBroken;
    }

    private static bool TryReadList(ReadOnlySpan<byte> message, string key, ValueBudget budget, int depth, out AttributeValue value)
    {
        var items = new List<AttributeValue>();
        var isWhole = true;
        var list = new ProtoReader(message);
        while (list.TryReadTag(out var tag))
        {
            if (tag != ItemTag)
            {
                list.Skip(tag);
            }
            else if (budget.TakeItem())
            {
                isWhole &= TryReadValue(list.ReadBytes(), key, budget, depth + 1, out var item);
                items.Add(item);
            }
            else
            {
                budget.NoteTooManyItems(key);
                break;
            }
        }

        value = AttributeValue.Of(items.ToArray());
        return isWhole && !list.IsBroken;
    }

    private static bool TryReadMap(ReadOnlySpan<byte> message, string key, ValueBudget budget, int depth, out AttributeValue value)
    {
        var entries = new List<KeyValuePair<string, AttributeValue>>();
        var isWhole = true;
        var map = new ProtoReader(message);
        while (map.TryReadTag(out var tag))
        {
            if (tag != ItemTag)
            {
                map.Skip(tag);
            }
            else if (budget.TakeItem())
            {
                isWhole &= TryReadPair(map.ReadBytes(), out var name, out var any);
                isWhole &= TryReadValue(any, key, budget, depth + 1, out var item);
                entries.Add(new(budget.Name(name, name.Length, "a map's key"), item));
            }
            else
            {
                budget.NoteTooManyItems(key);
                break;
            }
        }

        value = AttributeValue.Of(entries.ToArray());
        return isWhole && !map.IsBroken;
    }

    /// <summary>Bytes of all text in a value that is not read.</summary>
    private static bool TryMeasureText(ReadOnlySpan<byte> message, int depth, out long bytes)
    {
        bytes = 0;
        var isWhole = true;
        var any = new ProtoReader(message);
        while (any.TryReadTag(out var tag))
        {
            switch (tag)
            {
                case TextTag or BytesTag:
                    bytes += any.ReadBytes().Length;
                    break;
                case ListTag or MapTag when depth <= SpanLimits.Depth:
                    isWhole &= TryMeasureItems(any.ReadBytes(), tag == MapTag, depth, out var inner);
                    bytes += inner;
                    break;
                default:
                    any.Skip(tag);
                    break;
            }
        }

        return isWhole && !any.IsBroken;
    }

    private static bool TryMeasureItems(ReadOnlySpan<byte> message, bool isMap, int depth, out long bytes)
    {
        bytes = 0;
        var isWhole = true;
        var items = new ProtoReader(message);
        while (items.TryReadTag(out var tag))
        {
            if (tag != ItemTag)
            {
                items.Skip(tag);
                continue;
            }

            var item = items.ReadBytes();
            if (isMap)
            {
                isWhole &= TryReadPair(item, out _, out item);
            }

            isWhole &= TryMeasureText(item, depth + 1, out var inner);
            bytes += inner;
        }

        return isWhole && !items.IsBroken;
    }
}

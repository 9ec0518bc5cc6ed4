using CostDashboard.Core.Spans;

namespace CostDashboard.Storage.Details;

/// <summary>The stored form of attributes: their number, then key, kind and value of each, in the order of the wire.</summary>
internal static class AttributeCode
{
    /// <summary>Deeper nesting is refused, so that reading cannot overflow the stack.</summary>
    public const int MostLevels = 100;

    public static void Write(ByteWriter to, SpanAttributes attributes)
    {
        to.Count(attributes.Count);
        foreach (var (key, value) in attributes.Entries)
        {
            to.Text(key);
            Write(to, value, 0);
        }
    }

    public static SpanAttributes Read(ref ByteReader from)
    {
        var count = from.Count();
        if (count == 0)
        {
            return SpanAttributes.None;
        }

        var entries = new KeyValuePair<string, AttributeValue>[count];
        for (var i = 0; i < count; i++)
        {
            entries[i] = new(from.Text(), Read(ref from, 0));
        }

        return new(entries);
    }

    private static void Write(ByteWriter to, AttributeValue value, int level)
    {
        if (level > MostLevels)
        {
            throw new InvalidDataException($"An attribute's value is nested deeper than {MostLevels} levels.");
        }

        to.Byte((byte)value.Kind);
        switch (value.Kind)
        {
            case AttributeKind.Empty:
                break;
            case AttributeKind.Text:
                to.Text(value.Text ?? "");
                break;
            case AttributeKind.Boolean:
                to.Byte(value.Boolean ? (byte)1 : (byte)0);
                break;
            case AttributeKind.Integer:
            case AttributeKind.Omitted:
                to.Signed(value.Integer);
                break;
            case AttributeKind.Double:
                to.Fixed64(BitConverter.DoubleToUInt64Bits(value.Double));
                break;
            case AttributeKind.Bytes:
                to.Bytes(value.Bytes);
                break;
            case AttributeKind.List:
                to.Count(value.Items.Length);
                foreach (var item in value.Items)
                {
                    Write(to, item, level + 1);
                }

                break;
            case AttributeKind.Map:
                to.Count(value.Entries.Length);
                foreach (var (key, item) in value.Entries)
                {
                    to.Text(key);
                    Write(to, item, level + 1);
                }

                break;
            default:
                throw new InvalidDataException($"An attribute of kind {value.Kind} cannot be stored.");
        }
    }

    private static AttributeValue Read(ref ByteReader from, int level)
    {
        if (level > MostLevels)
        {
            throw new InvalidDataException("A stored attribute is nested too deeply.");
        }

        switch ((AttributeKind)from.Byte())
        {
            case AttributeKind.Empty:
                return default;
            case AttributeKind.Text:
                return AttributeValue.Of(from.Text());
            case AttributeKind.Boolean:
                return AttributeValue.Of(from.Byte() != 0);
            case AttributeKind.Integer:
                return AttributeValue.Of(from.Signed());
            case AttributeKind.Omitted:
                return AttributeValue.Omitted(from.Signed());
            case AttributeKind.Double:
                return AttributeValue.Of(BitConverter.UInt64BitsToDouble(from.Fixed64()));
            case AttributeKind.Bytes:
                return AttributeValue.Of(from.Bytes());
            case AttributeKind.List:
                var items = new AttributeValue[from.Count()];
                for (var i = 0; i < items.Length; i++)
                {
                    items[i] = Read(ref from, level + 1);
                }

                return AttributeValue.Of(items);
            case AttributeKind.Map:
                var entries = new KeyValuePair<string, AttributeValue>[from.Count()];
                for (var i = 0; i < entries.Length; i++)
                {
                    entries[i] = new(from.Text(), Read(ref from, level + 1));
                }

                return AttributeValue.Of(entries);
            default:
                throw new InvalidDataException("A stored attribute is of an unknown kind.");
        }
    }
}

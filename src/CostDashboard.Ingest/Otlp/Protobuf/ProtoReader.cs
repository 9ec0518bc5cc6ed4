using System.Buffers.Binary;

namespace CostDashboard.Ingest.Otlp.Protobuf;

/// <summary>
/// Walks the fields of one protobuf message in place: nothing is copied, and nested messages are slices that are read by a reader of their own.
/// Bad bytes do not throw: the reader stops, and <see cref="IsBroken"/> says so.
/// </summary>
/// <remarks>https://protobuf.dev/programming-guides/encoding/</remarks>
internal ref struct ProtoReader(ReadOnlySpan<byte> message)
{
    /// <summary>The wire types, which are the low three bits of a field's tag.</summary>
    internal const uint Varint = 0;
    internal const uint Fixed64 = 1;
    internal const uint Length = 2;
    internal const uint Fixed32 = 5;

    private const uint StartGroup = 3;
    private const uint EndGroup = 4;
    private const int WireTypeBits = 3;
    private const uint WireTypeMask = 7;
    private const int MostVarintBytes = 10;

    private ReadOnlySpan<byte> _rest = message;

    /// <summary>The bytes are no protobuf message; nothing more is read.</summary>
    internal bool IsBroken { get; private set; }

    /// <summary>The next field's tag (number and wire type); false at the message's end, or when it is broken.</summary>
    internal bool TryReadTag(out uint tag)
    {
        tag = 0;
        if (_rest.IsEmpty || IsBroken)
        {
            return false;
        }

        var raw = ReadVarint();
        if (raw > uint.MaxValue || raw >> WireTypeBits == 0)
        {
            Break();
        }

        tag = (uint)raw;
        return !IsBroken;
    }

    internal ulong ReadVarint()
    {
        if (!_rest.IsEmpty && _rest[0] < 0x80)
        {
            var one = _rest[0];
            _rest = _rest[1..];
            return one;
        }

        ulong value = 0;
        for (var i = 0; i < MostVarintBytes && i < _rest.Length; i++)
        {
            value |= (ulong)(_rest[i] & 0x7f) << (7 * i);
            if (_rest[i] < 0x80)
            {
                _rest = _rest[(i + 1)..];
                return value;
            }
        }

        Break();
        return 0;
    }

    internal ulong ReadFixed64()
    {
        var eight = Take(sizeof(ulong));
        return eight.IsEmpty ? 0 : BinaryPrimitives.ReadUInt64LittleEndian(eight);
    }

    /// <summary>A text, byte string or nested message, as a slice of the message.</summary>
    internal ReadOnlySpan<byte> ReadBytes()
    {
        var length = ReadVarint();
        if (length <= (ulong)_rest.Length)
        {
            return Take((int)length);
        }

        Break();
        return default;
    }

    /// <summary>Passes over a field of a newer schema, or of an unexpected type.</summary>
    internal void Skip(uint tag)
    {
        switch (tag & WireTypeMask)
        {
            case Varint:
                ReadVarint();
                break;
            case Fixed64:
                Take(sizeof(ulong));
                break;
            case Length:
                ReadBytes();
                break;
            case Fixed32:
                Take(sizeof(uint));
                break;
            case StartGroup:
                SkipGroup();
                break;
            default:
                Break();
                break;
        }
    }

    // Groups nest; counting them instead of recursing keeps a hostile message off the stack.
    private void SkipGroup()
    {
        var open = 1;
        while (open > 0 && TryReadTag(out var tag))
        {
            switch (tag & WireTypeMask)
            {
                case StartGroup:
                    open++;
                    break;
                case EndGroup:
                    open--;
                    break;
                default:
                    Skip(tag);
                    break;
            }
        }

        if (open > 0)
        {
            Break();
        }
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _rest.Length)
        {
            Break();
            return default;
        }

        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }

    private void Break()
    {
        IsBroken = true;
        _rest = default;
    }
}

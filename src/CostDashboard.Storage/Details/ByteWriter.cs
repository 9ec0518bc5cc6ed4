using System.Buffers;
using System.Buffers.Binary;
using System.Text.Unicode;

namespace CostDashboard.Storage.Details;

/// <summary>Writes numbers and text into one growing buffer that is used again for the next span.</summary>
internal sealed class ByteWriter
{
    private byte[] _bytes = new byte[4096];
    private int _length;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public void Clear() => _length = 0;

    public void Byte(byte value)
    {
        Reserve(1);
        _bytes[_length++] = value;
    }

    /// <summary>Base-128, least significant digits first.</summary>
    public void Varint(ulong value)
    {
        Reserve(10);
        for (; value >= 0x80; value >>= 7)
        {
            _bytes[_length++] = (byte)(value | 0x80);
        }

        _bytes[_length++] = (byte)value;
    }

    public void Count(int value) => Varint((ulong)value);

    /// <summary>Zig-zag, so that small negative numbers are short as well.</summary>
    public void Signed(long value) => Varint(((ulong)value << 1) ^ (ulong)(value >> 63));

    /// <summary>Null, or one more than the zig-zag number.</summary>
    public void Signed(long? value)
    {
        Byte(value is null ? (byte)0 : (byte)1);
        if (value is { } number)
        {
            Signed(number);
        }
    }

    public void Fixed64(ulong value)
    {
        Reserve(8);
        BinaryPrimitives.WriteUInt64LittleEndian(_bytes.AsSpan(_length), value);
        _length += 8;
    }

    /// <summary>All 96 bits and the scale, so that what comes back is the same to the last zero.</summary>
    public void Decimal(decimal value)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        Byte((byte)(((parts[3] >> 16) & 0x7f) | (parts[3] < 0 ? 0x80 : 0)));
        Varint((uint)parts[0] | ((ulong)(uint)parts[1] << 32));
        Varint((uint)parts[2]);
    }

    public void Bytes(ReadOnlySpan<byte> value)
    {
        Count(value.Length);
        Raw(value);
    }

    /// <summary>
    /// One number, then the text: 0 is null; else its two lowest bits say how it goes on: 1 UTF-8 of so many bytes,
    /// 2 the entry of <see cref="WellKnownText"/> with that index, 3 so many UTF-16 units (for text that is no valid Unicode).
    /// </summary>
    public void Text(string? value)
    {
        if (value is null)
        {
            Byte(0);
            return;
        }

        if (WellKnownText.IndexOf(value) is >= 0 and var index)
        {
            Varint(((ulong)index << 2) | 2);
            return;
        }

        Reserve(5 + (value.Length * 3));
        var room = _bytes.AsSpan(_length + 5);
        if (Utf8.FromUtf16(value, room, out _, out var written, replaceInvalidSequences: false) is OperationStatus.Done)
        {
            Varint(((ulong)written << 2) | 1);
            room[..written].CopyTo(_bytes.AsSpan(_length));
            _length += written;
            return;
        }

        Varint(((ulong)value.Length << 2) | 3);
        foreach (var unit in value)
        {
            Byte((byte)unit);
            Byte((byte)(unit >> 8));
        }
    }

    private void Raw(ReadOnlySpan<byte> value)
    {
        Reserve(value.Length);
        value.CopyTo(_bytes.AsSpan(_length));
        _length += value.Length;
    }

    private void Reserve(int count)
    {
        if (_bytes.Length - _length < count)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + count));
        }
    }
}

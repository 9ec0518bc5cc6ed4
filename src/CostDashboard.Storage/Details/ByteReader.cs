using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace CostDashboard.Storage.Details;

/// <summary>Reads what <see cref="ByteWriter"/> wrote.</summary>
/// <exception cref="InvalidDataException">Every method throws it where the bytes end too early or make no sense.</exception>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    public byte Byte()
    {
        var value = Take(1)[0];
        return value;
    }

    public ulong Varint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("A stored number has more than 64 bits.");
    }

    /// <summary>A number of things that follow, each of at least one byte: so it cannot ask for more memory than there are bytes.</summary>
    public int Count()
    {
        var count = Varint();
        return count <= (ulong)_rest.Length ? (int)count : throw Short();
    }

    public long Signed()
    {
        var value = Varint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public long? SignedOrNull() => Byte() == 0 ? null : Signed();

    public ulong Fixed64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    public decimal Decimal()
    {
        var scale = Byte();
        var low = Varint();
        var high = (int)(uint)Varint();
        return new((int)(uint)low, (int)(uint)(low >> 32), high, (scale & 0x80) != 0, (byte)(scale & 0x7f));
    }

    public byte[] Bytes() => Take(Count()).ToArray();

    public string? TextOrNull()
    {
        var code = Varint();
        var number = code >> 2;
        return (code & 3) switch
        {
            0 => null,
            1 => Encoding.UTF8.GetString(Take(Length(number))),
            2 => WellKnownText.At(Length(number, int.MaxValue)),
            _ => new(MemoryMarshal.Cast<byte, char>(Take(Length(number * 2)))),
        };
    }

    public string Text() => TextOrNull() ?? throw new InvalidDataException("A stored text is missing.");

    private readonly int Length(ulong value, int most = -1) => value <= (ulong)(most < 0 ? _rest.Length : most) ? (int)value : throw Short();

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length)
        {
            throw Short();
        }

        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    private static InvalidDataException Short() => new("The stored details of a span end too early.");
}

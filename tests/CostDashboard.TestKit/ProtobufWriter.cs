using System.Buffers.Binary;
using System.Text;

namespace CostDashboard.TestKit;

/// <summary>Writes the four protobuf wire types that OTLP uses, so that tests need no generated code and share none with the decoder they test.</summary>
internal sealed class ProtobufWriter
{
    private readonly MemoryStream _bytes = new();

    internal byte[] ToArray() => _bytes.ToArray();

    internal void Varint(int field, ulong value)
    {
        Raw((ulong)(field << 3));
        Raw(value);
    }

    internal void Fixed64(int field, ulong value)
    {
        Raw((ulong)((field << 3) | 1));
        Span<byte> eight = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(eight, value);
        _bytes.Write(eight);
    }

    internal void Bytes(int field, ReadOnlySpan<byte> value)
    {
        Raw((ulong)((field << 3) | 2));
        Raw((ulong)value.Length);
        _bytes.Write(value);
    }

    internal void Text(int field, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            Bytes(field, Encoding.UTF8.GetBytes(value));
        }
    }

    internal void Message(int field, Action<ProtobufWriter> write)
    {
        var inner = new ProtobufWriter();
        write(inner);
        Bytes(field, inner._bytes.GetBuffer().AsSpan(0, (int)inner._bytes.Length));
    }

    private void Raw(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            _bytes.WriteByte((byte)(value | 0x80));
        }

        _bytes.WriteByte((byte)value);
    }
}

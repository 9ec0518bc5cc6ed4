using System.Buffers;
using System.IO.Compression;

namespace CostDashboard.Storage.Details;

/// <summary>One byte that says how, then the bytes: plain, or compressed where that saves an eighth. The same bytes give the same result on every machine.</summary>
internal static class Packing
{
    private const byte Plain = 0;
    private const byte Brotli = 1;

    // Below this size a compressor's state costs more than the bytes it saves.
    private const int WorthTrying = 1024;

    public static byte[] Pack(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= WorthTrying && Compress(bytes) is { } packed)
        {
            return packed;
        }

        var plain = new byte[bytes.Length + 1];
        plain[0] = Plain;
        bytes.CopyTo(plain.AsSpan(1));
        return plain;
    }

    public static ReadOnlySpan<byte> Unpack(byte[] packed) => packed switch
    {
        [Plain, ..] => packed.AsSpan(1),
        [Brotli, ..] => Decompress(packed),
        _ => throw new InvalidDataException("The stored details of a span are in an unknown form."),
    };

    // Brotli | length of the plain bytes as four bytes | the stream
    private static byte[]? Compress(ReadOnlySpan<byte> bytes)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength(bytes.Length));
        try
        {
            return BrotliEncoder.TryCompress(bytes, buffer, out var written, quality: 1, window: 18) && written + 5 < bytes.Length - (bytes.Length / 8)
                ? [Brotli, .. BitConverter.GetBytes(bytes.Length), .. buffer.AsSpan(0, written)]
                : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] Decompress(byte[] packed)
    {
        var length = packed.Length >= 5 ? BitConverter.ToInt32(packed, 1) : -1;
        if (length is < 0 or > 256 * 1024 * 1024)
        {
            throw new InvalidDataException("The stored details of a span state no possible length.");
        }

        var bytes = new byte[length];
        return BrotliDecoder.TryDecompress(packed.AsSpan(5), bytes, out var written) && written == length
            ? bytes
            : throw new InvalidDataException("The stored details of a span cannot be decompressed.");
    }
}

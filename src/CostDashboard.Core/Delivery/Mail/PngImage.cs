using System.Buffers.Binary;
using System.IO.Compression;

namespace CostDashboard.Core.Delivery.Mail;

/// <summary>Colours as they are on the screen, with how opaque they are.</summary>
internal readonly record struct Rgba(byte Red, byte Green, byte Blue, byte Alpha = 255);

/// <summary>A picture of pixels, written as PNG: https://www.w3.org/TR/png-3/. Transparent where nothing was drawn.</summary>
internal sealed class PngImage(int width, int height)
{
    private const int BytesPerPixel = 4;

    private static readonly uint[] s_crcTable = [.. Enumerable.Range(0, 256).Select(n =>
    {
        var c = (uint)n;
        for (var k = 0; k < 8; k++)
        {
            c = (c & 1) != 0 ? 0xedb88320 ^ (c >> 1) : c >> 1;
        }

        return c;
    })];

    private readonly byte[] _pixels = new byte[width * height * BytesPerPixel];

    /// <summary>Fills a rectangle; what is outside of the picture is left out.</summary>
    public void Fill(int left, int top, int right, int bottom, Rgba colour)
    {
        for (var y = Math.Max(top, 0); y < Math.Min(bottom, height); y++)
        {
            for (var x = Math.Max(left, 0); x < Math.Min(right, width); x++)
            {
                var at = ((y * width) + x) * BytesPerPixel;
                (_pixels[at], _pixels[at + 1], _pixels[at + 2], _pixels[at + 3]) = (colour.Red, colour.Green, colour.Blue, colour.Alpha);
            }
        }
    }

    public byte[] ToPng()
    {
        using var png = new MemoryStream();
        png.Write([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);

        // Eight bits of each channel, red, green, blue and alpha; deflate, the usual filters, not interlaced.
        (header[8], header[9]) = (8, 6);
        WriteChunk(png, "IHDR"u8, header);
        WriteChunk(png, "IDAT"u8, Compressed());
        WriteChunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    // Each line begins with its filter, which is none.
    private byte[] Compressed()
    {
        using var bytes = new MemoryStream();
        using (var zlib = new ZLibStream(bytes, CompressionLevel.Optimal))
        {
            for (var y = 0; y < height; y++)
            {
                zlib.WriteByte(0);
                zlib.Write(_pixels, y * width * BytesPerPixel, width * BytesPerPixel);
            }
        }

        return bytes.ToArray();
    }

    private static void WriteChunk(MemoryStream png, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        png.Write(type);
        png.Write(data);
        var crc = uint.MaxValue;
        foreach (var part in type)
        {
            crc = Next(crc, part);
        }

        foreach (var part in data)
        {
            crc = Next(crc, part);
        }

        BinaryPrimitives.WriteUInt32BigEndian(number, ~crc);
        png.Write(number);
    }

    private static uint Next(uint crc, byte part) => s_crcTable[(crc ^ part) & 0xff] ^ (crc >> 8);
}

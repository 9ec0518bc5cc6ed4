using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CostDashboard.Storage.Engines;

/// <summary>Numbers made from content by the client, the same on every node: the first 63 bits of the SHA-256.</summary>
internal static class ContentHash
{
    public static long Of(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        return BinaryPrimitives.ReadInt64BigEndian(hash) & long.MaxValue;
    }

    public static long Of(string text)
    {
        Span<byte> buffer = stackalloc byte[1024];
        return Encoding.UTF8.GetMaxByteCount(text.Length) <= buffer.Length
            ? Of(buffer[..Encoding.UTF8.GetBytes(text, buffer)])
            : Of(Encoding.UTF8.GetBytes(text));
    }
}

using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CostDashboard.Core.Units;

namespace CostDashboard.Ingest;

/// <summary>
/// Makes trace and span ids of whatever names a sender has for them. The same name always gives the same id, so a parent is found by its name and a
/// span that comes again replaces itself.
/// </summary>
/// <remarks>
/// 32 (a span: 16) hexadecimal digits are the id themselves. A UUID is a trace id without its hyphens. Of every other text the first 16 (8) bytes of
/// the SHA-256 of its UTF-8 are the id. All zero is no id.
/// </remarks>
internal static class ForeignIds
{
    internal static TraceId TraceOf(ReadOnlySpan<byte> name)
    {
        Span<byte> bytes = stackalloc byte[TraceId.Length];
        if (!TryHex(name, bytes) && !TryUuid(name, bytes))
        {
            Hash(name, bytes);
        }

        return TraceId.FromBytes(bytes);
    }

    internal static SpanId SpanOf(ReadOnlySpan<byte> name)
    {
        Span<byte> bytes = stackalloc byte[SpanId.Length];
        if (!TryHex(name, bytes))
        {
            Hash(name, bytes);
        }

        return SpanId.FromBytes(bytes);
    }

    private static bool TryHex(ReadOnlySpan<byte> name, Span<byte> bytes) =>
        name.Length == 2 * bytes.Length && Convert.FromHexString(name, bytes, out _, out var written) is OperationStatus.Done && written == bytes.Length;

    // 8-4-4-4-12 digits
    private static bool TryUuid(ReadOnlySpan<byte> name, Span<byte> bytes)
    {
        const int UuidLength = 36;
        if (name.Length != UuidLength || name[8] != '-' || name[13] != '-' || name[18] != '-' || name[23] != '-')
        {
            return false;
        }

        Span<byte> digits = stackalloc byte[2 * TraceId.Length];
        name[..8].CopyTo(digits);
        name[9..13].CopyTo(digits[8..]);
        name[14..18].CopyTo(digits[12..]);
        name[19..23].CopyTo(digits[16..]);
        name[24..].CopyTo(digits[20..]);
        return TryHex(digits, bytes);
    }

    private static void Hash(ReadOnlySpan<byte> name, Span<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(name, hash);
        hash[..bytes.Length].CopyTo(bytes);
    }
}

/// <summary>
/// Ids of spans whose sender gave none. With an idempotency key they follow from it, from the place in the request and from the bytes: the same
/// request again gives the same ids, for ever and with nothing to remember. Without a key they are new each time.
/// </summary>
internal readonly struct GivenIds(string? idempotencyKey)
{
    /// <param name="item">Which item of the request it is.</param>
    /// <param name="ordinal">Which span of the item.</param>
    /// <param name="said">The item as it came.</param>
    internal (TraceId Trace, SpanId Span) For(long item, int ordinal, ReadOnlySpan<byte> said)
    {
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        if (idempotencyKey is null)
        {
            RandomNumberGenerator.Fill(bytes);
        }
        else
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            Span<byte> place = stackalloc byte[sizeof(long) + sizeof(int)];
            BinaryPrimitives.WriteInt64BigEndian(place, item);
            BinaryPrimitives.WriteInt32BigEndian(place[sizeof(long)..], ordinal);
            hash.AppendData(place);
            hash.AppendData(said);
            hash.AppendData(Encoding.UTF8.GetBytes(idempotencyKey));
            hash.GetHashAndReset(bytes);
        }

        return (TraceId.FromBytes(bytes), SpanId.FromBytes(bytes[TraceId.Length..]));
    }
}

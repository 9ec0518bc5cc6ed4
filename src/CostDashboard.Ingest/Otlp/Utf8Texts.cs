using System.Text;

namespace CostDashboard.Ingest.Otlp;

/// <summary>Makes strings of UTF-8, and the same string for the same short text: keys, models and services repeat in every span.</summary>
/// <remarks>
/// The memory is one slot per hash value, and the newest text takes the slot: it cannot grow, a miss costs what a plain decoding costs,
/// and threads may race on it, because a reference is written whole and is compared before it is used.
/// </remarks>
internal static class Utf8Texts
{
    private const int Slots = 8192;
    private const int LongestRemembered = 64;

    private static readonly string?[] s_slots = new string?[Slots];

    /// <summary>The text; bytes that are no UTF-8 become U+FFFD.</summary>
    internal static string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length is 0 or > LongestRemembered)
        {
            return utf8.IsEmpty ? "" : Encoding.UTF8.GetString(utf8);
        }

        ref var slot = ref s_slots[Hash(utf8) & (Slots - 1)];
        if (slot is { } known && known.Length == utf8.Length && Ascii.Equals(utf8, known))
        {
            return known;
        }

        var text = Encoding.UTF8.GetString(utf8);
        if (text.Length == utf8.Length)
        {
            slot = text;
        }

        return text;
    }

    /// <summary>At most so many bytes of the text, cut between two characters.</summary>
    internal static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> utf8, int mostBytes)
    {
        if (utf8.Length <= mostBytes)
        {
            return utf8;
        }

        const byte LeadMask = 0b1100_0000;
        const byte Continuation = 0b1000_0000;
        const int LongestCharacter = 4;
        var end = mostBytes;
        while (end > mostBytes - LongestCharacter && (utf8[end] & LeadMask) == Continuation)
        {
            end--;
        }

        return utf8[..end];
    }

    // FNV-1a; a collision only costs a miss.
    private static uint Hash(ReadOnlySpan<byte> utf8)
    {
        var hash = 2166136261u;
        foreach (var one in utf8)
        {
            hash = (hash ^ one) * 16777619u;
        }

        return hash ^ (hash >> 15);
    }
}

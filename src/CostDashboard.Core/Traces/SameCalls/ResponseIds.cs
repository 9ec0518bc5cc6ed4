using System.Numerics;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Traces.SameCalls;

/// <summary>Which response ids are one response's alone. Others ("", "unknown", "chatcmpl-123") say nothing, and joining by them would hide real cost.</summary>
internal static class ResponseIds
{
    // Ollama numbers its answers chatcmpl-0 to chatcmpl-998. What providers make at random has 20 letters and digits or more.
    private const int FewestLettersAndDigits = 12;

    // "00000000-0000-0000-0000-000000000000", "xxxxxxxxxxxx".
    private const int FewestDifferent = 6;

    // Ids that a client library gives an answer whose provider's id it does not pass on: the Vercel AI SDK for text and for objects, LangChain for a run.
    // The library's reports bear the same one; the provider's own, and other libraries', bear another or none.
    private static readonly string[] s_inventedPrefixes = ["aitxt-", "aiobj-", "run-", "lc_run-"];

    /// <summary>
    /// 63 bits that stand for the id, negative (<see cref="IsInvented"/>) for one that a client library made up; null for none and for one that
    /// may be many responses'.
    /// </summary>
    internal static long? KeyOf(string? id)
    {
        if (id is null || !IsUnique(id))
        {
            return null;
        }

        var hash = new StableHash();
        hash.Add(id);
        return Array.Exists(s_inventedPrefixes, prefix => id.StartsWith(prefix, StringComparison.Ordinal)) ? ~hash.Value : hash.Value;
    }

    /// <summary>The key is of an id that no provider gave: it says nothing against another id of the same call.</summary>
    internal static bool IsInvented(long key) => key < 0;

    /// <summary>Whether it is long and mixed enough to have been made at random. One that may have been cut is not.</summary>
    internal static bool IsUnique(string id)
    {
        var body = WithoutPrefix(id);
        if (id.Length >= SpendKey.LongestValue || body.Length < FewestLettersAndDigits)
        {
            return false;
        }

        // A bit for each letter and digit that was seen: of two halves of ASCII, for 128 bits in one are slow.
        ulong seenLow = 0, seenHigh = 0;
        var count = 0;
        bool hasDigit = false, hasUpper = false, hasLower = false;
        foreach (var letter in body)
        {
            if (!char.IsAsciiLetterOrDigit(letter))
            {
                continue;
            }

            count++;
            seenLow |= letter < 64 ? 1UL << letter : 0;
            seenHigh |= letter < 64 ? 0 : 1UL << (letter - 64);
            hasDigit |= char.IsAsciiDigit(letter);
            hasUpper |= char.IsAsciiLetterUpper(letter);
            hasLower |= char.IsAsciiLetterLower(letter);
        }

        // Without a digit and in one case it is words: "response-of-the-test".
        var different = BitOperations.PopCount(seenLow) + BitOperations.PopCount(seenHigh);
        return count >= FewestLettersAndDigits && different >= FewestDifferent && (hasDigit || (hasUpper && hasLower));
    }

    // chatcmpl-, msg_, resp_, req_, run-: the kind of thing, which all of them share.
    private static ReadOnlySpan<char> WithoutPrefix(string id)
    {
        var cut = id.AsSpan().IndexOfAny('-', '_');
        return cut > 0 && !id.AsSpan(0, cut).ContainsAnyExceptInRange('A', 'z') ? id.AsSpan(cut + 1) : id;
    }
}

using System.Buffers;

namespace CostDashboard.Core.Content.Redaction.Rules;

/// <summary>What the rules ask of single characters.</summary>
internal static class Letters
{
    /// <summary>Of tokens and keys: base64url, and what joins its parts.</summary>
    internal static readonly SearchValues<char> Token = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    /// <summary>The same with what base64 and joined tokens have besides.</summary>
    internal static readonly SearchValues<char> LongToken = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.+/=~");

    /// <summary>How many characters from here on are of these.</summary>
    internal static int Run(ReadOnlySpan<char> text, SearchValues<char> of) => text.IndexOfAnyExcept(of) is >= 0 and var end ? end : text.Length;

    /// <summary>Whether a word may begin here: what stands before is no letter and no digit.</summary>
    internal static bool IsWordStart(string text, int at, int from) => at == from || !char.IsLetterOrDigit(text[at - 1]);
}

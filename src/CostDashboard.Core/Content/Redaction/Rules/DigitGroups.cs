namespace CostDashboard.Core.Content.Redaction.Rules;

/// <summary>Digits in groups: single spaces, no-break spaces or hyphens may stand between them.</summary>
internal static class DigitGroups
{
    /// <summary>Reads digits from here on, at most as many as there is room for.</summary>
    /// <param name="digits">Filled with the digits, as numbers.</param>
    /// <param name="ends">Filled with the place behind each digit.</param>
    /// <returns>How many were read.</returns>
    internal static int Read(ReadOnlySpan<char> text, Span<byte> digits, Span<int> ends)
    {
        var (count, at) = (0, 0);
        while (at < text.Length && count < digits.Length)
        {
            if (char.IsAsciiDigit(text[at]))
            {
                (digits[count], ends[count]) = ((byte)(text[at] - '0'), ++at);
                count++;
            }
            else if (count > 0 && IsSeparator(text[at]) && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]))
            {
                at++;
            }
            else
            {
                break;
            }
        }

        return count;
    }

    internal static bool IsSeparator(char letter) => letter is ' ' or '-' or '\u00a0';
}

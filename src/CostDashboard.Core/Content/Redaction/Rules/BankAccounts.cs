namespace CostDashboard.Core.Content.Redaction.Rules;

/// <summary>International bank account numbers, in one or in groups: two letters of a country, two check digits, 11 to 30 letters and digits.</summary>
/// <remarks>ISO 13616: with the first four characters behind the others, and letters as 10 to 35, the remainder of a division by 97 is 1 (ISO 7064, MOD 97-10).</remarks>
internal static class BankAccounts
{
    private const int Shortest = 15;
    private const int Longest = 34;

    internal static void Find(string text, Range piece, List<Finding> found)
    {
        var (from, length) = piece.GetOffsetAndLength(text.Length);
        var end = from + length;
        for (var at = from; at + Shortest <= end; at++)
        {
            var next = text.AsSpan(at, end - at).IndexOfAnyInRange('A', 'Z');
            if (next < 0)
            {
                return;
            }

            at += next;
            if (Letters.IsWordStart(text, at, from) && LengthAt(text.AsSpan(at, end - at)) is > 0 and var size)
            {
                found.Add(new(at, size, BuiltInRules.NameOf(BuiltInRule.BankAccounts)));
                at += size - 1;
            }
        }
    }

    private static int LengthAt(ReadOnlySpan<char> text)
    {
        if (text is not [_, >= 'A' and <= 'Z', >= '0' and <= '9', >= '0' and <= '9', ..])
        {
            return 0;
        }

        Span<char> letters = stackalloc char[Longest];
        Span<int> ends = stackalloc int[Longest];
        var count = 0;
        for (var at = 0; at < text.Length && count < Longest; at++)
        {
            if (text[at] is (>= 'A' and <= 'Z') or (>= '0' and <= '9'))
            {
                (letters[count], ends[count]) = (text[at], at + 1);
                count++;
            }
            else if (!DigitGroups.IsSeparator(text[at]))
            {
                break;
            }
        }

        for (; count >= Shortest; count--)
        {
            var size = ends[count - 1];
            if ((size == text.Length || !char.IsLetterOrDigit(text[size])) && IsRight(letters[..count]))
            {
                return size;
            }
        }

        return 0;
    }

    private static bool IsRight(ReadOnlySpan<char> letters)
    {
        const int Head = 4;
        var remainder = 0;
        for (var i = 0; i < letters.Length; i++)
        {
            var letter = letters[(i + Head) % letters.Length];
            remainder = char.IsAsciiDigit(letter)
                ? ((remainder * 10) + letter - '0') % 97
                : ((remainder * 100) + letter - 'A' + 10) % 97;
        }

        return remainder == 1;
    }
}

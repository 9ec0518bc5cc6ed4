namespace CostDashboard.Core.Content.Redaction.Rules;

/// <summary>
/// Numbers of payment cards, written in one or in groups: 13 to 19 digits that begin as cards do (2 to 6) and whose last digit checks the others.
/// A tenth of other numbers of that form pass the check and are taken out too.
/// </summary>
/// <remarks>ISO/IEC 7812-1: issuer identification numbers, and annex B, the Luhn formula.</remarks>
internal static class PaymentCards
{
    private const int Shortest = 13;
    private const int Longest = 19;

    internal static void Find(string text, Range piece, List<Finding> found)
    {
        var (from, length) = piece.GetOffsetAndLength(text.Length);
        var end = from + length;
        for (var at = from; at < end; at++)
        {
            var next = text.AsSpan(at, end - at).IndexOfAnyInRange('0', '9');
            if (next < 0)
            {
                return;
            }

            at += next;
            if (at > from && char.IsAsciiDigit(text[at - 1]))
            {
                // Within a longer number: only its beginning is looked at, and the beginnings of groups.
                at += text.AsSpan(at, end - at).IndexOfAnyExceptInRange('0', '9') is >= 0 and var rest ? rest : end - at;
                continue;
            }

            if (LengthAt(text.AsSpan(at, end - at)) is > 0 and var size)
            {
                found.Add(new(at, size, BuiltInRules.NameOf(BuiltInRule.Cards)));
                at += size - 1;
            }
        }
    }

    // The longest that passes: behind the number there may stand others, such as its month and year.
    private static int LengthAt(ReadOnlySpan<char> text)
    {
        if (text[0] is < '2' or > '6')
        {
            return 0;
        }

        Span<byte> digits = stackalloc byte[Longest];
        Span<int> ends = stackalloc int[Longest];
        for (var count = DigitGroups.Read(text, digits, ends); count >= Shortest; count--)
        {
            var size = ends[count - 1];
            if ((size == text.Length || !char.IsAsciiDigit(text[size])) && PassesLuhn(digits[..count]))
            {
                return size;
            }
        }

        return 0;
    }

    private static bool PassesLuhn(ReadOnlySpan<byte> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] * (i % 2 == 0 ? 1 : 2);
            sum += digit > 9 ? digit - 9 : digit;
        }

        return sum % 10 == 0;
    }
}

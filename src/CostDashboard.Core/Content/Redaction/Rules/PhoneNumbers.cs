namespace CostDashboard.Core.Content.Redaction.Rules;

/// <summary>Telephone numbers in international form: a plus and 8 to 15 digits, in one or in groups, also with brackets, points and slashes between them (ITU-T E.164, E.123).</summary>
internal static class PhoneNumbers
{
    private const int Fewest = 8;
    private const int Most = 15;

    internal static void Find(string text, Range piece, List<Finding> found)
    {
        var (from, length) = piece.GetOffsetAndLength(text.Length);
        var end = from + length;
        for (var at = from; at < end; at++)
        {
            var next = text.IndexOf('+', at, end - at);
            if (next < 0)
            {
                return;
            }

            at = next;
            if (Letters.IsWordStart(text, at, from) && LengthAt(text.AsSpan(at, end - at)) is > 0 and var size)
            {
                found.Add(new(at, size, BuiltInRules.NameOf(BuiltInRule.Phones)));
                at += size - 1;
            }
        }
    }

    private static int LengthAt(ReadOnlySpan<char> text)
    {
        var (digits, size) = (0, 0);
        if (text is not [_, >= '0' and <= '9', ..])
        {
            return 0;
        }

        for (var at = 1; at < text.Length && digits < Most; at++)
        {
            if (char.IsAsciiDigit(text[at]))
            {
                digits++;
                size = at + 1;
            }
            else if (at - size > 1 || !(DigitGroups.IsSeparator(text[at]) || text[at] is '(' or ')' or '.' or '/'))
            {
                break;
            }
        }

        return digits >= Fewest && (size == text.Length || !char.IsAsciiDigit(text[size])) ? size : 0;
    }
}

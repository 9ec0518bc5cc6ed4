namespace CostDashboard.Core.Content.Redaction.Rules;

/// <summary>E-mail addresses: letters of any script, digits and <c>._-+%'</c>, an at sign, and a domain with a dot (of RFC 5321 what is in use).</summary>
internal static class MailAddresses
{
    // RFC 5321, 4.5.3.1
    private const int LongestLocal = 64;
    private const int LongestDomain = 255;

    internal static void Find(string text, Range piece, List<Finding> found)
    {
        var (from, length) = piece.GetOffsetAndLength(text.Length);
        var end = from + length;
        for (var at = from; at < end; at++)
        {
            var next = text.IndexOf('@', at, end - at);
            if (next < 0)
            {
                return;
            }

            at = next;
            var start = at;
            while (start > from && at - start < LongestLocal && IsLocal(text[start - 1]))
            {
                start--;
            }

            var domain = DomainLength(text.AsSpan(at + 1, Math.Min(end - at - 1, LongestDomain)));
            if (start < at && domain > 0)
            {
                found.Add(new(start, at + 1 + domain - start, BuiltInRules.NameOf(BuiltInRule.Mails)));
                at += domain;
            }
        }
    }

    private static bool IsLocal(char letter) => char.IsLetterOrDigit(letter) || char.IsSurrogate(letter) || letter is '.' or '_' or '-' or '+' or '%' or '\'';

    // The longest run of labels that ends in one of two letters at least.
    private static int DomainLength(ReadOnlySpan<char> text)
    {
        var end = 0;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '-' or '.'))
        {
            end++;
        }

        for (; end > 0; end--)
        {
            var domain = text[..end];
            var dot = domain.LastIndexOf('.');
            if (dot <= 0)
            {
                return 0;
            }

            if (end - dot > 2 && char.IsLetter(domain[^1]) && char.IsLetter(domain[dot + 1]))
            {
                return end;
            }
        }

        return 0;
    }
}

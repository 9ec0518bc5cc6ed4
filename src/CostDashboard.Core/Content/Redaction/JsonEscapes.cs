using System.Globalization;
using System.Text;

namespace CostDashboard.Core.Content.Redaction;

/// <summary>Undoes JSON's escapes wherever they stand, again and again until there is none: for text that is JSON only in part.</summary>
internal static class JsonEscapes
{
    internal static string Undo(string text)
    {
        while (text.Contains('\\', StringComparison.Ordinal))
        {
            var plain = UndoOnce(text);
            if (plain.Length == text.Length)
            {
                return text;
            }

            text = plain;
        }

        return text;
    }

    private static string UndoOnce(string text)
    {
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var next = text[i] == '\\' && i + 1 < text.Length ? text[i + 1] : '\0';
            char? meant = next switch
            {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'b' => '\b',
                'f' => '\f',
                '"' or '\\' or '/' => next,
                _ => null,
            };
            if (meant is { } one)
            {
                plain.Append(one);
                i++;
            }
            else if (next == 'u' && i + 6 <= text.Length
                && ushort.TryParse(text.AsSpan(i + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
            {
                plain.Append((char)unit);
                i += 5;
            }
            else
            {
                plain.Append(text[i]);
            }
        }

        return plain.ToString();
    }
}

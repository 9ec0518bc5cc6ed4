using System.Buffers;
using System.Text;

namespace CostDashboard.Core.Content;

/// <summary>Closes JSON that was cut off, by a limit of ours or of the sender: what stands before the cut can be read then.</summary>
internal static class CutJson
{
    private static readonly SearchValues<char> s_endsOfWord = SearchValues.Create(",]}: \t\r\n");

    private enum Place
    {
        Value,
        Name,
        Colon,
        Comma,
    }

    /// <summary>The text with what closes it; null when it is not the beginning of JSON's objects or lists, or is closed already.</summary>
    /// <remarks>An unfinished text is closed where it ends, an unfinished number or word left out, and a name without a value gets null.</remarks>
    internal static string? Mend(string text)
    {
        var open = new Stack<char>();
        var place = Place.Value;
        var keep = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var letter = text[i];
            switch (letter)
            {
                case '{' or '[':
                    open.Push(letter);
                    place = letter == '{' ? Place.Name : Place.Value;
                    break;
                case '}' or ']':
                    if (!open.TryPop(out _) || open.Count == 0)
                    {
                        return null;
                    }

                    place = Place.Comma;
                    break;
                case '"':
                    var end = EndOfText(text, i);
                    if (end < 0)
                    {
                        return Close(new StringBuilder(WithoutHalfEscape(text)).Append('"').Append(place is Place.Name ? ":null" : ""), open);
                    }

                    i = end;
                    place = place is Place.Name ? Place.Colon : Place.Comma;
                    break;
                case ':':
                    place = Place.Value;
                    continue;
                case ',':
                    place = open.TryPeek(out var inner) && inner == '{' ? Place.Name : Place.Value;
                    continue;
                case ' ' or '\t' or '\r' or '\n':
                    continue;
                default:
                    i = EndOfWord(text, i);
                    if (i == text.Length)
                    {
                        continue;
                    }

                    i--;
                    place = Place.Comma;
                    break;
            }

            keep = i + 1;
        }

        if (open.Count == 0)
        {
            return null;
        }

        // A name whose value did not begin; behind a comma nothing is missing.
        var isNamed = place is Place.Colon || (place is Place.Value && open.Peek() == '{' && keep > 0 && text[keep - 1] == '"');
        return Close(new StringBuilder(text, 0, keep, text.Length + 16).Append(isNamed ? ":null" : ""), open);
    }

    private static string Close(StringBuilder text, Stack<char> open)
    {
        foreach (var bracket in open)
        {
            text.Append(bracket == '{' ? '}' : ']');
        }

        return text.ToString();
    }

    private static int EndOfText(string text, int start)
    {
        for (var i = start + 1; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == '"')
            {
                return i;
            }
        }

        return -1;
    }

    private static int EndOfWord(string text, int start)
    {
        var length = text.AsSpan(start).IndexOfAny(s_endsOfWord);
        return length < 0 ? text.Length : start + Math.Max(length, 1);
    }

    // Of "…\u00e" or "…\" nothing is left of the escape.
    private static string WithoutHalfEscape(string text)
    {
        const int LongestHalf = 5;
        for (var i = text.Length - 1; i >= Math.Max(0, text.Length - LongestHalf); i--)
        {
            if (text[i] != '\\')
            {
                continue;
            }

            var before = i;
            while (before > 0 && text[before - 1] == '\\')
            {
                before--;
            }

            var isEscape = (i - before) % 2 == 0;
            var isHalf = i == text.Length - 1 || text[i + 1] == 'u';
            return isEscape && isHalf ? text[..i] : text;
        }

        return text;
    }
}

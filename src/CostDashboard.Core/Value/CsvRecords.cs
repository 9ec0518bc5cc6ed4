using System.Text;

namespace CostDashboard.Core.Value;

/// <summary>A record of a file: its cells, or what is wrong with its quotes.</summary>
/// <param name="Line">The line that it begins on, from 1.</param>
internal sealed record CsvRecord(int Line, IReadOnlyList<string> Cells, string? Mistake = null);

/// <summary>Splits comma-separated text (RFC 4180) into records; lines of nothing are passed over. Walks over the text once.</summary>
internal static class CsvRecords
{
    private const char Quote = '"';
    private static readonly char[] s_separators = [',', ';', '\t'];

    public static IEnumerable<CsvRecord> Read(string text)
    {
        var separator = SeparatorOf(text);
        var (at, line) = (0, 1);
        while (at < text.Length)
        {
            var (cells, began) = (new List<string>(), line);
            string? mistake = null;
            do
            {
                cells.Add(Cell(text, separator, ref at, ref line, ref mistake));
            }
            while (at < text.Length && text[at] == separator && ++at <= text.Length);

            SkipLineEnd(text, ref at, ref line);
            if (cells is not [""])
            {
                yield return new(began, cells, mistake);
            }
        }
    }

    // The separator that stands first in the first line; a name of a column has none of them.
    private static char SeparatorOf(string text)
    {
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        var first = text.AsSpan(0, end < 0 ? text.Length : end);
        return first.IndexOfAny(s_separators) is >= 0 and var at ? first[at] : ',';
    }

    private static string Cell(string text, char separator, ref int at, ref int line, ref string? mistake)
    {
        if (at >= text.Length || text[at] != Quote)
        {
            var begin = at;
            while (at < text.Length && text[at] != separator && text[at] is not ('\r' or '\n'))
            {
                at++;
            }

            return text[begin..at];
        }

        var cell = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] != Quote)
            {
                line += text[at] == '\n' ? 1 : 0;
                cell.Append(text[at]);
            }
            else if (at + 1 < text.Length && text[at + 1] == Quote)
            {
                cell.Append(text[at++]);
            }
            else
            {
                at++;
                SkipRest(text, separator, ref at, ref mistake);
                return cell.ToString();
            }
        }

        mistake = "A quote is opened and never closed: from there on, nothing could be read.";
        return cell.ToString();
    }

    private static void SkipRest(string text, char separator, ref int at, ref string? mistake)
    {
        while (at < text.Length && text[at] != separator && text[at] is not ('\r' or '\n'))
        {
            mistake = "After a closing quote there is more text in the cell: a quote within a cell is written twice.";
            at++;
        }
    }

    private static void SkipLineEnd(string text, ref int at, ref int line)
    {
        if (at < text.Length && text[at] == '\r')
        {
            at++;
        }

        if (at < text.Length && text[at] == '\n')
        {
            at++;
        }

        line++;
    }
}

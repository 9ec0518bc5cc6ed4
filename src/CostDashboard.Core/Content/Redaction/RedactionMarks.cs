using System.Text;

namespace CostDashboard.Core.Content.Redaction;

/// <summary>The marks that stand where something was taken out. Only marks with the name of a rule count, so that nothing can be hidden within one.</summary>
internal sealed class RedactionMarks(IEnumerable<string> names)
{
    private const string Opening = "[redacted: ";

    private readonly string[] _marks = [.. names.Select(Mark)];

    /// <summary>Whether something may have been taken out of a text.</summary>
    internal static bool MayBeIn(string text) => text.Contains(Opening, StringComparison.Ordinal);

    internal static string Mark(string rule) => $"{Opening}{rule}]";

    internal bool IsMark(string text) => _marks.Contains(text, StringComparer.Ordinal);

    /// <summary>The pieces of a text that are no mark.</summary>
    internal List<Range> Between(string text)
    {
        var pieces = new List<Range>();
        var (from, at) = (0, 0);
        while (at < text.Length && text.IndexOf(Opening, at, StringComparison.Ordinal) is >= 0 and var opening)
        {
            at = opening + 1;
            if (_marks.FirstOrDefault(mark => string.CompareOrdinal(text, opening, mark, 0, mark.Length) == 0) is { } found)
            {
                if (opening > from)
                {
                    pieces.Add(from..opening);
                }

                from = at = opening + found.Length;
            }
        }

        if (from < text.Length)
        {
            pieces.Add(from..text.Length);
        }

        return pieces;
    }

    /// <param name="found">In the order of the text, none within another.</param>
    internal static string Put(string text, IReadOnlyList<Finding> found)
    {
        var result = new StringBuilder(text.Length);
        var at = 0;
        foreach (var one in found)
        {
            result.Append(text, at, one.Start - at).Append(Mark(one.Rule));
            at = one.End;
        }

        return result.Append(text, at, text.Length - at).ToString();
    }
}

using System.Text;

namespace CostDashboard.Core.Traces.Queries;

/// <summary>
/// Cuts a text into terms at blanks outside quotation marks. A term is a field with an operator and values between commas, or free text.
/// In quotation marks a character stands for itself, but for <c>\"</c> and <c>\\</c>. Time grows with the text.
/// </summary>
internal sealed class QueryLexer(string text)
{
    private const char Quote = '"';
    private const char Escape = '\\';
    private const char Star = '*';

    private static readonly string[] s_operators = [">=", "<=", ":", ">", "<", "="];

    private int _at;
    private bool _isUnclosed;

    public IEnumerable<QueryTerm> Terms()
    {
        while (SkipBlanks())
        {
            yield return Term();
        }
    }

    private bool SkipBlanks()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
        {
            _at++;
        }

        return _at < text.Length;
    }

    private QueryTerm Term()
    {
        var begin = _at;
        _isUnclosed = false;
        var isNegated = text[_at] == '-' && _at + 1 < text.Length && !char.IsWhiteSpace(text[_at + 1]);
        _at += isNegated ? 1 : 0;
        var (field, sign) = Field();
        var values = new List<QueryValue>();
        values.Add(Value(isText: field is null));
        while (field is not null && _at < text.Length && text[_at] == ',')
        {
            _at++;
            values.Add(Value(isText: false));
        }

        return new(begin, text[begin.._at], isNegated, field, sign, values, _isUnclosed);
    }

    // A name goes up to the first operator. The name of a tag may be quoted: tag."cost centre":x.
    private (string? Name, string Operator) Field()
    {
        var (begin, name) = (_at, new StringBuilder());
        while (_at < text.Length && !char.IsWhiteSpace(text[_at]))
        {
            if (name.Length > 0 && Operator() is { } found)
            {
                _at += found.Length;
                return (name.ToString(), found);
            }

            if (text[_at] == Quote && IsTagPrefix(name))
            {
                Quoted(name);
            }
            else if (text[_at] is Quote or ',')
            {
                break;
            }
            else
            {
                name.Append(text[_at++]);
            }
        }

        _at = begin;
        _isUnclosed = false;
        return (null, "");
    }

    private static bool IsTagPrefix(StringBuilder name) => string.Equals(name.ToString(), QueryField.TagPrefix, StringComparison.OrdinalIgnoreCase);

    private string? Operator() => Array.Find(s_operators, sign => string.CompareOrdinal(text, _at, sign, 0, sign.Length) == 0);

    private QueryValue Value(bool isText)
    {
        var (begin, value) = (_at, new StringBuilder());
        var stars = new List<int>();
        while (_at < text.Length && !char.IsWhiteSpace(text[_at]) && (isText || text[_at] != ','))
        {
            if (text[_at] == Quote)
            {
                Quoted(value);
            }
            else if (text[_at] == Star)
            {
                stars.Add(value.Length);
                _at++;
            }
            else
            {
                value.Append(text[_at++]);
            }
        }

        var pattern = new TextPattern(value.ToString(), stars.Contains(0), stars.Count > 0 && stars[^1] == value.Length);
        return new(begin, text[begin.._at], pattern, stars.Any(star => star > 0 && star < value.Length));
    }

    private void Quoted(StringBuilder value)
    {
        for (_at++; _at < text.Length; _at++)
        {
            if (text[_at] == Quote)
            {
                _at++;
                return;
            }

            if (text[_at] == Escape && _at + 1 < text.Length && text[_at + 1] is Quote or Escape)
            {
                _at++;
            }

            value.Append(text[_at]);
        }

        _isUnclosed = true;
    }
}

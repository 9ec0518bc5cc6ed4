using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;

namespace CostDashboard.Core.Traces.Queries;

/// <summary>Reads the text of a query. Whatever it is given it ends with a query or with what is wrong, in order; time grows with the text.</summary>
internal sealed class TraceQueryReader
{
    private const string QuoteIt = "To search for it as text, put it in quotation marks.";

    private static readonly string[] s_joins = ["AND", "OR", "NOT"];
    private static readonly string[] s_times = ["start", "time", "date", "from", "to", "since", "until"];

    private readonly List<TraceQueryMistake> _mistakes = [];
    private readonly List<(TraceMatch Values, bool IsWhole)> _texts = [];
    private readonly Dictionary<TraceFigure, TraceRange> _ranges = [];
    private readonly List<string> _words = [];
    private bool _pricedOnly;

    public static TraceQueryReading Read(string text)
    {
        if (text.Length > TraceQuery.LongestText)
        {
            return new(TraceQuery.Everything, [new(TraceQuery.LongestText + 1, text[TraceQuery.LongestText..], $"A query has at most {TraceQuery.LongestText} characters. Take a part of it away.")]);
        }

        var reader = new TraceQueryReader();
        foreach (var term in new QueryLexer(text).Terms())
        {
            reader.Take(term);
        }

        if (reader._texts.Sum(known => known.Values.AnyOf.Count) > TraceQuery.MostValues)
        {
            reader._mistakes.Add(new(1, text, $"A query names at most {TraceQuery.MostValues} values. Use a pattern such as model:claude*, or take some away."));
        }

        return new(reader.Query(), reader._mistakes);
    }

    private void Take(QueryTerm term)
    {
        if (term.IsUnclosed)
        {
            Refuse(term, "A quotation mark is opened and not closed. Write \" at the end of the text, and \\\" for one inside it.");
        }
        else if (term.Written.Any(char.IsControl))
        {
            Refuse(term, "It holds a control character, which no name has: stored names show it by its picture, such as ␀. Write that, or take it away.");
        }
        else if (term.Field is not { } name)
        {
            TakeWord(term);
        }
        else if (FieldOf(term, name) is var (field, tag))
        {
            TakeField(term, field, tag);
        }
    }

    private void TakeWord(QueryTerm term)
    {
        var value = term.Values[0];
        if (s_joins.Contains(term.Written))
        {
            Refuse(term, "Terms hold together without a word between them. For any of several values write step:a,b; to leave one out, -step:a. " + QuoteIt);
        }
        else if (term.IsNegated)
        {
            Refuse(term, "Text cannot be left out of names without saying which. Write -root:*part* for part of a root's name. " + QuoteIt);
        }
        else if (!value.Pattern.IsWhole || value.HasStarInside)
        {
            Refuse(term, "Text is found anywhere in a name, so it takes no *. Leave the * away; for the beginning of a name write root:begin*. " + QuoteIt);
        }
        else if (term.Written[0] is '>' or '<' or '=' or ':')
        {
            Refuse(term, "A field, its sign and its value are written without blanks, as in cost>0.10. " + QuoteIt);
        }
        else if (value.Pattern.Text.Trim() is { Length: > 0 } text)
        {
            _words.Add(text);
        }
    }

    private (QueryField Field, string? Tag)? FieldOf(QueryTerm term, string name)
    {
        if (name.StartsWith(QueryField.TagPrefix, StringComparison.OrdinalIgnoreCase))
        {
            if (name.Length > QueryField.TagPrefix.Length)
            {
                return (QueryField.Tag, name[QueryField.TagPrefix.Length..]);
            }

            Refuse(term, "It names no tag. Write tag.team:search.");
        }
        else if (QueryField.Named(name) is { } field)
        {
            return (field, null);
        }
        else if (s_times.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            Refuse(term, "The period is no part of the query: choose it above the list, or with from and to.");
        }
        else
        {
            Refuse(term, $"There is no field “{name}”. {NearestField.Hint(name)}Fields are {string.Join(", ", QueryField.All.Select(f => f.Name))} and tag.NAME. {QuoteIt}");
        }

        return null;
    }

    private void TakeField(QueryTerm term, QueryField field, string? tag)
    {
        if (term.Values.FirstOrDefault(v => v.IsMissing) is { } missing)
        {
            var none = field.Text is null ? "" : $" Write {field.Name}:\"\" for those that state none.";
            _mistakes.Add(new(Math.Min(missing.At, term.At + term.Written.Length - 1) + 1, term.Written, $"A value is missing right after “{(missing.At > term.Values[0].At ? "," : term.Operator)}”.{none}"));
        }
        else if (field.Figure is { } figure)
        {
            TakeFigure(term, field, figure);
        }
        else if (term.Operator is not (":" or "="))
        {
            Refuse(term, $"{field.Name} has values, which have no order. Write {field.Name}:value.");
        }
        else if (field.Name == QueryField.StatusName)
        {
            TakeStatus(term);
        }
        else
        {
            TakeValues(term, field, tag);
        }
    }

    private void TakeFigure(QueryTerm term, QueryField field, TraceFigure figure)
    {
        var value = term.Values[0];
        if (figure is TraceFigure.Cost && term is { Operator: ":", IsNegated: false, Values.Count: 1 } && string.Equals(value.Written, "known", StringComparison.OrdinalIgnoreCase))
        {
            _pricedOnly = true;
            return;
        }

        if (term.IsNegated)
        {
            Refuse(term, $"A range is turned round, not left out. Write the opposite sign, as in {field.Name}<=5 for -{field.Name}>5.");
            return;
        }

        if (term.Operator == ":" || term.Values.Count > 1)
        {
            Refuse(term, $"{field.Name} is a figure. Write {field.Name}>=3, or both ends of a range: {field.Name}>=3 {field.Name}<=7.");
            return;
        }

        var (number, reason) = QueryFigures.Read(figure, value.Written);
        if (number is not { } bound)
        {
            _mistakes.Add(new(value.At + 1, value.Written, reason!));
            return;
        }

        TraceRange asked = term.Operator switch
        {
            ">" => new(figure, bound + 1, null),
            ">=" => new(figure, bound, null),
            "<" => new(figure, null, bound - 1),
            "<=" => new(figure, null, bound),
            _ => new(figure, bound, bound),
        };
        Keep(term, field, asked);
    }

    private void Keep(QueryTerm term, QueryField field, TraceRange asked)
    {
        var range = _ranges.TryGetValue(asked.Figure, out var known) ? TraceQuery.Both(known, asked) : asked;
        if (range.Min > range.Max || range.Max < 0)
        {
            Refuse(term, $"With it no {field.Name} is left that a trace could have. Change it, or the other end of the range.");
            return;
        }

        _ranges[asked.Figure] = range;
    }

    private void TakeStatus(QueryTerm term)
    {
        var failed = term.Values is [{ Pattern: { IsWhole: true, Text: var text } }] ? text.ToLowerInvariant() : "";
        if (failed is not ("error" or "ok"))
        {
            Refuse(term, "Write status:error for traces with a failed span, or status:ok for those without.");
            return;
        }

        var isError = failed == "error" != term.IsNegated;
        Keep(term, QueryField.Of(TraceFigure.Errors), isError ? new(TraceFigure.Errors, 1, null) : new(TraceFigure.Errors, null, 0));
    }

    private void TakeValues(QueryTerm term, QueryField field, string? tag)
    {
        var isExclude = term.IsNegated;
        var patterns = new List<TextPattern>();
        foreach (var value in term.Values)
        {
            if (value.IsAny && OutcomeWords.For(field) is null)
            {
                if (term.Values.Count > 1)
                {
                    _mistakes.Add(new(value.At + 1, value.Written, "A * by itself means every value, so the others beside it say nothing. Leave it or them away."));
                    return;
                }

                // "Any value" is "not none".
                patterns.Add(new(""));
                isExclude = !isExclude;
            }
            else if (PatternOf(field, value) is { } pattern)
            {
                patterns.Add(pattern);
            }
            else
            {
                return;
            }
        }

        if (tag is not null && patterns.Contains(new("")) && !patterns.All(pattern => pattern.IsWhole))
        {
            Refuse(term, "Traces without the tag and those where it begins with something are two questions. Ask them one after the other.");
            return;
        }

        Add(new(field.Text ?? MatchedText.Dimension, field.Text is MatchedText.Dimension ? field.Dimension : null, patterns, tag, isExclude), IsWhole: field.Text is MatchedText.Dimension);
    }

    private TextPattern? PatternOf(QueryField field, QueryValue value)
    {
        var pattern = value.Pattern;
        var words = WordsOf(field);
        var word = pattern.IsWhole ? words?.FirstOrDefault(known => string.Equals(known, pattern.Text, StringComparison.OrdinalIgnoreCase)) : null;
        var mistake = value.HasStarInside ? "A * stands for any text at the beginning or at the end of a value; in the middle it cannot be asked. Write one of the ends, or put the value in quotation marks if it holds a *."
            : field.Dimension is Dimension.Tag && pattern.IsOpenBefore ? "Tags can be asked whole or by their beginning: write tag.team:sea*."
            : field.Dimension is Dimension.ApiKey && !pattern.IsWhole ? "A key is asked by its whole name or its number."
            : words is not null && word is null ? $"Its values are: {(field.Dimension is null ? string.Join(", ", words) : field.Meaning)}. They are written whole."
            : null;
        if (mistake is not null)
        {
            _mistakes.Add(new(value.At + 1, value.Written, mistake));
            return null;
        }

        return words is null ? pattern : new(word!);
    }

    // Fields of which every value is known beforehand.
    private static IReadOnlyList<string>? WordsOf(QueryField field) => field.Dimension switch
    {
        Dimension.Kind => Enum.GetNames<OperationKind>(),
        Dimension.PriceState => Enum.GetNames<PriceState>(),
        _ => OutcomeWords.For(field),
    };

    // Several values of a field mean any of them, wherever they stand; what is left out is left out together.
    private void Add(TraceMatch asked, bool IsWhole)
    {
        var isWhole = IsWhole && asked.AnyOf.All(pattern => pattern.IsWhole);
        var at = _texts.FindIndex(known => known.Values.Of == asked.Of && known.Values.Dimension == asked.Dimension && known.Values.TagKey == asked.TagKey && known.Values.IsExclude == asked.IsExclude);
        if (at < 0)
        {
            _texts.Add((asked, isWhole));
        }
        else
        {
            var known = _texts[at];
            _texts[at] = (known.Values with { AnyOf = [.. known.Values.AnyOf.Union(asked.AnyOf)] }, known.IsWhole && isWhole);
        }
    }

    private TraceQuery Query() => new()
    {
        Filters = [.. _texts.Where(text => text.IsWhole).Select(text => text.Values)
            .Select(v => new SpendFilter(v.Dimension!.Value, [.. v.AnyOf.Select(pattern => pattern.Text).Distinct()], v.TagKey, v.IsExclude))],
        Matches = [.. _texts.Where(text => !text.IsWhole).Select(text => text.Values)],
        Ranges = [.. _ranges.Values.OrderBy(range => range.Figure)],
        PricedOnly = _pricedOnly,
        Text = _words.Count == 0 ? null : string.Join(' ', _words),
    };

    private void Refuse(QueryTerm term, string reason) => _mistakes.Add(new(term.At + 1, term.Written, reason));
}

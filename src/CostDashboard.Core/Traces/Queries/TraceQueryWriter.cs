using CostDashboard.Core.Spend;

namespace CostDashboard.Core.Traces.Queries;

/// <summary>Writes a query so that it reads as the same one.</summary>
internal static class TraceQueryWriter
{
    // What ends a word, or means something else in it than itself.
    private const string Special = "\"\\*,:<>=";

    public static string TextOf(TraceQuery query)
    {
        var terms = new List<string>();
        terms.AddRange(query.Filters.Select(filter => Term(filter.IsExclude, NameOf(filter.Dimension, filter.TagKey), filter.Values.Select(value => new TextPattern(Said(filter.Dimension, value))))));
        terms.AddRange(query.Matches.Select(match => Term(
            match.IsExclude, match.Of is MatchedText.Dimension ? NameOf(match.Dimension!.Value, match.TagKey) : QueryField.Of(match.Of).Name, match.AnyOf)));
        terms.AddRange(query.Ranges.SelectMany(Range));
        if (query.PricedOnly)
        {
            terms.Add("cost:known");
        }

        if (query.Text is { } text)
        {
            terms.Add(Quoted(text));
        }

        return string.Join(' ', terms);
    }

    /// <summary>A value in quotation marks where it needs them.</summary>
    public static string Value(string text) =>
        text.Length > 0 && !text.Any(c => char.IsWhiteSpace(c) || Special.Contains(c, StringComparison.Ordinal)) ? text : Quoted(text);

    /// <summary>The name of a tag's field.</summary>
    public static string TagField(string tag) =>
        QueryField.TagPrefix + (tag.Any(c => char.IsWhiteSpace(c) || Special.Contains(c, StringComparison.Ordinal)) ? Quoted(tag) : tag);

    private static string NameOf(Dimension dimension, string? tag) =>
        dimension is Dimension.Tag ? TagField(tag ?? "") : QueryField.Of(dimension)?.Name ?? throw new ArgumentOutOfRangeException(nameof(dimension), dimension, "A query does not name it.");

    private static string Term(bool isExclude, string field, IEnumerable<TextPattern> values) =>
        $"{(isExclude ? "-" : "")}{field}:{string.Join(',', values.Select(Pattern))}";

    private static string Pattern(TextPattern pattern) => $"{(pattern.IsOpenBefore ? "*" : "")}{Value(pattern.Text)}{(pattern.IsOpenAfter ? "*" : "")}";

    private static IEnumerable<string> Range(TraceRange range)
    {
        if (range is { Figure: TraceFigure.Errors, Min: 1, Max: null })
        {
            return ["status:error"];
        }

        if (range is { Figure: TraceFigure.Errors, Min: null, Max: 0 })
        {
            return ["status:ok"];
        }

        var name = QueryField.Of(range.Figure).Name;
        return range.Min == range.Max && range.Min is { } same
            ? [$"{name}={QueryFigures.Write(range.Figure, same)}"]
            : ((string, long?)[])[(">=", range.Min), ("<=", range.Max)] is var ends
                ? ends.Where(end => end.Item2 is not null).Select(end => $"{name}{end.Item1}{QueryFigures.Write(range.Figure, end.Item2!.Value)}")
                : [];
    }

    private static string Said(Dimension dimension, string value) =>
        dimension is Dimension.Kind or Dimension.PriceState && value.Length > 0 ? char.ToLowerInvariant(value[0]) + value[1..] : value;

    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}

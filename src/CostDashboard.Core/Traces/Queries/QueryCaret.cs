namespace CostDashboard.Core.Traces.Queries;

/// <summary>What somebody is writing at a place in a query: the name of a field, or a value of one.</summary>
/// <param name="From">Where it begins in the text, from 0; what is chosen stands there instead.</param>
/// <param name="To">Where it ends, exclusive.</param>
/// <param name="Field">Whose value it is; null while it is a field's name, or free text.</param>
/// <param name="Tag">Which tag, where the field is one's.</param>
/// <param name="Typed">As far as it is written, without quotation marks.</param>
public sealed record QueryCaret(int From, int To, QueryField? Field, string? Tag, string Typed)
{
    /// <param name="at">The place in the text; what is outside is taken for its end.</param>
    public static QueryCaret Of(string text, int at)
    {
        at = at < 0 || at > text.Length ? text.Length : at;
        var term = text.Length > TraceQuery.LongestText ? null : new QueryLexer(text[..at]).Terms().LastOrDefault();
        if (term is null || (term.At + term.Written.Length < at && !term.IsUnclosed))
        {
            return new(at, at, null, null, "");
        }

        if (term.Field is not { } name)
        {
            var from = term.At + (term.IsNegated ? 1 : 0);
            return new(from, at, null, null, term.Values[0].Pattern.Text);
        }

        var value = term.Values[^1];
        var isTag = name.StartsWith(QueryField.TagPrefix, StringComparison.OrdinalIgnoreCase);
        return isTag
            ? new(value.At, at, QueryField.Tag, name[QueryField.TagPrefix.Length..], value.Pattern.Text)
            : new(value.At, at, QueryField.Named(name), null, value.Pattern.Text);
    }

    /// <summary>A value as it is written at such a place.</summary>
    public static string Written(string value) => TraceQueryWriter.Value(value);

    /// <summary>The name of a tag's field as it is written at such a place.</summary>
    public static string WrittenTag(string tag) => TraceQueryWriter.TagField(tag);
}

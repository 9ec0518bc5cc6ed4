using CostDashboard.Core.Spans;

namespace CostDashboard.Storage.Traces;

/// <summary>
/// Tags as one text column: <c>|key=value|key=value|</c> with the control characters U+001F for the bars and U+001E for the equal signs,
/// which neither keys nor values hold. So "has this tag" is "contains this text" on both engines.
/// </summary>
internal static class TagText
{
    private const char Bar = '\u001f';
    private const char Equal = '\u001e';

    public static string? Of(SpanTags tags)
    {
        if (tags.Pairs.IsEmpty)
        {
            return null;
        }

        var text = new System.Text.StringBuilder().Append(Bar);
        foreach (var (key, value) in tags.Pairs)
        {
            text.Append(key).Append(Equal).Append(value).Append(Bar);
        }

        return text.ToString();
    }

    /// <summary>What the column contains where the tag has the value.</summary>
    public static string Of(string key, string value) => $"{Bar}{key}{Equal}{value}{Bar}";

    /// <summary>What the column contains where the tag's value begins so.</summary>
    public static string BeginningOf(string key, string value) => OfKey(key) + value;

    /// <summary>What the column contains where the tag has any value.</summary>
    public static string OfKey(string key) => $"{Bar}{key}{Equal}";

    public static SpanTags Parse(string? text) =>
        string.IsNullOrEmpty(text)
            ? SpanTags.None
            : SpanTags.Of(text.Split(Bar, StringSplitOptions.RemoveEmptyEntries).Select(pair =>
            {
                var at = pair.IndexOf(Equal, StringComparison.Ordinal);
                return new KeyValuePair<string, string>(pair[..at], pair[(at + 1)..]);
            }));
}

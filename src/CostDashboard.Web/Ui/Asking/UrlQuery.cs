using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace CostDashboard.Web.Ui.Asking;

/// <summary>A query string, read leniently: whatever stands in it, there is an answer. Values are cut to <see cref="LongestValue"/> characters.</summary>
public sealed class UrlQuery
{
    public const int LongestValue = 2000;
    public const int MostValues = 50;

    private readonly Dictionary<string, StringValues> _pairs;

    private UrlQuery(Dictionary<string, StringValues> pairs) => _pairs = pairs;

    public static UrlQuery Empty { get; } = new([]);

    public IEnumerable<string> Keys => _pairs.Keys;

    /// <param name="url">An address, or only its query.</param>
    public static UrlQuery Of(string url)
    {
        var begin = url.IndexOf('?', StringComparison.Ordinal);
        return begin < 0 ? Empty : new(new(QueryHelpers.ParseQuery(url[begin..].Split('#', 2)[0]), StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>The last value of a key, trimmed; null where it has none.</summary>
    public string? Text(string key) =>
        _pairs.TryGetValue(key, out var values) && values.Count > 0 && values[^1] is { } value && value.Trim() is { Length: > 0 } text ? Cut(text) : null;

    /// <summary>Every value of a key, also the empty one: it stands for "names none".</summary>
    public IReadOnlyList<string> All(string key) =>
        _pairs.TryGetValue(key, out var values) ? [.. values.Take(MostValues).Select(v => Cut(v ?? "")).Distinct(StringComparer.Ordinal)] : [];

    public bool Flag(string key) => Text(key) is "1" or "true" or "on" or "yes";

    private static string Cut(string text) => text.Length <= LongestValue ? text : text[..LongestValue];
}

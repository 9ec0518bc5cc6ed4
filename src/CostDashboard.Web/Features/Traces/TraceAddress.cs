using CostDashboard.Web.Ui.Asking;

namespace CostDashboard.Web.Features.Traces;

/// <summary>
/// What the address of a trace page says of its sight: which view, which span, what is folded, zoomed and filtered. It is read when the page opens;
/// what is changed afterwards is written into the browser's address in place, without a new entry in its history and without loading anything.
/// </summary>
/// <param name="opened">The query that the page was opened with.</param>
/// <param name="write">Writes what has changed into the browser's address; null takes a key away.</param>
public sealed class TraceAddress(UrlQuery opened, Func<IReadOnlyDictionary<string, string?>, Task> write)
{
    /// <summary>Keys that are the page's own. Each view of a trace has its own beside these; none is a filter of the other pages.</summary>
    public const string View = "view", Span = "span";

    private readonly Dictionary<string, string?> _changed = new(StringComparer.Ordinal);

    /// <summary>The value of a key as it is now; null where the address does not have it.</summary>
    public string? Text(string key) => _changed.TryGetValue(key, out var changed) ? changed : opened.Text(key);

    public bool Flag(string key) => Text(key) is "1";

    /// <summary>Writes values; null or empty takes the key away, as a page's default needs no word.</summary>
    public Task SetAsync(params ReadOnlySpan<(string Key, string? Value)> values)
    {
        var changes = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (key, value) in values)
        {
            var text = string.IsNullOrEmpty(value) ? null : value;
            if (Text(key) != text)
            {
                _changed[key] = changes[key] = text;
            }
        }

        return changes.Count == 0 ? Task.CompletedTask : write(changes);
    }
}

using CostDashboard.Web.Ui.Asking;

namespace CostDashboard.Web.Features.Spend;

/// <summary>
/// The rows of a tree that show the level below, as the address says it: <c>open=*</c> for the whole first level, else one <c>open=</c> for each row
/// with the values from the top as a JSON Pointer (RFC 6901), <c>/answer/gpt-4o</c>.
/// </summary>
public sealed class OpenRows
{
    /// <summary>Opened one by one.</summary>
    public const int Most = 40;

    private const string All = "*";

    private readonly HashSet<string> _pointers;

    private OpenRows(IEnumerable<string> pointers, bool isAll) => (_pointers, IsAll) = ([.. pointers.Take(Most)], isAll);

    public static OpenRows None { get; } = new([], false);

    /// <summary>The whole first level is open.</summary>
    public bool IsAll { get; }

    /// <summary>No further row can be opened.</summary>
    public bool IsFull => _pointers.Count >= Most;

    public static OpenRows From(UrlQuery query)
    {
        var pointers = query.All("open");
        return new(pointers.Where(p => p.StartsWith('/')), pointers.Contains(All));
    }

    public bool Contains(IReadOnlyList<string> path) => (IsAll && path.Count == 1) || _pointers.Contains(PointerOf(path));

    /// <summary>What stands in an address that has this row open or closed, and all else as it is; the first level is named row by row then.</summary>
    /// <param name="shown">The open rows of the first level that are shown.</param>
    public (string Key, string? Value)[] Toggle(IReadOnlyList<string> path, IEnumerable<IReadOnlyList<string>> shown)
    {
        var pointers = new HashSet<string>(_pointers, StringComparer.Ordinal);
        if (IsAll)
        {
            pointers.UnionWith(shown.Select(PointerOf));
        }

        if (!pointers.Add(PointerOf(path)))
        {
            pointers.Remove(PointerOf(path));
        }

        return pointers.Count == 0 ? [("open", null)] : [.. pointers.Select(p => ("open", (string?)p))];
    }

    /// <summary>Opens the whole first level, or closes everything.</summary>
    public static (string Key, string? Value) Whole(bool isOpen) => ("open", isOpen ? All : null);

    private static string PointerOf(IReadOnlyList<string> path) => string.Concat(path.Select(value =>
        "/" + value.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)));
}

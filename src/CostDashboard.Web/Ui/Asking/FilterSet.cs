using CostDashboard.Core.Spend;

namespace CostDashboard.Web.Ui.Asking;

/// <summary>One value that is kept, or left out, by a filter: what a chip shows.</summary>
public readonly record struct FilterValue(Facet Facet, string Value, bool IsExclude);

/// <summary>The filters of a page. In an address: <c>step=a&amp;step=b</c> keeps both, <c>not.model=c</c> leaves one out.</summary>
public sealed class FilterSet : IEquatable<FilterSet>
{
    public const int MostValues = 40;
    private const string NotPrefix = "not.";

    private readonly FilterValue[] _values;

    private FilterSet(IEnumerable<FilterValue> values) => _values = [.. values.Distinct().Take(MostValues)];

    public static FilterSet None { get; } = new([]);

    public IReadOnlyList<FilterValue> Values => _values;

    public bool IsEmpty => _values.Length == 0;

    public static FilterSet From(UrlQuery query)
    {
        var values = new List<FilterValue>();
        foreach (var key in query.Keys)
        {
            if (Parse(key) is var (facet, isExclude))
            {
                values.AddRange(query.All(key).Select(value => new FilterValue(facet, value, isExclude)));
            }
        }

        return values.Count == 0 ? None : new(values);
    }

    /// <summary>Whether a key of a query is a filter.</summary>
    public static bool IsFilter(string key) => Parse(key) is not null;

    /// <summary>The key under which a value stands in a query.</summary>
    public static string KeyOf(FilterValue value) => (value.IsExclude ? NotPrefix : "") + DimensionName.Of(value.Facet);

    public static FilterSet Of(params FilterValue[] values) => new(values);

    /// <summary>Keeps the value, or leaves it out; a filter on the same value that said the opposite goes.</summary>
    public FilterSet With(Facet facet, string value, bool isExclude = false) =>
        new(_values.Where(v => v.Facet != facet || v.Value != value).Append(new(facet, value, isExclude)));

    public FilterSet Without(FilterValue value) => new(_values.Where(v => v != value));

    public bool Contains(FilterValue value) => _values.Contains(value);

    /// <summary>Only the values of one dimension.</summary>
    public FilterSet Of(Facet facet) => new(_values.Where(v => v.Facet == facet));

    /// <summary>Only the values of the other dimensions.</summary>
    public FilterSet Except(Facet facet) => new(_values.Where(v => v.Facet != facet));

    /// <summary>Values of one dimension hold side by side, dimensions all together.</summary>
    public IReadOnlyList<SpendFilter> ToSpendFilters() =>
    [
        .. _values
            .GroupBy(v => (v.Facet, v.IsExclude))
            .Select(g => new SpendFilter(g.Key.Facet.Dimension, [.. g.Select(v => v.Value)], g.Key.Facet.TagKey, g.Key.IsExclude)),
    ];

    public void AppendTo(UrlText url)
    {
        foreach (var value in _values)
        {
            url.Add(KeyOf(value), value.Value);
        }
    }

    public bool Equals(FilterSet? other) => other is not null && _values.SequenceEqual(other._values);

    public override bool Equals(object? obj) => Equals(obj as FilterSet);

    public override int GetHashCode() => _values.Length;

    private static (Facet Facet, bool IsExclude)? Parse(string key)
    {
        var isExclude = key.StartsWith(NotPrefix, StringComparison.OrdinalIgnoreCase);
        return DimensionName.Parse(isExclude ? key[NotPrefix.Length..] : key) is { } facet ? (facet, isExclude) : null;
    }
}

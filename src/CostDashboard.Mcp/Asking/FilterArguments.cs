using System.Globalization;
using System.Text.Json;
using CostDashboard.Core.Access;
using CostDashboard.Core.Spend;

namespace CostDashboard.Mcp.Asking;

/// <summary>Reads <c>filters</c>: <c>{"model": ["gpt-4o"], "customer": "acme", "tag:team": "search"}</c>.</summary>
internal static class FilterArguments
{
    private const string Name = "filters";
    private const int MostValues = 100;

    /// <exception cref="QueryMistake">A dimension does not exist, or is the project, which a key has one of.</exception>
    internal static async Task<IReadOnlyList<SpendFilter>> ReadAsync(Arguments given, ProjectId project, IAccessStore access, CancellationToken cancellationToken)
    {
        if (given.Json(Name, JsonValueKind.Object) is not { } filters)
        {
            return [];
        }

        var read = new List<SpendFilter>();
        foreach (var filter in filters.EnumerateObject())
        {
            var named = DimensionNames.Read(Name, filter.Name);
            var place = $"{Name}.{named.Name}";
            if (named.Dimension is Dimension.Project)
            {
                throw new QueryMistake(place, "A key belongs to one project and sees no other: leave it out.");
            }

            var values = Arguments.TextsOf(place, filter.Value);
            if (values.Count is 0 or > MostValues)
            {
                throw new QueryMistake(place, $"Give 1 to {MostValues} values; \"\" stands for spans that name none.");
            }

            read.Add(new(
                named.Dimension,
                named.Dimension is Dimension.ApiKey
                    ? KeyNumbers(await access.GetKeysAsync(project, cancellationToken), values)
                    : [.. values.Select(value => DimensionNames.Known(named.Dimension, place, value))],
                named.TagKey));
        }

        return read;
    }

    /// <summary>Totals know keys by number; a text that no key is called by finds nothing.</summary>
    internal static IReadOnlyList<string> KeyNumbers(IReadOnlyList<ApiKey> keys, IReadOnlyList<string> wanted) =>
        [.. wanted.SelectMany(text =>
        {
            string[] called = [.. keys.Where(key => NumberOf(key) == text || string.Equals(key.Name, text, StringComparison.OrdinalIgnoreCase)).Select(NumberOf)];
            return called.Length > 0 ? called : [text];
        }).Distinct(StringComparer.Ordinal)];

    internal static string NumberOf(ApiKey key) => key.Id.ToString(CultureInfo.InvariantCulture);
}

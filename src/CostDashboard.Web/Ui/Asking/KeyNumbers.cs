using System.Globalization;
using CostDashboard.Core.Spend;

namespace CostDashboard.Web.Ui.Asking;

/// <summary>API keys have numbers in the totals; people write their names.</summary>
internal static class KeyNumbers
{
    /// <summary>The filters with numbers for the names of keys; what names no key is left as it is, and finds nothing.</summary>
    public static IReadOnlyList<SpendFilter> In(IReadOnlyList<SpendFilter> filters, ValueNames names) => filters.Any(filter => filter.Dimension is Dimension.ApiKey)
        ? [.. filters.Select(filter => filter.Dimension is Dimension.ApiKey ? filter with { Values = [.. filter.Values.SelectMany(value => NumbersOf(value, names))] } : filter)]
        : filters;

    private static IEnumerable<string> NumbersOf(string value, ValueNames names)
    {
        string[] called = [.. names.Keys
            .Where(key => string.Equals(key.Value, value, StringComparison.OrdinalIgnoreCase))
            .Select(key => key.Key.ToString(CultureInfo.InvariantCulture))];
        return called.Length > 0 ? called : [value];
    }
}

using System.Globalization;
using System.Text;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;

namespace CostDashboard.Mcp.Asking;

/// <summary>Where people see what an answer tells: addresses of the dashboard's pages.</summary>
internal static class PageLinks
{
    internal static string Trace(McpCaller caller, TraceId trace) => To(caller, $"traces/{trace}").ToString();

    internal static string Incident(McpCaller caller, int incident) => To(caller, string.Create(CultureInfo.InvariantCulture, $"incidents/{incident}")).ToString();

    internal static string Page(McpCaller caller, string path) => To(caller, path).ToString();

    /// <summary>A page that is asked the same period and filters.</summary>
    internal static string Asked(
        McpCaller caller, string path, UnixNanos from, UnixNanos to, IReadOnlyList<SpendFilter> filters, IReadOnlyList<NamedDimension>? by = null)
    {
        var url = To(caller, path);
        Add(url, "from", Minute(from));
        Add(url, "to", Minute(to.Floor(UnixNanos.PerMinute) == to ? to : to.Floor(UnixNanos.PerMinute) + UnixNanos.PerMinute));
        foreach (var filter in filters)
        {
            foreach (var value in filter.Values)
            {
                Add(url, Key(new(filter.Dimension, filter.TagKey)), value);
            }
        }

        if (by is { Count: > 0 })
        {
            Add(url, "by", string.Join(',', by.Select(Key)));
        }

        return url.ToString();
    }

    // Pages call the price state "price".
    private static string Key(NamedDimension dimension) => dimension.Dimension is Dimension.PriceState ? "price" : dimension.Name;

    private static StringBuilder To(McpCaller caller, string path) =>
        new StringBuilder(new Uri(caller.Base, path).ToString()).Append(CultureInfo.InvariantCulture, $"?project={caller.Project.Value}");

    private static void Add(StringBuilder url, string key, string value) =>
        url.Append('&').Append(Uri.EscapeDataString(key)).Append('=').Append(Uri.EscapeDataString(value));

    private static string Minute(UnixNanos time) => time.ToDateTimeOffset().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture);
}

using CostDashboard.Core.Units;

namespace CostDashboard.Web.Features.Traces.Linked;

/// <summary>Which linked traces are opened in place, as the address says it: their ids, with full stops between.</summary>
internal static class LinkedOpened
{
    /// <summary>More than these are not opened at once.</summary>
    internal const int Most = 20;

    private const string Key = "opened";

    internal static bool Has(TraceAddress address, TraceId trace) => Ids(address).Contains(trace);

    internal static Task ToggleAsync(TraceAddress address, TraceId trace)
    {
        var ids = Ids(address).ToList();
        if (!ids.Remove(trace))
        {
            ids.Add(trace);
        }

        return address.SetAsync((Key, string.Join('.', ids.TakeLast(Most))));
    }

    private static IEnumerable<TraceId> Ids(TraceAddress address)
    {
        foreach (var text in (address.Text(Key) ?? "").Split('.').Take(Most))
        {
            if (TraceId.TryParse(text, out var id))
            {
                yield return id;
            }
        }
    }
}

using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Traces.SameCalls;

/// <summary>
/// What a wrapper states of a call it states once, however many reports of the call stand below it. Of two reports in one trace the one that
/// is not charged is therefore taken off at the nearest span that is above both.
/// </summary>
internal static class StatedTwice
{
    /// <param name="chargedInstead">The reports that are not charged, each with the one that is.</param>
    /// <returns>For the index of a span, the indices of the reports below it that repeat another one below it; null where there are none.</returns>
    /// <remarks>Time grows with n log n in the spans.</remarks>
    internal static Dictionary<int, List<int>>? Of(TraceKey trace, TraceTree tree, IReadOnlyDictionary<SpanId, SpanKey> chargedInstead)
    {
        var callOf = CallsOf(trace, chargedInstead);
        if (callOf.Count == 0)
        {
            return null;
        }

        var repeated = new Dictionary<int, List<int>>();
        var path = new List<int>();
        var last = new Dictionary<SpanId, (int Index, bool IsChargedSeen)>();
        foreach (var node in tree.Nodes)
        {
            // In pre-order the way from the root to a node is the beginning of the way to the node before it, and the node itself.
            path.RemoveRange(node.Depth, path.Count - node.Depth);
            path.Add(node.Index);
            if (!callOf.TryGetValue(node.Span.Id, out var call))
            {
                continue;
            }

            // Of the spans on the way, whose indices rise, those up to the earlier report's index have it below them (or are it).
            var isSeen = last.TryGetValue(call, out var earlier);
            if (isSeen && LastUpTo(path, earlier.Index) is { } above)
            {
                (repeated.TryGetValue(above, out var list) ? list : repeated[above] = []).Add(earlier.IsChargedSeen ? node.Index : earlier.Index);
            }

            last[call] = (node.Index, earlier.IsChargedSeen || call == node.Span.Id);
        }

        return repeated;
    }

    // Every report of a call that has two in this trace, with the charged one's id.
    private static Dictionary<SpanId, SpanId> CallsOf(TraceKey trace, IReadOnlyDictionary<SpanId, SpanKey> chargedInstead)
    {
        var calls = new Dictionary<SpanId, SpanId>();
        foreach (var (report, charged) in chargedInstead)
        {
            if (charged.TraceKey == trace)
            {
                calls[report] = charged.Span;
                calls.TryAdd(charged.Span, charged.Span);
            }
        }

        return calls;
    }

    private static int? LastUpTo(List<int> rising, int most)
    {
        var at = rising.BinarySearch(most);
        at = at >= 0 ? at : ~at - 1;
        return at >= 0 ? rising[at] : null;
    }
}

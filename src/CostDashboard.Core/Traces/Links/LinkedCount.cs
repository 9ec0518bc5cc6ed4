using CostDashboard.Core.Units;

namespace CostDashboard.Core.Traces.Links;

/// <summary>A trace that a search has met.</summary>
internal sealed class LinkedMember(TraceSummary summary, int level)
{
    internal TraceSummary Summary { get; } = summary;

    internal int Level { get; } = level;

    internal HashSet<LinkEnd> Starters { get; } = [];

    internal HashSet<SpanId> Roots { get; } = [];

    /// <summary>Not all of its links are known, so neither is who else started it.</summary>
    internal bool IsLeftOut { get; set; }
}

/// <summary>
/// Decides which traces count into a total, and under which one each stands. A trace counts where all that started it counts: then it is in
/// the total once, by whatever ways, and of two totals either one holds the other or they have no trace in common.
/// </summary>
/// <remarks>
/// The nearest trace that holds all starters of another is its immediate dominator (Lengauer and Tarjan 1979). The graph has no circles, for
/// who is started begins later; so one walk by start is enough, and each climb is as long as the deepest chain.
/// </remarks>
internal static class LinkedCount
{
    internal static (IReadOnlyList<LinkedTrace> Found, LinkedTotals Together) Of(LinkedMember asked, IEnumerable<LinkedMember> members)
    {
        var root = asked.Summary.Key.Trace;
        var places = new Dictionary<TraceId, Place> { [root] = new(root, 0) };
        List<LinkedMember> ordered = [.. members.Where(m => m != asked).OrderBy(m => m.Summary.Start).ThenBy(m => m.Summary.Key.Trace)];
        foreach (var member in ordered)
        {
            if (!member.IsLeftOut && member.Starters.All(s => places.ContainsKey(s.Trace)))
            {
                var parent = member.Starters.Select(s => s.Trace).Distinct().Aggregate((one, other) => Nearest(places, one, other));
                places[member.Summary.Key.Trace] = new(parent, places[parent].Depth + 1);
            }
        }

        var together = Sum(asked, ordered, places);
        return ([.. ordered.Select(member => Found(member, places, together))], together[root]);
    }

    private static Dictionary<TraceId, LinkedTotals> Sum(LinkedMember asked, List<LinkedMember> ordered, Dictionary<TraceId, Place> places)
    {
        var together = ordered.Append(asked).ToDictionary(m => m.Summary.Key.Trace, m => LinkedTotals.Of(m.Summary));

        // What is below begins later: from the last to the first, every sum is whole before it is added.
        foreach (var trace in ordered.Select(m => m.Summary.Key.Trace).Reverse())
        {
            if (places.TryGetValue(trace, out var place))
            {
                together[place.Parent] += together[trace];
            }
        }

        return together;
    }

    private static LinkedTrace Found(LinkedMember member, Dictionary<TraceId, Place> places, Dictionary<TraceId, LinkedTotals> together)
    {
        LinkEnd[] starters = [.. member.Starters.OrderBy(s => s.Trace).ThenBy(s => s.Span)];
        var isCounted = places.TryGetValue(member.Summary.Key.Trace, out var place);
        return new(
            member.Summary,
            isCounted ? LinkVerdict.SubTrace : member.IsLeftOut ? LinkVerdict.Beyond : LinkVerdict.Shared,
            isCounted ? place.Parent : starters[0].Trace,
            isCounted ? place.Depth : member.Level,
            starters,
            [.. member.Roots.Order()],
            together[member.Summary.Key.Trace]);
    }

    private static TraceId Nearest(Dictionary<TraceId, Place> places, TraceId one, TraceId other)
    {
        while (one != other)
        {
            if (places[one].Depth >= places[other].Depth)
            {
                one = places[one].Parent;
            }
            else
            {
                other = places[other].Parent;
            }
        }

        return one;
    }

    /// <summary>Where a counted trace stands.</summary>
    private readonly record struct Place(TraceId Parent, int Depth);
}

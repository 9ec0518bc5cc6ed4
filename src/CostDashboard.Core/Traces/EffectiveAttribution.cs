using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Traces;

/// <summary>Whom a span is charged to: what it says itself, else what the nearest span above it says, else what the trace's root says.</summary>
internal static class EffectiveAttribution
{
    internal static Attribution[] Of(TraceTree tree)
    {
        var result = new Attribution[tree.Nodes.Count];
        var primary = tree.PrimaryRoot;
        var fallback = primary < 0 ? Attribution.None : tree.Nodes[primary].Span.Attribution;
        foreach (var node in tree.Nodes)
        {
            var above = node.IsRoot ? fallback : result[node.Parent];
            result[node.Index] = Inherit(node.Span.Attribution, above);
        }

        return result;
    }

    /// <summary>A span without tags has those of the nearest span above it that has some.</summary>
    internal static SpanTags[] TagsOf(TraceTree tree)
    {
        var result = new SpanTags[tree.Nodes.Count];
        foreach (var node in tree.Nodes)
        {
            result[node.Index] = node.IsRoot || !node.Span.Tags.Pairs.IsEmpty ? node.Span.Tags : result[node.Parent];
        }

        return result;
    }

    private static Attribution Inherit(Attribution own, Attribution above)
    {
        if (ReferenceEquals(own, above) || above == Attribution.None)
        {
            return own;
        }

        if (own == Attribution.None)
        {
            return above;
        }

        return new(
            own.Customer ?? above.Customer,
            own.Feature ?? above.Feature,
            own.Environment ?? above.Environment,
            own.User ?? above.User,
            own.Session ?? above.Session);
    }
}

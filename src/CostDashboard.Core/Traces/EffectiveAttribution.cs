using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Traces;

/// <summary>
/// Whom a span is charged to, in its whole trace. For each field and each tag by itself, the first of these that has a value:
/// <list type="number">
/// <item>the span: the sources of its project's mapping in their order, then the names that we know (<c>AttributionReader</c>);</item>
/// <item>the nearest span above it that says it itself;</item>
/// <item>where the chain upwards ends elsewhere than at the trace's root (a parent is late or lost, or there are several roots): that root;</item>
/// <item>the baggage that reached the span, or the nearest span above it;</item>
/// <item>where the chain ends elsewhere: the baggage that reached the root.</item>
/// </list>
/// What a service says of itself therefore goes before any other service's baggage. The trace's root is the first span that names no parent;
/// while there is none nothing is inherited from beside, because a span that lost its parent too need not be above another one.
/// When the root comes, the charges follow it by difference. Time grows with the spans of the trace.
/// </summary>
internal readonly record struct EffectiveAttribution(Attribution Attribution, SpanTags Tags)
{
    private static readonly EffectiveAttribution s_none = new(Attribution.None, SpanTags.None);

    /// <summary>Of every span, in the order of the tree's nodes.</summary>
    internal static EffectiveAttribution[] Of(TraceTree tree)
    {
        var nodes = tree.Nodes;
        var root = RootOf(tree);
        var said = new EffectiveAttribution[nodes.Count];
        var fromRoot = root is null ? s_none : new(root.Span.Attribution, root.Span.Tags);
        var hasBaggage = false;
        foreach (var node in nodes)
        {
            var above = node.IsRoot ? fromRoot : said[node.Parent];
            said[node.Index] = new EffectiveAttribution(node.Span.Attribution, node.Span.Tags).Or(above);
            hasBaggage |= !ReferenceEquals(node.Span.Baggage, SpanBaggage.None);
        }

        return hasBaggage ? WithBaggage(tree, root, said) : said;
    }

    private static EffectiveAttribution[] WithBaggage(TraceTree tree, TraceNode? root, EffectiveAttribution[] said)
    {
        var carried = new SpanBaggage[said.Length];
        foreach (var node in tree.Nodes)
        {
            var above = node.IsRoot ? root?.Span.Baggage ?? SpanBaggage.None : carried[node.Parent];
            var baggage = carried[node.Index] = node.Span.Baggage.Or(above);
            said[node.Index] = said[node.Index].Or(new(baggage.Attribution, baggage.Tags));
        }

        return said;
    }

    private static TraceNode? RootOf(TraceTree tree)
    {
        foreach (var root in tree.Roots)
        {
            if (tree.Nodes[root] is { IsOrphan: false, IsCycle: false } node)
            {
                return node;
            }
        }

        return null;
    }

    private EffectiveAttribution Or(EffectiveAttribution above) => new(Attribution.Or(above.Attribution), Tags.Or(above.Tags));
}

using CostDashboard.Core.Units;

namespace CostDashboard.Core.Traces;

/// <summary>Builds the tree of a trace from its spans. Time grows with n log n, and deep traces need no stack.</summary>
public static class TraceAssembler
{
    private const int NoParent = -1;

    /// <param name="spans">The spans of one trace, each id once.</param>
    public static TraceTree Assemble(IEnumerable<SpanFacts> spans)
    {
        // Start, then id: a total order, so that the tree does not depend on the order of arrival.
        SpanFacts[] ordered = [.. spans];
        Array.Sort(ordered, static (a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : a.Id.CompareTo(b.Id));
        if (ordered.Length == 0)
        {
            return TraceTree.Empty;
        }

        var indexOf = new Dictionary<SpanId, int>(ordered.Length);
        for (var i = 0; i < ordered.Length; i++)
        {
            indexOf[ordered[i].Id] = i;
        }

        var parents = new int[ordered.Length];
        for (var i = 0; i < ordered.Length; i++)
        {
            parents[i] = ordered[i].Parent is { IsZero: false } parent && indexOf.TryGetValue(parent, out var at) ? at : NoParent;
        }

        var cut = CutCycles(parents);
        return InPreOrder(ordered, parents, cut);
    }

    // Every walk to the root marks its path with the walk's own number: meeting that number again is a circle.
    // The circle is cut at its first span in the total order, so the cut is the same for every order of arrival.
    private static HashSet<int> CutCycles(int[] parents)
    {
        var cut = new HashSet<int>();
        var walkOf = new int[parents.Length];
        for (var start = 0; start < parents.Length; start++)
        {
            var walk = start + 1;
            var at = start;
            while (at != NoParent && walkOf[at] == 0)
            {
                walkOf[at] = walk;
                at = parents[at];
            }

            if (at == NoParent || walkOf[at] != walk)
            {
                continue;
            }

            var first = at;
            for (var other = parents[at]; other != at; other = parents[other])
            {
                first = Math.Min(first, other);
            }

            parents[first] = NoParent;
            cut.Add(first);
        }

        return cut;
    }

    private static TraceTree InPreOrder(SpanFacts[] ordered, int[] parents, HashSet<int> cut)
    {
        var (heads, next) = ChildLists(parents);
        var position = new int[ordered.Length];
        var nodes = new TraceNode[ordered.Length];
        var children = new List<int>?[ordered.Length];
        var roots = new List<int>();
        var pending = new Stack<(int Span, int Depth)>();
        for (var root = ordered.Length - 1; root >= 0; root--)
        {
            if (parents[root] == NoParent)
            {
                pending.Push((root, 0));
            }
        }

        var count = 0;
        while (pending.TryPop(out var item))
        {
            var at = count++;
            position[item.Span] = at;
            var parent = parents[item.Span] == NoParent ? NoParent : position[parents[item.Span]];
            if (parent == NoParent)
            {
                roots.Add(at);
            }
            else
            {
                (children[parent] ??= []).Add(at);
            }

            var span = ordered[item.Span];
            var isCycle = cut.Contains(item.Span);
            var isOrphan = parent == NoParent && !isCycle && span.Parent is { IsZero: false };
            nodes[at] = new(at, span, parent, [], item.Depth, isOrphan, isCycle);

            // The lists hold the latest child first, so the earliest is pushed last and comes next.
            for (var child = heads[item.Span]; child != NoParent; child = next[child])
            {
                pending.Push((child, item.Depth + 1));
            }
        }

        for (var i = 0; i < nodes.Length; i++)
        {
            if (children[i] is { } list)
            {
                nodes[i] = nodes[i] with { Children = list };
            }
        }

        return new(nodes, roots);
    }

    private static (int[] Heads, int[] Next) ChildLists(int[] parents)
    {
        var heads = new int[parents.Length];
        var next = new int[parents.Length];
        Array.Fill(heads, NoParent);
        for (var i = 0; i < parents.Length; i++)
        {
            if (parents[i] != NoParent)
            {
                next[i] = heads[parents[i]];
                heads[parents[i]] = i;
            }
        }

        return (heads, next);
    }
}

using CostDashboard.Core.Units;

namespace CostDashboard.Core.Traces;

/// <summary>One span's place in its trace.</summary>
/// <param name="Index">Position in <see cref="TraceTree.Nodes"/>.</param>
/// <param name="Parent">Index of the parent; -1 for a root.</param>
/// <param name="Children">Indices, by start, then by id.</param>
/// <param name="IsOrphan">It names a parent that is not here (late, lost or sampled away), so it stands as a root.</param>
/// <param name="IsCycle">Its parents lead back to itself; it was made a root to break the circle.</param>
public sealed record TraceNode(int Index, SpanFacts Span, int Parent, IReadOnlyList<int> Children, int Depth, bool IsOrphan, bool IsCycle)
{
    public bool IsRoot => Parent < 0;
}

/// <summary>The spans of a trace as a forest. The same spans give the same tree, in whatever order they came.</summary>
/// <param name="Nodes">In pre-order: a parent before its children, siblings by start, then by id. So a descendant always stands behind its ancestor.</param>
/// <param name="Roots">Indices of the roots in order; the first one that is no orphan (else the first) is <see cref="PrimaryRoot"/>.</param>
public sealed record TraceTree(IReadOnlyList<TraceNode> Nodes, IReadOnlyList<int> Roots)
{
    public static TraceTree Empty { get; } = new([], []);

    /// <summary>The root that stands for the trace: -1 in an empty tree.</summary>
    public int PrimaryRoot
    {
        get
        {
            foreach (var root in Roots)
            {
                if (!Nodes[root].IsOrphan)
                {
                    return root;
                }
            }

            return Roots.Count > 0 ? Roots[0] : -1;
        }
    }

    public UnixNanos Start => Nodes.Count == 0 ? default : Nodes.Min(n => n.Span.Start);

    public UnixNanos End => Nodes.Count == 0 ? default : Nodes.Max(n => n.Span.End);
}

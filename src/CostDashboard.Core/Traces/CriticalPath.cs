using CostDashboard.Core.Units;

namespace CostDashboard.Core.Traces;

/// <summary>A piece of time, from (inclusive) to (exclusive).</summary>
public readonly record struct TimeSlice(UnixNanos From, UnixNanos To)
{
    public long Nanos => To - From;
}

/// <summary>
/// The spans that a trace waited for: at every moment of the root exactly one of them. To make a trace faster, make one of these faster.
/// Walking back from the root's end, the path goes through the child that finished last, then through the one that finished last before that
/// one began, and so on; what no such child covers is the span's own. The slices of all spans together are the root's duration.
/// </summary>
/// <remarks>
/// The algorithm is that of Jaeger's trace page. A child that outlives its parent counts up to the parent's end, and one whose clock puts it
/// outside of the parent does not count. Where the root is not here (it is sent last), the path goes through the orphans that are.
/// Time grows with n log n; deep traces need no stack.
/// </remarks>
public sealed class CriticalPath
{
    private const int NoSpan = -1;

    private readonly IReadOnlyList<TimeSlice>[] _slices;

    private CriticalPath(IReadOnlyList<TimeSlice>[] slices, long totalNanos)
    {
        _slices = slices;
        TotalNanos = totalNanos;
    }

    /// <summary>Length of the whole path in nanoseconds: the root's duration.</summary>
    public long TotalNanos { get; }

    /// <summary>When the trace waited for this span itself and not for one below it: slices by time, none where it never did.</summary>
    /// <param name="index">Index of the span's node in its tree.</param>
    public IReadOnlyList<TimeSlice> this[int index] => _slices[index];

    public static CriticalPath Of(TraceTree tree)
    {
        var slices = new IReadOnlyList<TimeSlice>[tree.Nodes.Count];
        Array.Fill(slices, []);
        var total = 0L;
        foreach (var (span, slice) in Walk(tree))
        {
            if (slices[span] is not List<TimeSlice> own)
            {
                slices[span] = own = [];
            }

            own.Add(slice);
            total += slice.Nanos;
        }

        // The walk goes back in time. Arrays, because who looks at a trace holds them.
        for (var span = 0; span < slices.Length; span++)
        {
            if (slices[span] is List<TimeSlice> own)
            {
                own.Reverse();
                slices[span] = own.ToArray();
            }
        }

        return new(slices, total);
    }

    private static IEnumerable<(int Span, TimeSlice Slice)> Walk(TraceTree tree)
    {
        var open = new Stack<Visit>();
        if (First(tree) is { } first)
        {
            open.Push(first);
        }

        while (open.TryPeek(out var visit))
        {
            if (visit.NextChild() is { } child)
            {
                if (visit.Span != NoSpan && child.To < visit.Cursor)
                {
                    yield return (visit.Span, new(child.To, visit.Cursor));
                }

                visit.Cursor = child.From;
                open.Push(new(tree, child.Span, child.From, child.To));
                continue;
            }

            open.Pop();
            if (visit.Span != NoSpan && visit.From < visit.Cursor)
            {
                yield return (visit.Span, new(visit.From, visit.Cursor));
            }
        }
    }

    private static Visit? First(TraceTree tree)
    {
        if (tree.Nodes.Count == 0)
        {
            return null;
        }

        var root = tree.Nodes[tree.PrimaryRoot];
        return root.IsOrphan
            ? new(tree, NoSpan, tree.Start, tree.End)
            : new(tree, root.Index, root.Span.Start, root.Span.End);
    }

    private readonly record struct Child(int Span, UnixNanos From, UnixNanos To);

    // A span on the path. Everything in it that is later than the cursor is decided.
    private sealed class Visit(TraceTree tree, int span, UnixNanos from, UnixNanos to)
    {
        private readonly List<Child> _children = LastFinishingFirst(tree, span, from, to);
        private int _next;

        public int Span { get; } = span;

        public UnixNanos From { get; } = from;

        public UnixNanos Cursor { get; set; } = to;

        public Child? NextChild()
        {
            // A child that was still running at the cursor ran beside the one that began there: nothing waited for it.
            while (_next < _children.Count)
            {
                var child = _children[_next++];
                if (child.To <= Cursor)
                {
                    return child;
                }
            }

            return null;
        }

        private static List<Child> LastFinishingFirst(TraceTree tree, int span, UnixNanos from, UnixNanos to)
        {
            var children = new List<Child>();
            foreach (var index in span == NoSpan ? tree.Roots : tree.Nodes[span].Children)
            {
                var facts = tree.Nodes[index].Span;
                var start = facts.Start > from ? facts.Start : from;
                var end = facts.End < to ? facts.End : to;
                if (start < end)
                {
                    children.Add(new(index, start, end));
                }
            }

            // Of those that end together the longest comes first, so that the path goes as deep as it can.
            children.Sort(static (a, b) => a.To != b.To ? b.To.CompareTo(a.To) : a.From != b.From ? a.From.CompareTo(b.From) : a.Span.CompareTo(b.Span));
            return children;
        }
    }
}

using System.Collections.Frozen;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Traces;

/// <summary>A trace laid out as a waterfall: one row for each span, in the order of the tree. Pure; the page and the API show the same rows.</summary>
/// <param name="Start">The earliest start of any span; rows' offsets count from here.</param>
/// <param name="Duration">Nanoseconds from there to the latest end.</param>
/// <param name="CriticalNanos">Length of the critical path.</param>
public sealed record TraceWaterfall(IReadOnlyList<WaterfallRow> Rows, UnixNanos Start, long Duration, long CriticalNanos)
{
    /// <summary>A trace of more rows begins with its deeper levels collapsed.</summary>
    public const int MostRowsOpen = 500;

    // Clocks that count milliseconds make neighbours overlap by up to one; that is not parallel work.
    private const long ClockGrain = 1_000_000;

    /// <param name="isQuiet">Nothing more is expected of the trace, so nothing in it is provisional.</param>
    public static TraceWaterfall Of(TraceRollup rollup, bool isQuiet = false)
    {
        var tree = rollup.Tree;
        var path = CriticalPath.Of(tree);
        var start = tree.Start;
        var duration = Math.Max(0, tree.End - start);
        var sizes = SubtreeSizes(tree);
        var rows = new WaterfallRow[tree.Nodes.Count];
        foreach (var span in rollup.Spans)
        {
            var node = span.Node;
            var offset = node.Span.Start - start;
            rows[node.Index] = new(
                span, sizes[node.Index], offset, Share(offset, duration), Share(node.Span.Duration, duration), TimingOf(tree, node), path[node.Index],
                span.Charge.IsProvisional && !isQuiet);
        }

        return new(rows, start, duration, path.TotalNanos);
    }

    /// <summary>Everything open in a trace of up to <see cref="MostRowsOpen"/> rows; in a larger one as many whole levels as fit, and at least the first two.</summary>
    public WaterfallFolding DefaultFolding()
    {
        if (Rows.Count <= MostRowsOpen)
        {
            return WaterfallFolding.AllOpen;
        }

        var rowsOfDepth = new int[Rows.Max(r => r.Depth) + 1];
        foreach (var row in Rows)
        {
            rowsOfDepth[row.Depth]++;
        }

        var depth = 1;
        var visible = rowsOfDepth[0] + rowsOfDepth.ElementAtOrDefault(1);
        while (depth + 1 < rowsOfDepth.Length && visible + rowsOfDepth[depth + 1] <= MostRowsOpen)
        {
            visible += rowsOfDepth[++depth];
        }

        return new(depth, FrozenSet<SpanId>.Empty);
    }

    /// <summary>The rows that are not inside a collapsed one, in order.</summary>
    public IReadOnlyList<WaterfallRow> Visible(WaterfallFolding folding)
    {
        var visible = new List<WaterfallRow>();
        for (var i = 0; i < Rows.Count;)
        {
            var row = Rows[i];
            visible.Add(row);
            i += folding.IsCollapsed(row) ? row.SubtreeSize : 1;
        }

        return visible;
    }

    /// <summary>The same folding with every row above this one open, so that it is visible.</summary>
    public WaterfallFolding Reveal(WaterfallFolding folding, int index)
    {
        var toggled = folding.Toggled.ToHashSet();
        for (var above = Rows[index].Parent; above >= 0; above = Rows[above].Parent)
        {
            if (folding.IsCollapsed(Rows[above]) && !toggled.Remove(Rows[above].Id))
            {
                toggled.Add(Rows[above].Id);
            }
        }

        return folding with { Toggled = toggled.ToFrozenSet() };
    }

    /// <summary>Index of the row of a span; null when the trace has no such span.</summary>
    public int? IndexOf(SpanId span)
    {
        foreach (var row in Rows)
        {
            if (row.Id == span)
            {
                return row.Index;
            }
        }

        return null;
    }

    /// <summary>
    /// Indices of the rows, collapsed or not, that hold a text, without regard to case, in name, step, service, model, provider or customer,
    /// or whose span id begins with it. Empty text finds nothing.
    /// </summary>
    public IReadOnlyList<int> Find(string text)
    {
        var wanted = text.Trim();
        return wanted.Length == 0 ? [] : [.. Rows.Where(r => Holds(r, wanted)).Select(r => r.Index)];
    }

    private static bool Holds(WaterfallRow row, string text) =>
        Contains(row.Name, text) || Contains(row.Step, text) || Contains(row.Service, text) || Contains(row.Model, text)
        || Contains(row.Span.Node.Span.Provider, text) || Contains(row.Span.Charge.Series.Customer, text)
        || row.Id.ToString().StartsWith(text, StringComparison.OrdinalIgnoreCase);

    private static bool Contains(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);

    private static double Share(long part, long whole) => whole <= 0 ? 0 : Math.Clamp((double)part / whole, 0, 1);

    // Nodes are in pre-order, so walking backwards meets every child before its parent.
    private static int[] SubtreeSizes(TraceTree tree)
    {
        var sizes = new int[tree.Nodes.Count];
        for (var i = sizes.Length - 1; i >= 0; i--)
        {
            sizes[i]++;
            if (tree.Nodes[i].Parent is >= 0 and var parent)
            {
                sizes[parent] += sizes[i];
            }
        }

        return sizes;
    }

    // Children stand by start: one that begins before the latest end so far runs beside it.
    private static ChildTiming TimingOf(TraceTree tree, TraceNode node)
    {
        if (node.Children.Count == 0)
        {
            return ChildTiming.None;
        }

        var last = tree.Nodes[node.Children[0]].Span;
        for (var i = 1; i < node.Children.Count; i++)
        {
            var child = tree.Nodes[node.Children[i]].Span;
            var shorter = Math.Min(last.Duration, child.Duration);
            var overlap = Math.Min(last.End - child.Start, shorter);
            if (overlap > Math.Min(ClockGrain, shorter / 2))
            {
                return ChildTiming.Parallel;
            }

            last = child.End > last.End ? child : last;
        }

        return ChildTiming.Sequence;
    }
}

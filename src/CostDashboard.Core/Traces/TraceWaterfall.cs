using System.Collections.Frozen;
using CostDashboard.Core.Traces.Timeline;
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

    /// <summary>Levels that the rows stand on; 0 without rows.</summary>
    public int Levels { get; } = Rows.Count == 0 ? 0 : Rows.Max(r => r.Depth) + 1;

    /// <param name="isQuiet">Nothing more is expected of the trace, so nothing in it is provisional.</param>
    /// <param name="times">The same tree with other times, as <see cref="ClockSkew.Adjust"/> makes them; null for those that the spans state.</param>
    public static TraceWaterfall Of(TraceRollup rollup, bool isQuiet = false, TraceTree? times = null)
    {
        var tree = times ?? rollup.Tree;
        var path = CriticalPath.Of(tree);
        var start = tree.Start;
        var duration = Math.Max(0, tree.End - start);
        var (sizes, errors) = Below(tree);
        var rows = new WaterfallRow[tree.Nodes.Count];
        foreach (var span in rollup.Spans)
        {
            var node = tree.Nodes[span.Node.Index];
            var offset = node.Span.Start - start;
            rows[node.Index] = new(span, node.Parent < 0 ? null : rows[node.Parent])
            {
                SubtreeSize = sizes[node.Index],
                StartOffset = offset,
                StartShare = Share(offset, duration),
                DurationShare = Share(node.Span.Duration, duration),
                Children = TimingOf(tree, node),
                CriticalPath = path[node.Index],
                IsProvisional = span.Charge.IsProvisional && !isQuiet,
                ErrorsBelow = errors[node.Index],
                OutlivesParentBy = OutlivesBy(tree, node),
            };
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

        var rowsOfDepth = new int[Levels];
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
    /// <param name="kept">Only these; null for all.</param>
    /// <returns>Where that is every row, <see cref="Rows"/> themselves: viewers of a large trace hold no copies of it.</returns>
    public IReadOnlyList<WaterfallRow> Visible(WaterfallFolding folding, KeptRows? kept = null)
    {
        if (kept is null && folding == WaterfallFolding.AllOpen)
        {
            return Rows;
        }

        var visible = new List<WaterfallRow>();
        for (var i = 0; i < Rows.Count;)
        {
            var row = Rows[i];
            if (kept?.Keeps(row) is false)
            {
                i += row.SubtreeSize;
                continue;
            }

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
        || Contains(row.Provider, text) || Contains(row.Attribution.Customer ?? "", text)
        || row.Id.ToString().StartsWith(text, StringComparison.OrdinalIgnoreCase);

    private static bool Contains(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);

    private static double Share(long part, long whole) => whole <= 0 ? 0 : Math.Clamp((double)part / whole, 0, 1);

    // Nodes are in pre-order, so walking backwards meets every child before its parent.
    private static (int[] Sizes, int[] Errors) Below(TraceTree tree)
    {
        var (sizes, errors) = (new int[tree.Nodes.Count], new int[tree.Nodes.Count]);
        for (var i = sizes.Length - 1; i >= 0; i--)
        {
            sizes[i]++;
            if (tree.Nodes[i].Parent is >= 0 and var parent)
            {
                sizes[parent] += sizes[i];
                errors[parent] += errors[i] + (tree.Nodes[i].Span.IsError ? 1 : 0);
            }
        }

        return (sizes, errors);
    }

    private static long OutlivesBy(TraceTree tree, TraceNode node) =>
        node.Parent >= 0 && node.Span.End - tree.Nodes[node.Parent].Span.End is > ClockSkew.Grain and var by ? by : 0;

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

            // Clocks that count milliseconds make neighbours overlap by up to one; that is not parallel work.
            if (overlap > Math.Min(ClockSkew.Grain, shorter / 2))
            {
                return ChildTiming.Parallel;
            }

            last = child.End > last.End ? child : last;
        }

        return ChildTiming.Sequence;
    }
}

namespace CostDashboard.Core.Traces.Flames;

/// <summary>The rows of a flame graph: one row with all below it, or all rows of a trace. Rows are named by their index in the trace.</summary>
internal sealed class FlameScope
{
    private readonly IReadOnlyList<WaterfallRow> _rows;
    private readonly long[] _from;
    private readonly long[] _to;
    private readonly int[] _spansWithCost;

    internal FlameScope(IReadOnlyList<WaterfallRow> rows, int top)
    {
        _rows = rows;
        Top = top;
        First = Math.Max(0, top);
        End = top < 0 ? rows.Count : top + rows[top].SubtreeSize;
        Roots = top < 0 ? [.. RootsOf(rows)] : [top];
        (_from, _to, _spansWithCost) = (new long[End - First], new long[End - First], new int[End - First]);
        for (var i = First; i < End; i++)
        {
            var row = rows[i];
            (_from[i - First], _to[i - First]) = (row.StartOffset, row.StartOffset + row.Duration);
            _spansWithCost[i - First] = row.InclusiveCostNanoUsd > 0 ? 1 : 0;
        }

        // Children stand behind their parents, so walking backwards meets every child before its parent.
        for (var i = End - 1; i > First; i--)
        {
            if (rows[i].Parent is var parent && parent >= First)
            {
                _from[parent - First] = Math.Min(_from[parent - First], _from[i - First]);
                _to[parent - First] = Math.Max(_to[parent - First], _to[i - First]);
                _spansWithCost[parent - First] += _spansWithCost[i - First];
            }
        }
    }

    /// <summary>The row that fills the graph; -1 for the whole trace.</summary>
    internal int Top { get; }

    internal int First { get; }

    /// <summary>Behind the last row.</summary>
    internal int End { get; }

    /// <summary>What stands in the first lanes.</summary>
    internal IReadOnlyList<int> Roots { get; }

    /// <summary>From the first start, in nanoseconds after the trace's, to the last end.</summary>
    internal (long From, long Length) Times
    {
        get
        {
            var from = Roots.Min(FromOf);
            return (from, Roots.Max(ToOf) - from);
        }
    }

    internal long CostNanoUsd => Roots.Sum(root => _rows[root].InclusiveCostNanoUsd);

    internal WaterfallRow Row(int row) => _rows[row];

    internal IReadOnlyList<int> Children(int row) => _rows[row].HasChildren ? [.. _rows[row].ChildrenIn(_rows)] : [];

    /// <summary>When the row or anything below it began.</summary>
    internal long FromOf(int row) => _from[row - First];

    /// <summary>When the row and all below it had ended.</summary>
    internal long ToOf(int row) => _to[row - First];

    /// <summary>How many of the row and those below it cost something, with what is below them.</summary>
    internal int SpansWithCost(int row) => _spansWithCost[row - First];

    private static IEnumerable<int> RootsOf(IReadOnlyList<WaterfallRow> rows)
    {
        for (var i = 0; i < rows.Count; i += rows[i].SubtreeSize)
        {
            yield return i;
        }
    }
}

/// <summary>Frames, and the spans that have none.</summary>
internal sealed record FlameDrawing(List<FlameFrame> Frames, int Merged, int Beyond, int WithoutWidth);

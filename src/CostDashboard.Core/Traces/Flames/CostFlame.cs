namespace CostDashboard.Core.Traces.Flames;

/// <summary>Lays out by cost: below each span its children, the dearest first, then the narrow ones as one, then what the span is charged itself.</summary>
internal static class CostFlame
{
    internal static FlameDrawing Draw(FlameScope scope, long least)
    {
        var frames = new List<FlameFrame>();
        var (merged, beyond, total) = (0, 0, scope.CostNanoUsd);
        var pending = new Queue<int>();
        if (total > 0 && scope.Top < 0)
        {
            frames.Add(new(FlameKind.Trace, FlameGraph.WholeTrace, -1, 0, 0, total, 0));
            DrawBelow(0, scope.Roots, own: 0);
        }
        else if (total > 0)
        {
            frames.Add(new(FlameKind.Span, scope.Top, -1, 0, 0, total, 1));
            pending.Enqueue(0);
        }

        while (pending.TryDequeue(out var frame))
        {
            var row = scope.Row(frames[frame].Row);
            DrawBelow(frame, scope.Children(row.Index), row.CostNanoUsd);
        }

        return new(frames, merged, beyond, scope.End - scope.First - scope.Roots.Sum(scope.SpansWithCost));

        void DrawBelow(int above, IReadOnlyList<int> children, long own)
        {
            var (at, lane, row) = (frames[above].From, frames[above].Lane + 1, frames[above].Row);
            var wide = new List<WaterfallRow>();
            var (narrowCost, narrowSpans, narrowRow) = (0L, 0, -1);
            foreach (var child in children)
            {
                var cost = scope.Row(child).InclusiveCostNanoUsd;
                if (cost > 0 && lane >= FlameGraph.MostLanes)
                {
                    beyond += scope.SpansWithCost(child);
                }
                else if (cost >= least)
                {
                    wide.Add(scope.Row(child));
                }
                else if (cost > 0)
                {
                    narrowRow = narrowSpans == 0 ? child : -1;
                    (narrowCost, narrowSpans) = (narrowCost + cost, narrowSpans + scope.SpansWithCost(child));
                }
            }

            if (lane >= FlameGraph.MostLanes)
            {
                return;
            }

            wide.Sort(static (a, b) => a.InclusiveCostNanoUsd != b.InclusiveCostNanoUsd ? b.InclusiveCostNanoUsd.CompareTo(a.InclusiveCostNanoUsd) : a.Index.CompareTo(b.Index));
            foreach (var child in wide)
            {
                pending.Enqueue(frames.Count);
                frames.Add(new(FlameKind.Span, child.Index, above, lane, at, child.InclusiveCostNanoUsd, 1));
                at += child.InclusiveCostNanoUsd;
            }

            // One alone keeps its name.
            if (narrowRow >= 0)
            {
                frames.Add(new(FlameKind.Span, narrowRow, above, lane, at, narrowCost, narrowSpans));
                merged += narrowSpans - 1;
            }
            else if (narrowSpans > 0)
            {
                frames.Add(new(FlameKind.Rest, row, above, lane, at, narrowCost, narrowSpans));
                merged += narrowSpans;
            }

            at += narrowCost;
            if (own > 0 && at > frames[above].From)
            {
                frames.Add(new(FlameKind.Own, row, above, lane, at, own, 0));
            }
        }
    }
}

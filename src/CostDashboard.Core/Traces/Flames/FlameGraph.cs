namespace CostDashboard.Core.Traces.Flames;

/// <summary>
/// A trace, or a span of it with all below it, laid out as a flame graph. Every span is in exactly one frame, or counted as what is not drawn.
/// Pure: the same trace gives the same frames.
/// </summary>
/// <remarks>
/// <para>By time a frame is as long as its span, and stands one lane or more below its parent's: siblings that ran side by side get lanes of their
/// own, with all that is below them, so that none hides another. Times are those of the clocks: a child may reach beyond its parent.</para>
/// <para>By cost the frames below a span are its children, the dearest first, and at the right end what the span is charged itself; their widths
/// add up to its own to the nano-dollar. Spans that cost nothing, or of which nothing is known, have no width: they are counted.</para>
/// <para>Time grows with the spans of the trace; by time with n log n where siblings run side by side. Deep traces need no stack.</para>
/// </remarks>
/// <param name="Top">Index of the row that fills the graph; -1 for the whole trace.</param>
/// <param name="From">Where the graph's left edge is, in the unit of the frames.</param>
/// <param name="Length">What the graph's width stands for.</param>
/// <param name="Frames">A frame stands behind the one it is below.</param>
/// <param name="Least">Frames shorter than this were merged with their neighbours, or draw nothing below them.</param>
/// <param name="Merged">Spans that are merged into another frame because they are too narrow.</param>
/// <param name="Beyond">Spans below the last lane that is drawn: to zoom in shows them.</param>
/// <param name="WithoutWidth">By cost: spans that are charged nothing, nor is anything below them, or whose cost is not known.</param>
public sealed record FlameGraph(
    FlameMeasure Measure,
    int Top,
    long From,
    long Length,
    IReadOnlyList<FlameFrame> Frames,
    long Least,
    int Merged,
    int Beyond,
    int WithoutWidth)
{
    /// <summary>Stands for the whole trace where the index of a row is asked.</summary>
    public const int WholeTrace = -1;

    /// <summary>A graph has no more frames than these; where it would, wider ones are merged.</summary>
    public const int MostFrames = 2_000;

    /// <summary>A graph has no more lanes than these, so that a fan-out of thousands stays a page and not a mile.</summary>
    public const int MostLanes = 200;

    // Half a pixel of a wide screen's graph: what is narrower cannot be seen, let alone read.
    private const int SmallestShare = 2 * 1_200;

    private readonly Dictionary<int, int> _frameOfRow = FramesByRow(Frames);

    public int Lanes => Frames.Count == 0 ? 0 : Frames.Max(frame => frame.Lane) + 1;

    /// <param name="top">Index of the row to zoom into; one that the trace does not have is <see cref="WholeTrace"/>.</param>
    public static FlameGraph Of(TraceWaterfall waterfall, FlameMeasure measure, int top = WholeTrace)
    {
        var rows = waterfall.Rows;
        if (rows.Count == 0)
        {
            return new(measure, WholeTrace, 0, 0, [], 0, 0, 0, 0);
        }

        // The one root is the trace.
        top = top >= 0 && top < rows.Count ? top : rows[0].SubtreeSize == rows.Count ? 0 : WholeTrace;
        var scope = new FlameScope(rows, top);
        var (from, length) = measure is FlameMeasure.Time ? scope.Times : (0, scope.CostNanoUsd);
        var least = Math.Max(1, length / SmallestShare);
        while (true)
        {
            var drawing = measure is FlameMeasure.Time ? TimeFlame.Draw(scope, least) : CostFlame.Draw(scope, least);

            // With the whole width as the least there is at most one frame to a lane, and its neighbours as one.
            if (drawing.Frames.Count <= MostFrames || least >= length)
            {
                return new(measure, top, from, length, drawing.Frames, least, drawing.Merged, drawing.Beyond, drawing.WithoutWidth);
            }

            least = least > length / 2 ? length : 2 * least;
        }
    }

    /// <summary>The frame in which a span is to be found: its own, the one it is merged into, else that of the nearest span above it; -1 where there is none.</summary>
    public int FrameOf(IReadOnlyList<WaterfallRow> rows, int row)
    {
        var (at, below) = (row, -1);
        while (at >= 0 && !_frameOfRow.ContainsKey(at))
        {
            (below, at) = (at, rows[at].Parent);
        }

        var above = at >= 0 ? _frameOfRow[at] : _frameOfRow.GetValueOrDefault(WholeTrace, -1);
        return below < 0 || (above >= 0 && Frames[above].Kind is FlameKind.Span && Frames[above].Spans > 1) ? above : RestOf(above, rows[below]) ?? above;
    }

    // By time a span may have several runs of narrow ones below it: the one that has begun when this one does.
    private int? RestOf(int above, WaterfallRow row)
    {
        int? found = null;
        for (var i = above + 1; i < Frames.Count; i++)
        {
            if (Frames[i] is { Kind: FlameKind.Rest } rest && rest.Above == above && (Measure is FlameMeasure.Time ? rest.From <= row.StartOffset : row.InclusiveCostNanoUsd > 0))
            {
                found = found is { } before && Frames[before].From > rest.From ? before : i;
            }
        }

        return found;
    }

    private static Dictionary<int, int> FramesByRow(IReadOnlyList<FlameFrame> frames)
    {
        var byRow = new Dictionary<int, int>(frames.Count);
        for (var i = 0; i < frames.Count; i++)
        {
            if (frames[i].Kind is FlameKind.Span or FlameKind.Trace)
            {
                byRow[frames[i].Row] = i;
            }
        }

        return byRow;
    }
}

using System.Collections.Frozen;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.Flames;

namespace CostDashboard.Web.Features.Traces.Flame;

/// <summary>What a person has made of a flame graph: by what it measures, what it is zoomed into, where the keys are, what is searched for. Each action gives the next state.</summary>
internal sealed record FlameState
{
    private FlameState(TraceWaterfall waterfall, FlameGraph graph) => (Waterfall, Graph) = (waterfall, graph);

    public TraceWaterfall Waterfall { get; }

    public FlameGraph Graph { get; }

    /// <summary>Index of the frame that the keys are on; -1 where there is none.</summary>
    public int Cursor { get; private init; }

    public string FindText { get; private init; } = "";

    /// <summary>Indices of the rows that hold the text, whether they are drawn or not.</summary>
    public IReadOnlyList<int> Found { get; private init; } = [];

    /// <summary>The frames in which they are to be found.</summary>
    public FrozenSet<int> FoundFrames { get; private init; } = FrozenSet<int>.Empty;

    /// <summary>The row that the keys are on; null where that is no span.</summary>
    public WaterfallRow? Row => Cursor >= 0 && Graph.Frames[Cursor] is { Kind: FlameKind.Span } frame ? Waterfall.Rows[frame.Row] : null;

    public bool IsZoomed => Graph.Top > 0 || (Graph.Top == 0 && Waterfall.Rows[0].SubtreeSize < Waterfall.Rows.Count);

    /// <summary>What is above the row that fills the graph, from the root on.</summary>
    public IReadOnlyList<WaterfallRow> Above
    {
        get
        {
            var above = new List<WaterfallRow>();
            for (var at = Graph.Top < 0 ? -1 : Waterfall.Rows[Graph.Top].Parent; at >= 0; at = Waterfall.Rows[at].Parent)
            {
                above.Add(Waterfall.Rows[at]);
            }

            above.Reverse();
            return above;
        }
    }

    /// <param name="top">Index of the row to zoom into; -1 for the whole trace.</param>
    /// <param name="selected">Index of the row that the keys begin on.</param>
    public static FlameState Of(TraceWaterfall waterfall, FlameMeasure measure, int top, int selected) =>
        new FlameState(waterfall, FlameGraph.Of(waterfall, measure, top)).Select(selected);

    public FlameState Measure(FlameMeasure measure) => measure == Graph.Measure ? this : Draw(measure, Graph.Top);

    /// <summary>Fills the graph with a row; with -1 by the whole trace.</summary>
    public FlameState Zoom(int row) => row == Graph.Top ? this : Draw(Graph.Measure, row);

    public FlameState ZoomOut() => IsZoomed ? Zoom(Waterfall.Rows[Graph.Top].Parent) : this;

    /// <summary>Puts the keys on a frame.</summary>
    public FlameState Point(int frame) => this with { Cursor = frame };

    /// <summary>Puts the keys on the frame in which a row is to be found; where it is not in what is zoomed into, on the first.</summary>
    public FlameState Select(int row) => this with { Cursor = Math.Max(Graph.FrameOf(Waterfall.Rows, row), Graph.Frames.Count > 0 ? 0 : -1) };

    public FlameState Find(string text)
    {
        var found = Waterfall.Find(text);
        return this with { FindText = text, Found = found, FoundFrames = FramesOf(Graph, found) };
    }

    /// <summary>The next found row behind the one that the keys are on, or the one before; behind the last comes the first. It is zoomed out for one that is elsewhere.</summary>
    public FlameState FindNext(int direction)
    {
        if (Found.Count == 0)
        {
            return this;
        }

        var from = Row?.Index ?? -1;
        var next = direction > 0 ? Found.FirstOrDefault(row => row > from, Found[0]) : Found.LastOrDefault(row => row < from, Found[^1]);
        return (Graph.FrameOf(Waterfall.Rows, next) < 0 ? Zoom(FlameGraph.WholeTrace) : this).Select(next);
    }

    /// <summary>What a key does: up to the span above, down to the first below, left and right among those beside it.</summary>
    public FlameState Press(string key)
    {
        if (Cursor < 0)
        {
            return this;
        }

        var frame = Graph.Frames[Cursor];
        return key switch
        {
            "ArrowUp" when frame.Above >= 0 => Point(frame.Above),
            "ArrowDown" => Point(Beside(Cursor).FirstOrDefault(Cursor)),
            "ArrowLeft" => Point(Beside(frame.Above).TakeWhile(at => at != Cursor).LastOrDefault(Cursor)),
            "ArrowRight" => Point(Beside(frame.Above).SkipWhile(at => at != Cursor).Skip(1).FirstOrDefault(Cursor)),
            "Home" => Point(0),
            "Enter" or " " when frame.Kind is FlameKind.Span && CanZoom(frame) => Zoom(frame.Row),
            "Escape" or "Backspace" => ZoomOut(),
            "n" => FindNext(1),
            "N" => FindNext(-1),
            _ => this,
        };
    }

    /// <summary>There is something below the span, so that zooming in shows more than one frame.</summary>
    public bool CanZoom(FlameFrame frame) => frame.Kind is FlameKind.Span && Waterfall.Rows[frame.Row].HasChildren;

    // In the order in which they stand, the topmost first of those that begin together.
    private IEnumerable<int> Beside(int above) =>
        Enumerable.Range(0, Graph.Frames.Count)
            .Where(at => Graph.Frames[at].Above == above)
            .OrderBy(at => Graph.Frames[at].From)
            .ThenBy(at => Graph.Frames[at].Lane);

    private FlameState Draw(FlameMeasure measure, int top)
    {
        var graph = FlameGraph.Of(Waterfall, measure, top);
        var state = new FlameState(Waterfall, graph) { FindText = FindText, Found = Found, FoundFrames = FramesOf(graph, Found) };
        return state.Select(Row?.Index ?? Math.Max(0, top));
    }

    private FrozenSet<int> FramesOf(FlameGraph graph, IReadOnlyList<int> rows) => rows.Select(row => graph.FrameOf(Waterfall.Rows, row)).Where(frame => frame >= 0).ToFrozenSet();
}

namespace CostDashboard.Core.Traces.Flames;

/// <summary>Lays out by time: below each span its children in as many lanes as they need to stand side by side, each with all that is below it.</summary>
internal sealed class TimeFlame
{
    private readonly FlameScope _scope;
    private readonly long _least;

    // Narrow spans that are no farther apart are one frame: between them nothing could be told apart.
    private readonly long _gap;
    private readonly int[] _heights;
    private readonly int[] _offsets;
    private readonly Part[] _parts;
    private readonly Dictionary<int, List<Run>> _runs = [];

    // Used again for every span.
    private readonly List<Item> _items = [];
    private readonly List<int> _laneHeights = [];
    private readonly PriorityQueue<int, (long End, int Lane)> _taken = new();
    private readonly PriorityQueue<int, int> _free = new();

    private TimeFlame(FlameScope scope, long least)
    {
        (_scope, _least, _gap) = (scope, least, 4 * Math.Min(least, long.MaxValue / 4));
        var count = scope.End - scope.First;
        (_heights, _offsets, _parts) = (new int[count], new int[count], new Part[count]);
    }

    private enum Part : byte
    {
        /// <summary>In a run.</summary>
        Merged = 0,

        /// <summary>A frame, and what is below it.</summary>
        Drawn = 1,

        /// <summary>A narrow one that no other stands beside: a frame, and nothing below it.</summary>
        Alone = 2,
    }

    internal static FlameDrawing Draw(FlameScope scope, long least)
    {
        var flame = new TimeFlame(scope, least);

        // Children stand behind their parents, so walking backwards knows how high every child is.
        for (var row = scope.End - 1; row >= scope.First; row--)
        {
            flame._heights[row - scope.First] = 1 + flame.Pack(row, scope.Children(row));
        }

        if (scope.Top < 0)
        {
            flame.Pack(FlameGraph.WholeTrace, scope.Roots);
        }
        else
        {
            flame._parts[0] = Part.Drawn;
        }

        return flame.Frames();
    }

    /// <returns>How many lanes the children need.</returns>
    private int Pack(int above, IReadOnlyList<int> children)
    {
        if (children.Count == 0)
        {
            return 0;
        }

        Collect(above, children);
        AssignLanes();
        var total = 0;
        for (var lane = 0; lane < _laneHeights.Count; lane++)
        {
            (_laneHeights[lane], total) = (total, total + _laneHeights[lane]);
        }

        foreach (var item in _items)
        {
            if (item.Row >= 0)
            {
                _offsets[item.Row - _scope.First] = _laneHeights[item.Lane];
            }
            else
            {
                _runs[above][item.Run].Offset = _laneHeights[item.Lane];
            }
        }

        return total;
    }

    private void Collect(int above, IReadOnlyList<int> children)
    {
        _items.Clear();
        Run? run = null;
        foreach (var child in children)
        {
            var (from, to) = (_scope.FromOf(child), _scope.ToOf(child));
            if (to - from >= _least)
            {
                _parts[child - _scope.First] = Part.Drawn;
                _items.Add(new(from, to, _heights[child - _scope.First], child, -1));
                continue;
            }

            if (run is null || from - run.To > _gap || run.From - to > _gap)
            {
                Close(above, run);
                run = new(child, from);
            }

            (run.From, run.To) = (Math.Min(run.From, from), Math.Max(run.To, to));
            run.Children++;
            run.Spans += _scope.Row(child).SubtreeSize;
        }

        Close(above, run);
        _items.Sort(static (a, b) => a.From != b.From ? a.From.CompareTo(b.From) : a.Row.CompareTo(b.Row));
    }

    private void Close(int above, Run? run)
    {
        if (run is null)
        {
            return;
        }

        if (run.Children == 1)
        {
            _parts[run.FirstRow - _scope.First] = Part.Alone;
            _items.Add(new(run.From, run.To, 1, run.FirstRow, -1));
            return;
        }

        if (!_runs.TryGetValue(above, out var runs))
        {
            _runs[above] = runs = [];
        }

        _items.Add(new(run.From, run.To, 1, -1, runs.Count));
        runs.Add(run);
    }

    // Each takes the first lane that is free when it begins.
    private void AssignLanes()
    {
        _laneHeights.Clear();
        _taken.Clear();
        _free.Clear();
        for (var i = 0; i < _items.Count; i++)
        {
            var item = _items[i];
            while (_taken.TryPeek(out var ended, out var until) && until.End <= item.From)
            {
                _taken.Dequeue();
                _free.Enqueue(ended, ended);
            }

            if (!_free.TryDequeue(out var lane, out _))
            {
                lane = _laneHeights.Count;
                _laneHeights.Add(0);
            }

            _taken.Enqueue(lane, (item.To, lane));
            _laneHeights[lane] = Math.Max(_laneHeights[lane], item.Height);
            _items[i] = item with { Lane = lane };
        }
    }

    private FlameDrawing Frames()
    {
        var frames = new List<FlameFrame>();
        var frameOf = new int[_heights.Length];
        var (merged, beyond) = DrawRuns(frames, FlameGraph.WholeTrace, -1, 0);
        for (var row = _scope.First; row < _scope.End;)
        {
            var (at, span) = (row - _scope.First, _scope.Row(row));
            var above = row == _scope.Top || span.Parent < 0 ? -1 : frameOf[span.Parent - _scope.First];
            var lane = _offsets[at] + (above < 0 ? 0 : frames[above].Lane + 1);
            if (_parts[at] is Part.Merged || lane >= FlameGraph.MostLanes)
            {
                beyond += _parts[at] is Part.Merged ? 0 : span.SubtreeSize;
                row += span.SubtreeSize;
                continue;
            }

            frameOf[at] = frames.Count;
            var hidden = _parts[at] is Part.Alone ? span.SubtreeSize - 1 : 0;
            frames.Add(new(FlameKind.Span, row, above, lane, span.StartOffset, span.Duration, 1 + hidden));
            var below = hidden > 0 ? default : DrawRuns(frames, row, frameOf[at], lane + 1);
            (merged, beyond) = (merged + hidden + below.Merged, beyond + below.Beyond);
            row += 1 + hidden;
        }

        return new(frames, merged, beyond, WithoutWidth: 0);
    }

    private (int Merged, int Beyond) DrawRuns(List<FlameFrame> frames, int row, int above, int firstLane)
    {
        var (merged, beyond) = (0, 0);
        foreach (var run in _runs.GetValueOrDefault(row) ?? [])
        {
            if (firstLane + run.Offset >= FlameGraph.MostLanes)
            {
                beyond += run.Spans;
                continue;
            }

            merged += run.Spans;
            frames.Add(new(FlameKind.Rest, row, above, firstLane + run.Offset, run.From, run.To - run.From, run.Spans));
        }

        return (merged, beyond);
    }

    /// <summary>A child or a run of narrow ones, before it has a place. One of the two numbers is -1.</summary>
    private readonly record struct Item(long From, long To, int Height, int Row, int Run, int Lane = 0);

    /// <summary>Narrow siblings beside each other.</summary>
    private sealed class Run(int firstRow, long from)
    {
        internal int FirstRow { get; } = firstRow;

        internal long From { get; set; } = from;

        internal long To { get; set; } = from;

        internal int Children { get; set; }

        internal int Spans { get; set; }

        internal int Offset { get; set; }
    }
}

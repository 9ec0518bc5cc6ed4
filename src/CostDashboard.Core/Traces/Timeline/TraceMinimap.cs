using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Traces.Timeline;

/// <summary>A piece of a minimap's lane in one colour.</summary>
/// <param name="Lane">From the top, 0 first.</param>
/// <param name="From">First column.</param>
/// <param name="To">The column behind the last.</param>
/// <param name="Kind">What most of the innermost spans there do.</param>
/// <param name="HasError">A span failed there, and none below it.</param>
public readonly record struct MinimapRun(int Lane, int From, int To, OperationKind Kind, bool HasError);

/// <summary>
/// A whole trace in a few pixels: its rows from top to bottom in lanes, its time from left to right in columns. However many spans there are,
/// there are at most <see cref="MostLanes"/> times <see cref="Columns"/> cells, so that it is drawn as fast for fifty thousand spans as for five.
/// </summary>
/// <remarks>
/// A cell shows the kind that most of the spans running in it have; of spans inside each other the innermost counts, because the outer ones
/// run always and would hide the rest. Time grows with rows, plus lanes × kinds × columns.
/// </remarks>
public sealed record TraceMinimap(int Lanes, IReadOnlyList<MinimapRun> Runs)
{
    public const int Columns = 240;
    public const int MostLanes = 24;

    // Numbered from 0 without a gap.
    private static readonly OperationKind[] s_kinds = Enum.GetValues<OperationKind>();

    public static TraceMinimap Of(TraceWaterfall waterfall)
    {
        var rows = waterfall.Rows;
        var lanes = Math.Min(rows.Count, MostLanes);
        if (lanes == 0)
        {
            return new(0, []);
        }

        // Of each lane: how many spans of a kind begin (plus) and end (minus) in a column, innermost spans and outer ones apart.
        var kinds = s_kinds.Length;
        var inner = new int[lanes, kinds, Columns + 1];
        var outer = new int[lanes, kinds, Columns + 1];
        var errors = new int[lanes, Columns + 1];
        foreach (var row in rows)
        {
            var lane = (int)((long)row.Index * lanes / rows.Count);
            var (from, to) = ColumnsOf(row);
            var of = row.HasChildren ? outer : inner;
            var kind = (int)row.Kind;
            of[lane, kind, from]++;
            of[lane, kind, to]--;
            if (row.IsError && row.ErrorsBelow == 0)
            {
                errors[lane, from]++;
                errors[lane, to]--;
            }
        }

        var runs = new List<MinimapRun>();
        for (var lane = 0; lane < lanes; lane++)
        {
            AddRuns(runs, lane, inner, outer, errors);
        }

        return new(lanes, runs);
    }

    // At least one column: an instant is seen too.
    private static (int From, int To) ColumnsOf(WaterfallRow row)
    {
        var from = Math.Clamp((int)(row.StartShare * Columns), 0, Columns - 1);
        var to = (int)Math.Ceiling((row.StartShare + row.DurationShare) * Columns);
        return (from, Math.Clamp(to, from + 1, Columns));
    }

    private static void AddRuns(List<MinimapRun> runs, int lane, int[,,] inner, int[,,] outer, int[,] errors)
    {
        var (innerNow, outerNow, errorsNow) = (new int[s_kinds.Length], new int[s_kinds.Length], 0);
        MinimapRun? open = null;
        for (var column = 0; column < Columns; column++)
        {
            errorsNow += errors[lane, column];
            for (var kind = 0; kind < s_kinds.Length; kind++)
            {
                innerNow[kind] += inner[lane, kind, column];
                outerNow[kind] += outer[lane, kind, column];
            }

            if ((Most(innerNow) ?? Most(outerNow)) is not { } most)
            {
                Close(runs, ref open);
            }
            else if (open is { } run && run.Kind == most && run.HasError == errorsNow > 0)
            {
                open = run with { To = column + 1 };
            }
            else
            {
                Close(runs, ref open);
                open = new(lane, column, column + 1, most, errorsNow > 0);
            }
        }

        Close(runs, ref open);
    }

    private static void Close(List<MinimapRun> runs, ref MinimapRun? open)
    {
        if (open is { } run)
        {
            runs.Add(run);
            open = null;
        }
    }

    private static OperationKind? Most(int[] countOfKind)
    {
        var most = 0;
        for (var kind = 1; kind < countOfKind.Length; kind++)
        {
            most = countOfKind[kind] > countOfKind[most] ? kind : most;
        }

        return countOfKind[most] > 0 ? s_kinds[most] : null;
    }
}

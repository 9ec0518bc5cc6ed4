using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Traces;

/// <summary>One level of a cost path: spans of one label, at the same depth, below those of the level before.</summary>
/// <param name="Label">The model of model calls, else the step; so it is what a person would call the money's next stop.</param>
/// <param name="Rows">Indices of the rows, in order.</param>
/// <param name="InclusiveCostNanoUsd">What they and all below them are charged together.</param>
/// <param name="Calls">Charged model calls among them and all below them.</param>
public sealed record CostPathLevel(string Label, IReadOnlyList<int> Rows, long InclusiveCostNanoUsd, int Calls);

/// <summary>
/// The chain of steps that made most of a trace's cost: to make a trace cheaper, look at its end.
/// The roots, and then the children of the spans that the chain has reached, are put together by label: the model of a model call, the step of all
/// other spans. The chain goes on with the dearest label (of equally dear ones the first in the order of the tree) for as long as that label's spans,
/// with all below them, made at least <see cref="MostPercent"/> per cent of the trace's known cost. It ends where nothing below costs anything, or where no
/// one label does that: the cost is then spread there, or the last spans' own.
/// </summary>
/// <remarks>
/// Labels are put together because an agent asks the same model in every turn: that is one cause, whichever span is dearest by a hair.
/// Spans of one level stand beside each other, never above one another, so nothing is counted twice. Wrappers are passed through and add nothing.
/// Time grows with the number of spans.
/// </remarks>
/// <param name="Levels">From the top; empty where nothing is known to cost anything, and where no one label of several roots made most of it.</param>
/// <param name="TotalNanoUsd">The trace's known cost.</param>
/// <param name="UnpricedCalls">Calls whose cost is unknown, and which may lie elsewhere.</param>
/// <param name="OwnNanoUsd">What the spans of the last level are charged themselves.</param>
/// <param name="SpreadOver">How many spans that cost something stand directly below the end; where there are no levels, how many roots do.</param>
/// <param name="DearestBelowNanoUsd">What the dearest of these made with all below it.</param>
public sealed record CostPath(
    IReadOnlyList<CostPathLevel> Levels, long TotalNanoUsd, int UnpricedCalls, long OwnNanoUsd, int SpreadOver, long DearestBelowNanoUsd)
{
    /// <summary>Per cent of the cost that the end of the chain has made at least.</summary>
    public const int MostPercent = 80;

    private readonly HashSet<int> _rows = [.. Levels.SelectMany(level => level.Rows)];

    /// <summary>What the end of the chain made with all below it.</summary>
    public long CostNanoUsd => Levels.Count == 0 ? 0 : Levels[^1].InclusiveCostNanoUsd;

    /// <summary>The chain leads somewhere: below the roots one thing made most of the cost, or they did themselves. Else the cost is spread.</summary>
    public bool IsDominating => Levels.Count > 1 || (Levels.Count == 1 && IsMost(OwnNanoUsd, TotalNanoUsd));

    public bool Contains(WaterfallRow row) => _rows.Contains(row.Index);

    public static CostPath Of(TraceWaterfall waterfall)
    {
        var rows = waterfall.Rows;
        var candidates = new List<int>();
        var (total, unpriced) = (0L, 0);
        for (var i = 0; i < rows.Count; i += rows[i].SubtreeSize)
        {
            candidates.Add(i);
            total += rows[i].InclusiveCostNanoUsd;
            unpriced += rows[i].InclusiveUnpricedCalls;
        }

        var levels = new List<CostPathLevel>();
        while (total > 0 && Dearest(rows, candidates) is { } level && IsMost(level.InclusiveCostNanoUsd, total))
        {
            levels.Add(level);
            candidates = [.. level.Rows.SelectMany(row => rows[row].ChildrenIn(rows))];
        }

        var below = candidates.Where(row => rows[row].InclusiveCostNanoUsd > 0).Select(row => rows[row].InclusiveCostNanoUsd).ToList();
        var own = levels.Count == 0 ? 0 : levels[^1].Rows.Sum(row => rows[row].CostNanoUsd);
        return new(levels, total, unpriced, own, below.Count, below.Count == 0 ? 0 : below.Max());
    }

    private static bool IsMost(long part, long total) => (Int128)part * 100 >= (Int128)total * MostPercent;

    private static CostPathLevel? Dearest(IReadOnlyList<WaterfallRow> rows, List<int> candidates)
    {
        var byLabel = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        List<int>? dearest = null;
        var most = 0L;
        foreach (var candidate in candidates)
        {
            if (rows[candidate].InclusiveCostNanoUsd > 0)
            {
                (byLabel.TryGetValue(LabelOf(rows[candidate]), out var same) ? same : byLabel[LabelOf(rows[candidate])] = []).Add(candidate);
            }
        }

        foreach (var same in byLabel.Values)
        {
            // A dictionary that nothing is taken out of keeps the order of the tree, but does not promise to: the first row decides.
            var cost = same.Sum(row => rows[row].InclusiveCostNanoUsd);
            if (cost > most || (cost == most && dearest is not null && same[0] < dearest[0]))
            {
                (dearest, most) = (same, cost);
            }
        }

        return dearest is null ? null : new(LabelOf(rows[dearest[0]]), dearest, most, dearest.Sum(row => rows[row].InclusiveCalls));
    }

    private static string LabelOf(WaterfallRow row) => row.Kind.IsModelCall() && row.Model.Length > 0 ? row.Model : row.Step;
}

using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Traces.Timeline;

/// <summary>What a row must be to be shown; null asks nothing.</summary>
/// <param name="Step">Exactly this step.</param>
/// <param name="Service">Exactly this service.</param>
/// <param name="IsError">True for failed spans, false for the others.</param>
/// <param name="MinCostNanoUsd">Nano-dollars that the row and all below it cost at least: what its cost column shows.</param>
public sealed record RowFilter(string? Step = null, string? Service = null, OperationKind? Kind = null, bool? IsError = null, long? MinCostNanoUsd = null)
{
    public static RowFilter None { get; } = new();

    public bool Matches(WaterfallRow row) =>
        (Step is null || row.Step == Step)
        && (Service is null || row.Service == Service)
        && (Kind is null || row.Kind == Kind)
        && (IsError is null || row.IsError == IsError)
        && (MinCostNanoUsd is null || row.InclusiveCostNanoUsd >= MinCostNanoUsd);
}

/// <summary>The rows that a filter and a window of time leave: those that match, and above each its parents up to the root, so that it has its place.</summary>
public sealed class KeptRows
{
    private readonly bool[] _matches;
    private readonly bool[] _kept;

    // How many rows are kept, and how many of these failed, before the row of an index.
    private readonly int[] _keptBefore;
    private readonly int[] _errorsBefore;

    private KeptRows(IReadOnlyList<WaterfallRow> rows, bool[] matches, bool[] kept)
    {
        (_matches, _kept) = (matches, kept);
        (_keptBefore, _errorsBefore) = (new int[rows.Count + 1], new int[rows.Count + 1]);
        for (var i = 0; i < rows.Count; i++)
        {
            _keptBefore[i + 1] = _keptBefore[i] + (kept[i] ? 1 : 0);
            _errorsBefore[i + 1] = _errorsBefore[i] + (kept[i] && rows[i].IsError ? 1 : 0);
        }
    }

    /// <summary>Rows that match themselves, collapsed or not.</summary>
    public int Matches { get; private init; }

    /// <param name="window">Rows wholly outside of it do not match; null asks nothing.</param>
    /// <returns>Null where nothing is asked, which keeps every row.</returns>
    public static KeptRows? Of(TraceWaterfall waterfall, RowFilter filter, TimeWindow? window)
    {
        if (filter == RowFilter.None && window is null or { IsWhole: true })
        {
            return null;
        }

        var rows = waterfall.Rows;
        var (matches, kept) = (new bool[rows.Count], new bool[rows.Count]);
        var count = 0;

        // Children stand behind their parents, so walking backwards meets every child before its parent.
        for (var i = rows.Count - 1; i >= 0; i--)
        {
            var row = rows[i];
            matches[i] = filter.Matches(row) && window?.Touches(row) is not false;
            count += matches[i] ? 1 : 0;
            kept[i] |= matches[i];
            if (kept[i] && row.Parent >= 0)
            {
                kept[row.Parent] = true;
            }
        }

        return new(rows, matches, kept) { Matches = count };
    }

    /// <summary>The row is shown: it matches, or one below it does.</summary>
    public bool Keeps(WaterfallRow row) => _kept[row.Index];

    /// <summary>How many of the rows below this one are shown when it is open.</summary>
    public int Below(WaterfallRow row) => _keptBefore[row.Index + row.SubtreeSize] - _keptBefore[row.Index + 1];

    /// <summary>How many of these failed.</summary>
    public int ErrorsBelow(WaterfallRow row) => _errorsBefore[row.Index + row.SubtreeSize] - _errorsBefore[row.Index + 1];

    /// <summary>The row itself is what was asked for.</summary>
    public bool IsMatch(WaterfallRow row) => _matches[row.Index];
}

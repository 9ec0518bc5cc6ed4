using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces.Comparing;

namespace CostDashboard.Web.Features.Traces.Comparing;

/// <summary>A line of the merged tree: a row, or the rest of many alike.</summary>
/// <param name="Row">The row, or the first of those that the line adds up.</param>
/// <param name="More">0 for a row; else so many rows like it, with all below them.</param>
internal readonly record struct DiffLine(TraceDiffRow Row, int More, long CostDifference, long TokenDifference);

/// <summary>Which rows of a comparison are drawn: by default those that hold a difference, and of many that were added or removed alike the first few.</summary>
internal static class DiffLines
{
    /// <summary>Of rows of one step that were added, or removed, below the same row.</summary>
    internal const int MostAlike = 3;

    internal static IReadOnlyList<DiffLine> Of(TraceDiff diff, bool showsAll)
    {
        var alike = new Dictionary<(int Parent, DiffState State, OperationKind Kind, string Step), List<TraceDiffRow>>();
        if (!showsAll)
        {
            foreach (var row in diff.Rows.Where(IsOneSided))
            {
                var key = KeyOf(row);
                if (!alike.TryGetValue(key, out var rows))
                {
                    alike[key] = rows = [];
                }

                rows.Add(row);
            }
        }

        var lines = new List<DiffLine>();
        var isFolded = new bool[diff.Rows.Count];
        foreach (var row in diff.Rows)
        {
            if (row.Parent >= 0 && isFolded[row.Parent])
            {
                isFolded[row.Index] = true;
                continue;
            }

            if (!showsAll && IsOneSided(row) && alike[KeyOf(row)] is { Count: > MostAlike + 1 } rows && row.Index >= rows[MostAlike].Index)
            {
                isFolded[row.Index] = true;
                if (row.Index == rows[MostAlike].Index)
                {
                    var rest = rows.Skip(MostAlike).ToList();
                    lines.Add(new(row, rest.Count, rest.Sum(r => r.InclusiveCostDifference), rest.Sum(r => r.InclusiveTokenDifference)));
                }
            }
            else if (showsAll || row.HoldsDifference)
            {
                lines.Add(new(row, 0, row.InclusiveCostDifference, row.InclusiveTokenDifference));
            }
        }

        return lines;
    }

    private static bool IsOneSided(TraceDiffRow row) => row.State is DiffState.Added or DiffState.Removed;

    private static (int Parent, DiffState State, OperationKind Kind, string Step) KeyOf(TraceDiffRow row) => (row.Parent, row.State, row.Kind, row.Step);
}

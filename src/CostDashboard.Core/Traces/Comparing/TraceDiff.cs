namespace CostDashboard.Core.Traces.Comparing;

/// <summary>
/// Two traces side by side: their spans aligned by structure and name, and what the second cost, used and took more than the first.
/// </summary>
/// <param name="Rows">In pre-order of the merged tree, siblings as the second trace has them; a removed one stands where it was.</param>
/// <param name="Causes">The difference by step, the largest first. Their costs add up to <see cref="CostDifference"/>, their waits to the difference of the critical paths.</param>
/// <remarks>
/// Spans are matched from the roots down (<see cref="SiblingMatch"/>). Where nothing stands beside a span, its children are tried in its place: a
/// release that wraps a step into another span does not make everything below it new. Time grows with the number of spans.
/// </remarks>
public sealed record TraceDiff(TraceRollup Before, TraceRollup After, IReadOnlyList<TraceDiffRow> Rows, IReadOnlyList<TraceDiffCause> Causes)
{
    /// <summary>Nano-dollars that the second trace cost more, as far as the cost of both is known.</summary>
    public long CostDifference => Rows.Sum(row => row.CostDifference);

    public long TokenDifference => Rows.Sum(row => row.TokenDifference);

    /// <summary>Nanoseconds from a trace's first start to its last end.</summary>
    public long DurationDifference => DurationOf(After) - DurationOf(Before);

    /// <summary>Some call of one of the two has an unknown cost, or only a part of it is known.</summary>
    public bool IsIncomplete => Rows.Any(row => row.IsIncomplete);

    public static TraceDiff Of(TraceRollup before, TraceRollup after)
    {
        var rows = new DiffAlignment(before, after).Rows();
        RollUp(rows);
        return new(before, after, rows, TraceDiffCause.Of(rows));
    }

    private static void RollUp(List<TraceDiffRow> rows)
    {
        // In pre-order a row stands behind the one around it, so walking backwards meets every child first.
        for (var i = rows.Count - 1; i >= 0; i--)
        {
            var row = rows[i];
            row.InclusiveCostDifference = checked(row.InclusiveCostDifference + row.CostDifference);
            row.InclusiveTokenDifference = checked(row.InclusiveTokenDifference + row.TokenDifference);
            row.HoldsDifference |= row.State is not DiffState.Same;
            if (row.Parent >= 0)
            {
                var around = rows[row.Parent];
                around.InclusiveCostDifference = checked(around.InclusiveCostDifference + row.InclusiveCostDifference);
                around.InclusiveTokenDifference = checked(around.InclusiveTokenDifference + row.InclusiveTokenDifference);
                around.HoldsDifference |= row.HoldsDifference;
            }
        }
    }

    private static long DurationOf(TraceRollup trace) => Math.Max(0, trace.Tree.End - trace.Tree.Start);
}

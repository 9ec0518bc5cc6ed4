namespace CostDashboard.Core.Spend;

/// <summary>
/// Costs that calls reported, and were charged, beside what the price book computes for the same calls: how far the two are apart.
/// Calls without one of the two, or which the book prices only in part, are not in it.
/// </summary>
/// <param name="Calls">How many calls have both.</param>
/// <param name="ReportedNanoUsd">What they report.</param>
/// <param name="ComputedNanoUsd">What the book computes.</param>
public readonly record struct CostComparison(long Calls, long ReportedNanoUsd, long ComputedNanoUsd)
{
    /// <summary>Positive where more is reported, and charged, than the book computes.</summary>
    public long DifferenceNanoUsd => checked(ReportedNanoUsd - ComputedNanoUsd);

    /// <exception cref="OverflowException">A sum is more than 64 bits hold.</exception>
    public static CostComparison operator +(CostComparison left, CostComparison right) => checked(new(
        left.Calls + right.Calls, left.ReportedNanoUsd + right.ReportedNanoUsd, left.ComputedNanoUsd + right.ComputedNanoUsd));

    /// <exception cref="OverflowException">A sum is more than 64 bits hold.</exception>
    public static CostComparison operator -(CostComparison left, CostComparison right) => checked(new(
        left.Calls - right.Calls, left.ReportedNanoUsd - right.ReportedNanoUsd, left.ComputedNanoUsd - right.ComputedNanoUsd));
}

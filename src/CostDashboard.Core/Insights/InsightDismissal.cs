using CostDashboard.Core.Access;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Insights;

/// <summary>Somebody's word that nothing is to be done about a finding.</summary>
/// <param name="Id">That of the finding.</param>
/// <param name="Until">From then on it is shown again; null for no end.</param>
/// <param name="SavingPerMonthNanoUsd">What the finding would have saved a month when it was dismissed.</param>
public sealed record InsightDismissal(
    InsightKind Kind, long Id, string Reason, AuditActor By, UnixNanos At, UnixNanos? Until, long SavingPerMonthNanoUsd)
{
    public const int LongestReason = 500;
    public const int MostOfProject = 5_000;

    /// <summary>A finding that would save more than so many times what it would have when it was dismissed is shown again.</summary>
    public const int ComesBackAt = 2;

    /// <summary>Whether it still hides a finding that would save so much a month.</summary>
    public bool Hides(long savingPerMonthNanoUsd, UnixNanos now) =>
        !(Until <= now) && savingPerMonthNanoUsd <= (decimal)SavingPerMonthNanoUsd * ComesBackAt;

    /// <summary>What is wrong with a reason, as a sentence; null when nothing is.</summary>
    public static string? FindMistake(string reason) => reason.Trim().Length switch
    {
        0 => "Say why nothing is to be done about it.",
        > LongestReason => FormattableString.Invariant($"A reason has at most {LongestReason} characters."),
        _ => null,
    };
}

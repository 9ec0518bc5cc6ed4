using CostDashboard.Core.Access;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Pricing;

public enum RepricingKind : byte
{
    /// <summary>Reports what a run would change; changes nothing.</summary>
    DryRun = 1,

    /// <summary>Changes prices, charges and totals.</summary>
    Apply = 2,
}

public enum RepricingState : byte
{
    /// <summary>Under way, or waiting for its turn after a restart.</summary>
    Running = 1,

    Finished = 2,

    /// <summary>Somebody cancelled it; what was priced until then stays as it is, and ties out.</summary>
    Cancelled = 3,

    /// <summary>It ended before its end, for the reason it states; what was priced until then stays as it is, and ties out.</summary>
    Stopped = 4,
}

/// <summary>How far a run is. First it finds the traces, then it prices them.</summary>
/// <param name="TracesFound">All of them once <paramref name="IsSearched"/> is true; until then those found so far.</param>
/// <param name="IsSearched">All traces are found.</param>
/// <param name="TracesDone">Priced and committed.</param>
/// <param name="At">About the time of the spans at which it is now; null before the first.</param>
public sealed record RepricingProgress(long TracesFound, bool IsSearched, long TracesDone, UnixNanos? At);

/// <summary>A re-pricing that somebody asked for, or a dry run of one.</summary>
/// <param name="BookVersion">The price book by which it prices, from its first trace to its last.</param>
/// <param name="EndedAt">Null while it is under way.</param>
/// <param name="Reason">Why it was stopped; null otherwise.</param>
/// <param name="Report">What was priced so far.</param>
public sealed record RepricingRun(
    int Id,
    RepricingKind Kind,
    RepricingState State,
    RepricingQuestion Question,
    string BookVersion,
    AuditActor AskedBy,
    UnixNanos AskedAt,
    UnixNanos? EndedAt,
    string? Reason,
    RepricingProgress Progress,
    RepricingReport Report)
{
    public const int LongestReason = 500;

    public bool IsUnderWay => State is RepricingState.Running;

    /// <summary>What the audit log calls it.</summary>
    public string Name => FormattableString.Invariant($"Re-pricing {Id}");

    /// <summary>What came out, in a line, for the audit log.</summary>
    public string ResultText => FormattableString.Invariant(
        $"{Report.Total.ChangedCalls} of {Report.Total.Calls} calls in {Report.ChangedTraces} of {Progress.TracesDone} traces changed: {Usd.FromNanos(Report.Total.OldCostNanoUsd).Amount} to {Usd.FromNanos(Report.Total.NewCostNanoUsd).Amount} USD; unpriced or partial {Report.Total.UnpricedBefore} to {Report.Total.UnpricedAfter}");
}

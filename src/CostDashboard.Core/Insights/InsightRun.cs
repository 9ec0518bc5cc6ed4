using CostDashboard.Core.Access;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Insights;

public enum InsightRunState : byte
{
    /// <summary>Under way, or waiting for its turn after a restart.</summary>
    Running = 1,

    Finished = 2,

    /// <summary>It ended before its end, for the reason that it states.</summary>
    Failed = 3,
}

/// <summary>One look at the traces of a project that began in a period.</summary>
/// <param name="First">When the earliest of them began; null where there is none.</param>
/// <param name="CostNanoUsd">What they were charged.</param>
/// <param name="EndedAt">Null while it is under way.</param>
/// <param name="Reason">Why it failed; null otherwise.</param>
public sealed record InsightRun(
    int Id,
    ProjectId Project,
    InsightRunState State,
    UnixNanos From,
    UnixNanos To,
    InsightSettings Settings,
    AuditActor AskedBy,
    UnixNanos AskedAt,
    UnixNanos? First,
    long Traces,
    long Spans,
    long CostNanoUsd,
    UnixNanos? EndedAt = null,
    string? Reason = null)
{
    /// <summary>A month, and the period of a run: what is said of a month is then what was spent, and no forecast.</summary>
    public const int Days = 30;

    public const int LongestReason = 500;

    private const long Month = Days * UnixNanos.PerDay;

    // Less would make a month's money out of an afternoon's.
    private const long Least = UnixNanos.PerDay;

    public bool IsUnderWay => State is InsightRunState.Running;

    /// <summary>
    /// Nanoseconds of the period since the earliest trace, which a month is told from: a day at least, and all of the period where the first trace came on
    /// its first day.
    /// </summary>
    public long Covered => First is { } first && first - From >= UnixNanos.PerDay ? Math.Max(To - first, Least) : Month;

    /// <summary>What so many nano-dollars of the period are in a month of 30 days; the same where all of the period has traces.</summary>
    public long PerMonth(long nanos) => Covered == Month ? nanos : new Usd(Usd.FromNanos(nanos).Amount * Month / Covered).ToNanos();
}

using CostDashboard.Core.Units;

namespace CostDashboard.Core.Jobs;

/// <summary>The time that a run is responsible for; what begins at <see cref="To"/> belongs to the next one.</summary>
public readonly record struct JobWindow(UnixNanos From, UnixNanos To);

/// <summary>How much a run read and wrote, in things of its own: traces, rows, messages.</summary>
public readonly record struct JobCounts(long Read, long Written)
{
    public bool IsNothing => this == default;
}

/// <summary>What came of a run. The numbers are stored.</summary>
public enum JobOutcome
{
    /// <summary>It is under way, as long as its lease is renewed.</summary>
    Running = 1,

    /// <summary>Its window is done.</summary>
    Done = 2,

    /// <summary>It failed, and its window is done again.</summary>
    Failed = 3,

    /// <summary>The program was stopped; its window is done again.</summary>
    Stopped = 4,

    /// <summary>Its node was gone before it ended; its window is done again.</summary>
    Lost = 5,

    /// <summary>Nobody did its window, because it was too old by then.</summary>
    Skipped = 6,
}

/// <summary>A row of the ledger: one try at one window.</summary>
/// <param name="Id">Rises with every run of any job.</param>
/// <param name="Attempt">The how-manyth try at a window of this beginning, from 1.</param>
/// <param name="Node">The <see cref="JobNode.Name"/> of whoever did it.</param>
/// <param name="LeaseUntil">When the others may take it for lost, while it runs.</param>
/// <param name="EndedAt">Null while it runs.</param>
/// <param name="Counts">While it runs, as of the last renewal of its lease.</param>
/// <param name="Reason">Why it did not end well; null where it did.</param>
/// <param name="AskedBy">Who asked for it; null where it was due.</param>
public sealed record JobRun(
    long Id,
    string Job,
    JobWindow Window,
    int Attempt,
    string Node,
    UnixNanos StartedAt,
    UnixNanos LeaseUntil,
    UnixNanos? EndedAt,
    JobCounts Counts,
    JobOutcome Outcome,
    string? Reason = null,
    string? AskedBy = null)
{
    public const int LongestReason = 1_000;

    /// <summary>Rows of a job that are kept, the latest; of these, those of the last <see cref="Kept"/>.</summary>
    public const int MostKept = 5_000;

    /// <summary>Nanoseconds for which rows are kept: 30 days.</summary>
    public const long Kept = 30 * UnixNanos.PerDay;

    /// <summary>A reason within its limit; a longer one is cut, and ends in an ellipsis.</summary>
    public static string? Bounded(string? reason) =>
        reason?.Length > LongestReason ? string.Concat(reason.AsSpan(0, LongestReason - 1), "…") : reason;

    /// <summary>Whether somebody is at it, as far as the ledger knows.</summary>
    public bool IsHeld(UnixNanos now) => Outcome is JobOutcome.Running && LeaseUntil > now;
}

/// <summary>How far a job has come.</summary>
/// <param name="Through">All before it is done; null before the first run that did something.</param>
/// <param name="LookedAt">When it was last seen to what there is to do. Written once a minute at most; null for never.</param>
/// <param name="AskedAt">When somebody asked for a run that has not begun; null for nobody.</param>
/// <param name="Failures">Runs that failed since the last one that did not.</param>
/// <param name="FailedAt">When the last of them ended.</param>
/// <param name="Running">The run under way, also one whose lease is over.</param>
public sealed record JobState(
    string Job, UnixNanos? Through = null, UnixNanos? LookedAt = null, UnixNanos? AskedAt = null, int Failures = 0, UnixNanos? FailedAt = null, JobRun? Running = null);

/// <summary>A job as a list shows it.</summary>
/// <param name="Last">The latest run that is not under way; null for none.</param>
public sealed record JobSummary(JobState State, JobRun? Last);

/// <summary>Runs of a job, the latest first.</summary>
/// <param name="Next">The run before which the next page begins; null on the last one.</param>
public sealed record JobRunPage(IReadOnlyList<JobRun> Runs, long? Next)
{
    public const int MostRows = 200;
}

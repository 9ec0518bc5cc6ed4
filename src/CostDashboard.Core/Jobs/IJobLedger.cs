using CostDashboard.Core.Access;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Jobs;

/// <summary>A node's wish to do a window.</summary>
/// <param name="Through">The job's <see cref="JobState.Through"/> that the wish was decided by.</param>
/// <param name="Skipped">The time before the window that is given up.</param>
/// <param name="Why">Why it is given up.</param>
public sealed record JobClaim(
    string Job, JobWindow Window, UnixNanos? Through, string Node, UnixNanos Now, UnixNanos LeaseUntil, JobWindow? Skipped = null, string? Why = null);

/// <summary>How a run ended.</summary>
/// <param name="Outcome">Done, failed or stopped.</param>
/// <param name="Reason">Cut to <see cref="JobRun.LongestReason"/>.</param>
public sealed record JobEnd(JobOutcome Outcome, JobCounts Counts, UnixNanos At, string? Reason = null);

/// <summary>What jobs did, window by window, and how far they have come. It is what nodes agree by.</summary>
/// <remarks>
/// Of one job at most one run is under way. A window is claimed by a unique key (job, beginning, attempt) in the transaction that looks whether somebody
/// else has it, so of any number of nodes one gets it. Only who holds it can end it; by ending well the job moves on to the window's end, and no further
/// and never back. A run whose lease is over is lost to whoever claims next, also where its node is still alive: what it did then is done again, which
/// every job must bear, and its end is refused.
/// </remarks>
public interface IJobLedger
{
    /// <summary>How far a job has come; of one that never ran, nothing.</summary>
    Task<JobState> GetAsync(string job, CancellationToken cancellationToken);

    /// <summary>All jobs that the ledger knows, by name.</summary>
    Task<IReadOnlyDictionary<string, JobSummary>> GetAllAsync(CancellationToken cancellationToken);

    /// <summary>Claims a window, marks as lost what was left before, and writes what is skipped.</summary>
    /// <returns>Null, and nothing is changed, when somebody else is at the job or has done the window meanwhile.</returns>
    /// <exception cref="StoreUnavailableException">The database takes no writes now.</exception>
    Task<JobRun?> ClaimAsync(JobClaim claim, CancellationToken cancellationToken);

    /// <summary>Holds on to a run, and says how far it is.</summary>
    /// <returns>False when it is not the node's any more: it must stop.</returns>
    Task<bool> RenewAsync(JobRun run, JobCounts counts, UnixNanos leaseUntil, CancellationToken cancellationToken);

    /// <summary>Ends a run, and forgets rows beyond what is kept.</summary>
    /// <returns>False, and nothing is changed, when it is not the node's any more.</returns>
    Task<bool> EndAsync(JobRun run, JobEnd end, CancellationToken cancellationToken);

    /// <summary>Says that it was looked what there is to do.</summary>
    Task LookedAsync(string job, UnixNanos now, CancellationToken cancellationToken);

    /// <summary>Has a job run though it is not due; the entry says who asks. Asking again before it begins changes nothing but the audit log.</summary>
    Task AskAsync(string job, AuditEntry entry, CancellationToken cancellationToken);

    /// <param name="onlyTrouble">Without runs that did their window and those under way.</param>
    /// <param name="before">Runs before this one; null for the latest.</param>
    Task<JobRunPage> ListAsync(string job, bool onlyTrouble, long? before, int limit, CancellationToken cancellationToken);
}

/// <summary>Wakes the scheduler, so that who asked for a run does not wait for the job's next look.</summary>
public interface IJobTrigger
{
    Task TriggerAsync(string job, CancellationToken cancellationToken);
}

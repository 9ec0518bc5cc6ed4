using CostDashboard.Core.Jobs;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using Microsoft.Extensions.Logging;

namespace CostDashboard.Jobs.Scheduling;

/// <summary>
/// Runs jobs by the ledger: claims their windows, holds on to them while they run, and writes down what came of it. Of one job it runs one at a time, for
/// which the scheduler cares.
/// </summary>
internal sealed class JobRunner(IJobLedger ledger, JobNode node, TimeProvider clock, ILogger<JobRunner> log)
{
    // So often it is written that somebody looked, where there is nothing else to write.
    private const long LookIsToldEvery = UnixNanos.PerMinute;

    private UnixNanos Now => UnixNanos.From(clock.GetUtcNow());

    /// <summary>Ends when nothing of the job is due. What fails is written down and thrown.</summary>
    /// <exception cref="StoreUnavailableException">The ledger takes no writes now.</exception>
    public async Task RunAsync(JobDefinition job, IJobWork work, CancellationToken cancellationToken)
    {
        while (await NextAsync(job, work, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <returns>Whether a window was done, so that the next one may be due.</returns>
    private async Task<bool> NextAsync(JobDefinition job, IJobWork work, CancellationToken cancellationToken)
    {
        var state = await ledger.GetAsync(job.Name, cancellationToken);
        var plan = JobPlan.For(job, state, node.Name, Now);
        if (plan is not JobPlan.Taken && (state.LookedAt is not { } looked || Now - looked >= LookIsToldEvery))
        {
            await ledger.LookedAsync(job.Name, Now, cancellationToken);
        }

        var (window, skipped) = plan switch
        {
            JobPlan.Do due => (due.Window, due.Skipped),
            JobPlan.Look look => (look.Window, (JobWindow?)null),
            _ => default,
        };
        if (plan is JobPlan.Wait or JobPlan.Taken)
        {
            return false;
        }

        var claim = new JobClaim(job.Name, window, state.Through, node.Name, Now, Now + JobPlan.Lease, skipped, skipped is { } gone ? Skipping(job, gone) : null);
        await using var run = new ClaimedRun(ledger, claim, clock, log);
        if (plan is JobPlan.Do && !await run.ClaimAsync(cancellationToken))
        {
            return false;
        }

        if (claim.Why is { } why)
        {
            log.Skipped(job.Name, why);
        }

        await run.DoAsync(work, cancellationToken);
        return plan is JobPlan.Do && job.Rhythm is JobRhythm.Windows;
    }

    private static string Skipping(JobDefinition job, JobWindow skipped)
    {
        var windows = (JobRhythm.Windows)job.Rhythm;
        return $"{(skipped.To - skipped.From) / windows.Length} windows were not done: nobody ran this job then, and at most {windows.MostBehind} are caught up.";
    }
}

internal static partial class JobLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Job {Job}: {Why}")]
    internal static partial void Skipped(this ILogger log, string job, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A run of the job {Job} ended after it was given to another node, which does it again.")]
    internal static partial void Lost(this ILogger log, string job);
}

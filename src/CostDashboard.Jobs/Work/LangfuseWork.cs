using CostDashboard.Core.Jobs;
using CostDashboard.Core.Langfuse;
using CostDashboard.Core.Units;
using CostDashboard.Jobs.Scheduling;

namespace CostDashboard.Jobs.Work;

/// <summary>Deletes what was kept to complete observations of Langfuse once nothing came of them for long. Their spans and totals stay.</summary>
public sealed class LangfuseWork(ILangfuseEvents events, TimeProvider clock) : IJobWork
{
    public static JobDefinition Job { get; } = new(
        "langfuse",
        "Deletion of Langfuse's events",
        "Deletes the events of which observations were put together, once nothing was added to them for 30 days.",
        new JobRhythm.Looks(UnixNanos.PerHour),
        Reads: null,
        Writes: "events that were deleted");

    /// <summary>Ends when nothing is too old, in transactions between which others write. Safe to run beside itself, here or on another node.</summary>
    /// <exception cref="Core.Traces.StoreUnavailableException">The database takes no writes now; the rest is deleted the next time.</exception>
    public async Task RunAsync(JobPass pass, CancellationToken cancellationToken)
    {
        while (await events.DeleteAsync(UnixNanos.From(clock.GetUtcNow()) + -ILangfuseEvents.Kept, cancellationToken) is > 0 and var deleted)
        {
            pass.Wrote(deleted);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}

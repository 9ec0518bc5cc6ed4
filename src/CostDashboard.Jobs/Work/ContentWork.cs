using CostDashboard.Core.Access;
using CostDashboard.Core.Content;
using CostDashboard.Core.Jobs;
using CostDashboard.Core.Units;
using CostDashboard.Jobs.Scheduling;

namespace CostDashboard.Jobs.Work;

/// <summary>Deletes what is kept of prompts, completions and tools' payloads once its days are over, or as soon as somebody asked for that. Spans and totals stay.</summary>
public sealed class ContentWork(IContentStore contents, IContentSettingsStore settings, IAccessStore access, TimeProvider clock) : IJobWork
{
    // What is too old is not shown any more whether it is deleted yet or not.
    public static JobDefinition Job { get; } = new(
        "content",
        "Deletion of content",
        "Deletes prompts, completions and tools' payloads once their days are over.",
        new JobRhythm.Looks(UnixNanos.PerMinute),
        Reads: null,
        Writes: "spans whose content was deleted");

    /// <summary>Ends when nothing is too old, in transactions between which others write. Safe to run beside itself, here or on another node.</summary>
    /// <exception cref="Core.Traces.StoreUnavailableException">The database takes no writes now; the rest is deleted the next time. Nobody is shown it meanwhile.</exception>
    public async Task RunAsync(JobPass pass, CancellationToken cancellationToken)
    {
        foreach (var project in await access.GetProjectsAsync(cancellationToken))
        {
            // A project that never kept any has none; one that keeps none any more may have some left.
            var stored = await settings.GetAsync(project.Id, cancellationToken);
            while (stored.Version > 0 && await contents.DeleteAsync(project.Id, stored.Settings.Cutoff(UnixNanos.From(clock.GetUtcNow())), cancellationToken) is > 0 and var deleted)
            {
                pass.Wrote(deleted);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }
}

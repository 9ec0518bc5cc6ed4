using CostDashboard.Core.Access;
using CostDashboard.Core.Content;
using CostDashboard.Core.Units;

namespace CostDashboard.Jobs.Work;

/// <summary>Deletes what is kept of prompts, completions and tools' payloads once its days are over, or as soon as somebody asked for that. Spans and totals stay.</summary>
public sealed class ContentWork(IContentStore contents, IContentSettingsStore settings, IAccessStore access, TimeProvider clock)
{
    /// <summary>Ends when nothing is too old, in transactions between which others write. Safe to run beside itself, here or on another node.</summary>
    /// <exception cref="Core.Traces.StoreUnavailableException">The database takes no writes now; the rest is deleted the next time. Nobody is shown it meanwhile.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var project in await access.GetProjectsAsync(cancellationToken))
        {
            // A project that never kept any has none; one that keeps none any more may have some left.
            var stored = await settings.GetAsync(project.Id, cancellationToken);
            while (stored.Version > 0 && await contents.DeleteAsync(project.Id, stored.Settings.Cutoff(UnixNanos.From(clock.GetUtcNow())), cancellationToken) > 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }
}

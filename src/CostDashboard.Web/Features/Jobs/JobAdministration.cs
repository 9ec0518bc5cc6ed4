using CostDashboard.Core.Access;
using CostDashboard.Core.Jobs;
using CostDashboard.Core.Units;

namespace CostDashboard.Web.Features.Jobs;

/// <summary>All that the pages and the API of jobs do.</summary>
internal sealed class JobAdministration(JobCatalog catalog, IJobLedger ledger, IJobTrigger trigger, TimeProvider clock)
{
    private UnixNanos Now => UnixNanos.From(clock.GetUtcNow());

    internal JobDefinition? Find(string name) => catalog.Find(name);

    internal async Task<IReadOnlyList<JobLine>> GetAsync(CancellationToken cancellationToken)
    {
        var known = await ledger.GetAllAsync(cancellationToken);
        var now = Now;
        return [.. catalog.Jobs.Select(job => new JobLine(job, known.GetValueOrDefault(job.Name), now))];
    }

    internal async Task<JobHistory> GetAsync(JobDefinition job, JobsView view, int rows, CancellationToken cancellationToken)
    {
        var page = await ledger.ListAsync(job.Name, view.OnlyTrouble, view.Before, rows, cancellationToken);
        var known = await ledger.GetAllAsync(cancellationToken);
        return new(new(job, known.GetValueOrDefault(job.Name), Now), page);
    }

    /// <summary>Has a job run, and writes into the audit log who asked for it.</summary>
    /// <returns>The job's name; null when there is none of it.</returns>
    internal async Task<string?> RunAsync(string name, AuditActor actor, CancellationToken cancellationToken)
    {
        if (catalog.Find(name) is not { } job)
        {
            return null;
        }

        await ledger.AskAsync(job.Name, new(Now, actor, "job.run", job.Title), cancellationToken);
        await trigger.TriggerAsync(job.Name, cancellationToken);
        return job.Name;
    }
}

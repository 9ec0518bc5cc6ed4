using CostDashboard.Jobs.Work;
using Quartz;

namespace CostDashboard.Jobs.Scheduling;

/// <summary>Looks at the hours that are complete. It throws what fails; the scheduler writes that down and tries again.</summary>
[DisallowConcurrentExecution]
internal sealed class WatchJob(WatchWork work) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await work.RunAsync(cancellationToken);
}

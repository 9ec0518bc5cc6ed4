using CostDashboard.Jobs.Work;
using Quartz;

namespace CostDashboard.Jobs.Scheduling;

/// <summary>Deletes content that is too old. It throws what fails; the scheduler writes that down and tries again.</summary>
[DisallowConcurrentExecution]
internal sealed class ContentJob(ContentWork work) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await work.RunAsync(cancellationToken);
}

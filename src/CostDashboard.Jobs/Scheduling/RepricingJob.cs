using CostDashboard.Jobs.Work;
using Quartz;

namespace CostDashboard.Jobs.Scheduling;

/// <summary>Takes re-pricing forward until nothing of it is under way. It throws what fails; the scheduler writes that down and tries again.</summary>
[DisallowConcurrentExecution]
internal sealed class RepricingJob(RepricingWork work) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await work.RunAsync(cancellationToken);
}

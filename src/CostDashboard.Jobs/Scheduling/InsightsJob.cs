using CostDashboard.Jobs.Work;
using Quartz;

namespace CostDashboard.Jobs.Scheduling;

/// <summary>Looks for insights where it is time to. It throws what fails; the scheduler writes that down and tries again.</summary>
[DisallowConcurrentExecution]
internal sealed class InsightsJob(InsightWork work) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await work.RunAsync(cancellationToken);
}

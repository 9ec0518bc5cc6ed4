using CostDashboard.Jobs.Work;
using Quartz;

namespace CostDashboard.Jobs.Scheduling;

/// <summary>Reports guardrails that what arrived has broken. It throws what fails; the scheduler writes that down and tries again.</summary>
[DisallowConcurrentExecution]
internal sealed class GuardrailsJob(GuardrailWork work) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await work.RunAsync(cancellationToken);
}

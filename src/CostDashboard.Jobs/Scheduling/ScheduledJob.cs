using CostDashboard.Core.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace CostDashboard.Jobs.Scheduling;

/// <summary>A job as the scheduler knows it: by name, one run at a time, among all nodes of a cluster.</summary>
[DisallowConcurrentExecution]
internal sealed class ScheduledJob(JobRunner runner, IServiceProvider services) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        // A schedule in a database may name jobs of a later version of the program, whose nodes run them.
        if (Schedule.All.FirstOrDefault(line => line.Job.Name == context.JobDetail.Key.Name) is { } line)
        {
            await runner.RunAsync(line.Job, (IJobWork)services.GetRequiredService(line.Work), cancellationToken);
        }
    }
}

/// <inheritdoc />
internal sealed class JobTrigger(ISchedulerFactory schedulers) : IJobTrigger
{
    public async Task TriggerAsync(string job, CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        await scheduler.TriggerJob(new JobKey(job), cancellationToken: cancellationToken);
    }
}

using System.Data.Common;
using CostDashboard.Core.Jobs;
using CostDashboard.Core.Watching.Steps;
using CostDashboard.Jobs.Delivery;
using CostDashboard.Jobs.Scheduling;
using CostDashboard.Jobs.Work;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Quartz;

namespace CostDashboard.Jobs;

/// <summary>A SQL Server that nodes share, in which the schedule is kept for all of them; its tables are made with the others.</summary>
public sealed record SharedSchedule(DbProviderFactory Provider, string ConnectionString);

/// <summary>The one door to what runs in the background.</summary>
public static class JobServices
{
    // All nodes of one database are one scheduler.
    private const string SchedulerName = "CostDashboard";

    /// <summary>
    /// Registers the scheduler, which starts with the program, and its work. Expected in the container: the ports of Core that the work uses,
    /// its <see cref="Core.Pricing.CurrentPrices"/>, a <see cref="Core.Delivery.Mail.SmtpOptions"/>, a <see cref="Core.Delivery.Payloads.DeliveryContext"/> and a <see cref="TimeProvider"/>. Prices have to be in force before the program starts.
    /// </summary>
    /// <param name="shared">Null where no other node has this database: then the schedule is made anew with each start, and the ledger knows what is due.</param>
    public static IServiceCollection AddJobs(this IServiceCollection services, JobNode node, SharedSchedule? shared)
    {
        foreach (var line in Schedule.All)
        {
            services.TryAddSingleton(line.Work);
        }

        return services
            .AddSingleton<IDeliveryDoor, DeliveryDoor>()
            .AddSingleton(node)
            .AddSingleton(new JobCatalog([.. Schedule.All.Select(line => line.Job)]))
            .AddSingleton<JobRunner>()
            .AddSingleton<IJobTrigger, JobTrigger>()
            .AddSingleton<IStepBaselines, StepBaselines>()
            .AddQuartz(scheduler =>
            {
                scheduler.ConfigureScheduler(options =>
                {
                    (options.InstanceName, options.InstanceId) = (SchedulerName, node.Name);

                    // On a stop the work is told, and ends after the step that it is in.
                    options.ShutdownJobInterruption = ShutdownJobInterruption.Always;
                });
                if (shared is not null)
                {
                    scheduler.UsePersistentStore(store =>
                    {
                        store.UseSqlServer(shared.Provider, shared.ConnectionString);
                        store.UseClustering();
                    });
                }

                Schedule.AddTo(scheduler);
            })
            .AddQuartzHostedService(host => host.WaitForJobsToComplete = true);
    }
}

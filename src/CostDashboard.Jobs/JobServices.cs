using CostDashboard.Jobs.Scheduling;
using CostDashboard.Jobs.Work;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace CostDashboard.Jobs;

/// <summary>The one door to what runs in the background.</summary>
public static class JobServices
{
    /// <summary>
    /// Registers the scheduler, which starts with the program, and its work. Expected in the container: the ports of Core that the work uses,
    /// its <see cref="Core.Pricing.CurrentPrices"/>, and a <see cref="TimeProvider"/>. Prices have to be in force before the program starts.
    /// </summary>
    public static IServiceCollection AddJobs(this IServiceCollection services) => services
        .AddSingleton<RepricingWork>()
        .AddSingleton<InsightWork>()
        .AddSingleton<ContentWork>()
        .AddSingleton<GuardrailWork>()
        .AddSingleton<WatchWork>()
        .AddQuartz(scheduler =>
        {
            // On a stop the work is told, and ends after the step that it is in.
            scheduler.ConfigureScheduler(options => options.ShutdownJobInterruption = ShutdownJobInterruption.Always);
            foreach (var (name, schedule) in Schedule.All)
            {
                schedule(scheduler, name);
            }
        })
        .AddQuartzHostedService(host => host.WaitForJobsToComplete = true);
}

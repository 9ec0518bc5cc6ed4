using CostDashboard.Jobs;

namespace CostDashboard.Web.Hosting;

/// <summary>What goes on without a request. It starts with the program, when prices and database are there.</summary>
internal static class BackgroundWork
{
    internal static void AddBackgroundWork(this IServiceCollection services) => services.AddJobs();
}

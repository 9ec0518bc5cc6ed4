using System.Globalization;
using CostDashboard.Core.Jobs;
using CostDashboard.Jobs;
using CostDashboard.Storage;

namespace CostDashboard.Web.Hosting;

/// <summary>What goes on without a request. It starts with the program, when prices and database are there.</summary>
internal static class BackgroundWork
{
    internal static void AddBackgroundWork(this WebApplicationBuilder builder, LaunchOptions options)
    {
        var storage = Settings.StorageOf(builder.Configuration, options);
        var isShared = storage.Engine is StorageEngine.SqlServer;
        builder.Services.AddJobs(NodeOf(isShared), isShared ? new(storage.Provider, storage.ConnectionString) : null);
    }

    // A SQLite file has one program; several that share a server may run on one machine.
    private static JobNode NodeOf(bool isShared)
    {
        var machine = Environment.MachineName;
        var process = isShared ? string.Create(CultureInfo.InvariantCulture, $"-{Environment.ProcessId}") : "";
        return new(string.Concat(machine.AsSpan(0, Math.Min(machine.Length, JobNode.LongestName - process.Length)), process));
    }
}

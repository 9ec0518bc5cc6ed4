using System.Net;
using CostDashboard.Core.Delivery;
using CostDashboard.Core.Delivery.Mail;
using CostDashboard.Core.Delivery.Payloads;
using CostDashboard.Core.Jobs;
using CostDashboard.Core.Outbound;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spend;
using CostDashboard.Jobs;
using CostDashboard.Storage;
using CostDashboard.TestKit;
using CostDashboard.Web.Hosting;
using Microsoft.Data.SqlClient;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CostDashboard.Web.Tests.Hosting;

/// <summary>The scheduler of nodes that share a SQL Server, as it runs there: Quartz's tables, its cluster, and the ledger beside them.</summary>
public sealed class SharedScheduleTests
{
    private const string Variable = "COSTDASHBOARD_TEST_SQLSERVER";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_nodes_of_one_SQL_Server_have_one_schedule_never_run_a_job_side_by_side_and_go_on_when_one_is_gone()
    {
        await using var server = await ServerAsync();
        using var one = NodeOf("node-1", server.Options);
        using var other = NodeOf("node-2", server.Options);
        await one.Services.GetRequiredService<IStorageStartup>().PrepareAsync(Cancel);
        await Task.WhenAll(one.StartAsync(Cancel), other.StartAsync(Cancel));
        var jobs = one.Services.GetRequiredService<JobCatalog>().Jobs.Select(job => job.Name).ToList();
        var ledger = other.Services.GetRequiredService<IJobLedger>();

        Assert.Equal(jobs.Count, await server.CountAsync("SELECT COUNT(*) FROM QRTZ_JOB_DETAILS"));
        Assert.Equal(jobs.Count, await server.CountAsync("SELECT COUNT(DISTINCT JOB_NAME) FROM QRTZ_TRIGGERS"));
        await UntilAsync(async () => await server.CountAsync("SELECT COUNT(*) FROM QRTZ_SCHEDULER_STATE") == 2);
        foreach (var job in jobs)
        {
            // Somebody presses the button on each node at once.
            await ledger.AskAsync(job, A.Entry, Cancel);
            await Task.WhenAll(((IHost[])[one, other]).Select(node => node.Services.GetRequiredService<IJobTrigger>().TriggerAsync(job, Cancel)));
        }

        foreach (var job in jobs)
        {
            await UntilAsync(async () => (await RunsAsync(ledger, job)).Exists(run => run.Outcome is JobOutcome.Done));
        }

        await one.StopAsync(Cancel);
        var after = (await RunsAsync(ledger, jobs[0]))[^1].Id;
        await ledger.AskAsync(jobs[0], A.Entry, Cancel);
        await other.Services.GetRequiredService<IJobTrigger>().TriggerAsync(jobs[0], Cancel);
        await UntilAsync(async () => (await RunsAsync(ledger, jobs[0])).Exists(run => run.Id > after && run is { Outcome: JobOutcome.Done, Node: "node-2" }));
        await other.StopAsync(Cancel);

        foreach (var job in jobs)
        {
            var runs = await RunsAsync(ledger, job);
            Assert.All(runs.Zip(runs.Skip(1)), pair => Assert.True(pair.First.EndedAt <= pair.Second.StartedAt, $"Two runs of {job} went on side by side."));
        }
    }

    /// <summary>In the order in which they began.</summary>
    private static async Task<List<JobRun>> RunsAsync(IJobLedger ledger, string job) =>
        [.. (await ledger.ListAsync(job, onlyTrouble: false, before: null, JobRunPage.MostRows, Cancel)).Runs.OrderBy(run => run.Id)];

    // The test is ended by whoever runs it where this never becomes so.
    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        while (!await isSo())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), Cancel);
        }
    }

    private static IHost NodeOf(string name, StorageOptions options)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services
            .AddSingleton(OrganisationCalendar.Utc)
            .AddSingleton(TimeProvider.System)
            .AddSingleton(new CurrentPrices())
            .AddSingleton(new DeliveryContext(new("https://costs.example.org/"), OrganisationCalendar.Utc))
            .AddSingleton(SmtpOptions.None)
            .AddSingleton<ISecretBox, NoSecrets>()
            .AddSingleton<IOutboundPost>(services => new OutboundFetch(OutboundRules.Allowing([]), Dns.GetHostAddressesAsync, services.GetRequiredService<TimeProvider>()))
            .AddStorage(options)
            .AddJobs(new(name), new(options.Provider, options.ConnectionString));
        return builder.Build();
    }

    private static async Task<Server> ServerAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } server)
        {
            Assert.Skip($"No SQL Server to try this on: set {Variable} to a connection string that may create and drop databases.");
            throw new InvalidOperationException("A skipped test went on.");
        }

        var name = $"CostDashboardTest_{Guid.NewGuid():N}";
        return new(name, server, new(StorageEngine.SqlServer, new SqlConnectionStringBuilder(server) { InitialCatalog = name }.ToString()));
    }

    /// <summary>A database of the test's own.</summary>
    private sealed record Server(string Name, string Connection, StorageOptions Options) : IAsyncDisposable
    {
        public async Task<int> CountAsync(string query)
        {
            await using var connection = new SqlConnection(Options.ConnectionString);
            await connection.OpenAsync(Cancel);
            await using var command = new SqlCommand(query, connection);
            return (int)(await command.ExecuteScalarAsync(Cancel))!;
        }

        public async ValueTask DisposeAsync()
        {
            SqlConnection.ClearAllPools();
            await using var connection = new SqlConnection(new SqlConnectionStringBuilder(Connection) { InitialCatalog = "master" }.ToString());
            await connection.OpenAsync(CancellationToken.None);
            await using var drop = new SqlCommand($"ALTER DATABASE [{Name}] SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE [{Name}];", connection);
            await drop.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    private sealed class NoSecrets : ISecretBox
    {
        public string Seal(DeliveryTarget target) => "";

        public DeliveryTarget? Open(string sealedTarget) => null;
    }
}

using System.Data.Common;
using CostDashboard.Core.Access;
using CostDashboard.Core.Content;
using CostDashboard.Core.Delivery;
using CostDashboard.Core.Events;
using CostDashboard.Core.Insights;
using CostDashboard.Core.Jobs;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Pricing.Unpriced;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.Jobs.Delivery;
using CostDashboard.Jobs.Scheduling;
using CostDashboard.Jobs.Tests.Work;
using CostDashboard.TestKit;
using CostDashboard.TestKit.Watching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Quartz;

namespace CostDashboard.Jobs.Tests.Scheduling;

public sealed class ScheduleTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_work_has_its_line_in_the_schedule() =>
        Assert.Equal(
            typeof(Schedule).Assembly.GetTypes().Where(type => type is { IsInterface: false } && type.IsAssignableTo(typeof(IJobWork))).Select(type => type.Name).Order(StringComparer.Ordinal),
            Schedule.All.Select(line => line.Work.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Jobs_have_names_of_their_own_that_the_ledger_can_keep()
    {
        Assert.All(Schedule.All, line => Assert.Matches($"^[a-z][a-z-]{{0,{JobDefinition.LongestName - 1}}}$", line.Job.Name));
        Assert.Distinct(Schedule.All.Select(line => line.Job.Name));
    }

    [Fact]
    public async Task Nodes_that_share_a_server_are_one_scheduler_whose_schedule_is_in_the_database()
    {
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddJobs(new("node-7"), new(new NoDatabase(), "Server=none"))
            .BuildServiceProvider();

        Assert.True(services.GetRequiredService<IOptions<ClusteringOptions>>().Value.Enabled);
        Assert.Equal(("CostDashboard", "node-7"), NamesIn(services));
    }

    [Fact]
    public async Task A_node_of_its_own_keeps_its_schedule_in_memory()
    {
        await using var services = new ServiceCollection().AddLogging().AddJobs(new("here"), null).BuildServiceProvider();

        Assert.False(services.GetRequiredService<IOptions<ClusteringOptions>>().Value.Enabled);
        Assert.Equal(("CostDashboard", "here"), NamesIn(services));
    }

    [Fact]
    public async Task A_run_goes_on_by_itself_when_the_program_starts()
    {
        var prices = new CurrentPrices();
        var runs = new ScriptedRuns();
        var stepped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        runs.Add(RepricingKind.Apply, prices.Book.Version, steps: 1);
        runs.OnStep = () =>
        {
            stepped.TrySetResult();
            return Task.CompletedTask;
        };
        using var host = HostOf(runs, prices);

        await host.StartAsync(Cancel);
        await stepped.Task.WaitAsync(Cancel);
        await host.StopAsync(Cancel);

        Assert.Contains("step 1", runs.Events);
    }

    [Fact]
    public async Task A_stop_waits_for_the_step_that_is_under_way_and_for_no_more()
    {
        var prices = new CurrentPrices();
        var runs = new ScriptedRuns();
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var mayEnd = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        runs.Add(RepricingKind.Apply, prices.Book.Version, steps: int.MaxValue);
        runs.OnStep = () =>
        {
            began.TrySetResult();
            return mayEnd.Task;
        };
        using var host = HostOf(runs, prices);
        await host.StartAsync(Cancel);
        await began.Task.WaitAsync(Cancel);

        var stop = host.StopAsync(Cancel);
        Assert.False(stop.IsCompleted);
        mayEnd.SetResult();
        await stop;

        var done = runs.Events;
        Assert.All(done, what => Assert.Equal("step 1", what));
        Assert.Single(await runs.GetUnderWayAsync(Cancel));
    }

    private static (string, string) NamesIn(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<QuartzSchedulerOptions>>().Value;
        return (options.InstanceName, options.InstanceId);
    }

    private static IHost HostOf(ScriptedRuns runs, CurrentPrices prices)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        var store = new InMemoryStore();
        builder.Services
            .AddSingleton<IRepricingStore>(runs)
            .AddSingleton<IInsightStore>(new ScriptedInsights())
            .AddSingleton<IAccessStore>(new InMemoryAccessStore())
            .AddSingleton<IContentSettingsStore>(new InMemoryAccessStore())
            .AddSingleton<IContentStore>(new AgingContents())
            .AddSingleton<ISpendQueries>(store)
            .AddSingleton<ITraceQueries>(store)
            .AddSingleton<IUnpricedQueries>(new NothingUnpriced())
            .AddSingleton<IEventStore>(new GivenEvents())
            .AddSingleton<IIncidentStore>(new RecordedIncidents())
            .AddSingleton(OrganisationCalendar.Utc)
            .AddSingleton(prices)
            .AddSingleton(TimeProvider.System)
            .AddSingleton<IJobLedger>(new InMemoryJobLedger())
            .AddJobs(new("here"), null)
            .AddSingleton<IOutbox>(new NothingToDeliver())
            .AddSingleton<IDeliveryDoor>(new NothingToDeliver());
        return builder.Build();
    }

    private sealed class NoDatabase : DbProviderFactory;

    private sealed class NothingUnpriced : IUnpricedQueries
    {
        public Task<IReadOnlyList<UnpricedTraffic>> GetAsync(ProjectId? project, UnixNanos from, UnixNanos to, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<UnpricedTraffic>>([]);
    }
}

using CostDashboard.Core.Access;
using CostDashboard.Core.Content;
using CostDashboard.Core.Events;
using CostDashboard.Core.Insights;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.Jobs.Scheduling;
using CostDashboard.Jobs.Tests.Work;
using CostDashboard.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Quartz;

namespace CostDashboard.Jobs.Tests.Scheduling;

public sealed class ScheduleTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_job_has_its_line_in_the_schedule() =>
        Assert.Equal(
            typeof(Schedule).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(IJob))).Select(type => type.Name).Order(StringComparer.Ordinal),
            Schedule.All.Select(line => JobName(line.Name)).Order(StringComparer.Ordinal));

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

    private static string JobName(string name) => char.ToUpperInvariant(name[0]) + name[1..] + "Job";

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
            .AddSingleton<IEventStore>(new GivenEvents())
            .AddSingleton<IIncidentStore>(new RecordedIncidents())
            .AddSingleton(OrganisationCalendar.Utc)
            .AddSingleton(prices)
            .AddSingleton(TimeProvider.System)
            .AddJobs();
        return builder.Build();
    }
}

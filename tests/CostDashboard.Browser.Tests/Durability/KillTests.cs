using System.Globalization;
using System.Text.Json;
using CostDashboard.Core.Access;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using CostDashboard.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CostDashboard.Browser.Tests.Durability;

/// <summary>
/// The second promise, tried: the program is killed without warning while exporters send. <c>COSTDASHBOARD_KILLS</c> sets how often
/// (a campaign takes 20 or more); <c>COSTDASHBOARD_SEED</c> repeats one.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Senders = 4;
    private const int LongestDelay = 50;

    [Fact]
    public async Task Every_acknowledged_span_survives_being_killed_and_the_totals_tie_out()
    {
        var kills = Number("COSTDASHBOARD_KILLS", 4);
        var seed = Number("COSTDASHBOARD_SEED", 20260806);
        var random = new Random(seed);
        await using var dashboard = new RunningDashboard();
        var acknowledged = new List<TraceId>();

        for (var kill = 0; kill < kills; kill++)
        {
            await dashboard.StartAsync();
            acknowledged.AddRange(await SendUntilKilledAsync(dashboard, random));
        }

        await using var store = await OpenAsync(dashboard.Database);
        var project = (await store.GetRequiredService<IAccessStore>().GetProjectsAsync(Cancel)).Single().Id;
        var traces = store.GetRequiredService<ITraceQueries>();
        foreach (var trace in acknowledged)
        {
            var facts = await traces.GetFactsAsync(new TraceKey(project, trace), Cancel);
            Assert.Equal(Enumerable.Range(1, SpanSender.SpansPerTrace), facts.Spans.Select(f => (int)f.Id.Value).Order());
        }

        var report = await store.GetRequiredService<ILedger>().VerifyAsync(null, Cancel);
        output.WriteLine($"{kills} kills, {acknowledged.Count} traces acknowledged, {report.Traces} stored with {report.Spans} spans, seed {seed}");
        Assert.True(report.TiesOut, JsonSerializer.Serialize(report));
        Assert.Equal(report.Traces * SpanSender.SpansPerTrace, report.Spans);
        Assert.True(report.Traces >= acknowledged.Count);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // After how many acknowledgements the program dies, and how long after the last of them, is drawn, so the blow falls anywhere:
    // between commits, inside one, before an answer.
    private static async Task<IEnumerable<TraceId>> SendUntilKilledAsync(RunningDashboard dashboard, Random random)
    {
        var blow = random.Next(1, 120);
        var delay = TimeSpan.FromMilliseconds(random.NextDouble() * LongestDelay);
        var count = 0;
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        SpanSender[] senders = [.. Enumerable.Range(0, Senders).Select(_ => new SpanSender(dashboard, random.Next()))];
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancel);

        var sending = Task.WhenAll(senders.Select(sender => Task.Run(() => sender.SendAsync(
            () =>
            {
                if (Interlocked.Increment(ref count) >= blow)
                {
                    reached.TrySetResult();
                }
            },
            enough.Token))));
        await Task.WhenAny(reached.Task, sending);
        Assert.True(reached.Task.IsCompleted, $"The senders ended after {count} acknowledgements, before the kill at {blow}.");

        // Part of the fault, not a wait for anything: an acknowledgement follows a commit, so a blow right behind one would fall in the same gap every time.
        await Task.Delay(delay, Cancel);
        await dashboard.KillAsync();
        await enough.CancelAsync();
        await sending;

        Array.ForEach(senders, sender => sender.Dispose());
        return senders.SelectMany(sender => sender.Acknowledged);
    }

    private static async Task<ServiceProvider> OpenAsync(string database)
    {
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(OrganisationCalendar.Utc)
            .AddStorage(new StorageOptions(StorageEngine.Sqlite, $"Data Source={database}"))
            .BuildServiceProvider();
        await services.GetRequiredService<IStorageStartup>().PrepareAsync(Cancel);
        return services;
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}

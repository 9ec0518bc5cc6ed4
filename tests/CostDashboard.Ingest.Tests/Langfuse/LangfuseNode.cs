using System.Text;
using CostDashboard.Core.Langfuse;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using CostDashboard.Ingest.Langfuse;
using CostDashboard.Ingest.Otlp;
using CostDashboard.Ingest.Pipeline;
using CostDashboard.Ingest.Tests.Access;
using CostDashboard.Storage;
using CostDashboard.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CostDashboard.Ingest.Tests.Langfuse;

/// <summary>A file of SQLite and its nodes: each as a process of its own would be.</summary>
internal sealed class LangfuseFile : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cost-dashboard-langfuse-");

    internal Task<LangfuseNode> OpenAsync(Func<ILangfuseEvents, ILangfuseEvents>? around = null) =>
        LangfuseNode.StartAsync($"Data Source={Path.Combine(_folder.FullName, "cost.db")}", around ?? (events => events));

    public void Dispose() => _folder.Delete(recursive: true);
}

/// <summary>The door's inside over a real file: what takes batches, and what makes up for those that died.</summary>
internal sealed class LangfuseNode : IAsyncDisposable
{
    private static readonly Sender s_sender = new(Door.Langfuse, A.Project);

    private readonly ServiceProvider _services;
    private readonly LangfuseReceiver _receiver;
    private readonly LangfuseSweeper _sweeper;
    private readonly ManualClock _later = new();

    private LangfuseNode(ServiceProvider services, ILangfuseEvents events)
    {
        _services = services;
        var weaver = ActivatorUtilities.CreateInstance<LangfuseWeaver>(services, events);
        _receiver = ActivatorUtilities.CreateInstance<LangfuseReceiver>(services, events, weaver);
        _later.Advance(TimeProvider.System.GetUtcNow() - _later.GetUtcNow() + TimeSpan.FromHours(1));
        _sweeper = new(events, weaver, _later, NullLogger<LangfuseSweeper>.Instance);
    }

    internal static async Task<LangfuseNode> StartAsync(string file, Func<ILangfuseEvents, ILangfuseEvents> around)
    {
        var prices = Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "prices"), "*.json").Select(path => PriceFile.Parse(Path.GetFileName(path), File.ReadAllBytes(path)));
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(OrganisationCalendar.Utc)
            .AddSingleton(new CurrentPrices { Book = PriceBook.Of(prices) })
            .AddStorage(new(StorageEngine.Sqlite, file))
            .AddIngest()
            .BuildServiceProvider();
        await services.GetRequiredService<IStorageStartup>().PrepareAsync(CancellationToken.None);
        await services.GetRequiredService<GroupCommit>().StartAsync(CancellationToken.None);
        return new(services, around(services.GetRequiredService<ILangfuseEvents>()));
    }

    internal async Task<LangfuseAnswer> SendAsync(params IEnumerable<string> events)
    {
        var body = new MemoryStream(Encoding.UTF8.GetBytes($"{{\"batch\":[{string.Join(',', events)}]}}"));
        var (held, _) = await OtlpBody.ReadAsync(body, isGzip: false, body.Length, LangfuseIngestion.MostBytes, _services.GetRequiredService<BodyBudget>(), CancellationToken.None);
        return await _receiver.ReceiveAsync(held!, s_sender, CancellationToken.None);
    }

    /// <summary>As a client does that is told to send again: two nodes share one file here.</summary>
    internal async Task SendUntilTakenAsync(string[] events)
    {
        const int MostTries = 20;
        for (var tries = 1; await SendAsync(events) is not LangfuseAnswer.Taken; tries++)
        {
            Assert.True(tries < MostTries, "The batch was never taken.");
        }
    }

    /// <summary>What a process leaves that dies right after the events are durable.</summary>
    internal async Task DieAsync(params IEnumerable<string> events)
    {
        using var json = System.Text.Json.JsonDocument.Parse($"[{string.Join(',', events)}]");
        var kept = LangfuseBatch.Read(json.RootElement, A.Project).Items.Select(item => item.Event).OfType<LangfuseEvent>();
        await _services.GetRequiredService<ILangfuseEvents>().AddAsync(A.Project, [.. kept], UnixNanos.From(TimeProvider.System.GetUtcNow()), CancellationToken.None);
    }

    /// <summary>An hour later.</summary>
    internal Task<int> SweepAsync() => _sweeper.SweepAsync(CancellationToken.None);

    internal async Task<IReadOnlyList<PricedSpan>> SpansAsync(string trace)
    {
        var spans = await _services.GetRequiredService<ITraceQueries>().GetSpansAsync(new(A.Project, ForeignIds.TraceOf(Encoding.UTF8.GetBytes(trace))), CancellationToken.None);
        return [.. spans.OrderBy(span => span.Key.Span)];
    }

    internal Task<LedgerReport> VerifyAsync() => _services.GetRequiredService<ILedger>().VerifyAsync(A.Project, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _services.GetRequiredService<GroupCommit>().StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
    }
}

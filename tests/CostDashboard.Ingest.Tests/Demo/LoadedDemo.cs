using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spend;
using CostDashboard.Ingest.Attributes;
using CostDashboard.Ingest.Content;
using CostDashboard.Ingest.Demo;
using CostDashboard.Ingest.Pipeline;
using CostDashboard.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace CostDashboard.Ingest.Tests.Demo;

/// <summary>The demo in a store, priced by the reviewed book. It was stopped on the way, and taken up again a day later.</summary>
public sealed class LoadedDemo : IAsyncLifetime
{
    /// <summary>A Sunday, in the middle of an hour.</summary>
    internal static readonly DateTimeOffset Until = new(2026, 11, 22, 10, 30, 0, TimeSpan.Zero);

    private readonly InMemoryAccessStore _settings = new();
    private readonly ImpatientClock _clock = new(Until);
    private GroupCommit? _commits;

    internal InMemoryStore Store { get; } = new();

    internal List<DemoProgress> Progress { get; } = [];

    internal SpendDelta Totals => Store.Totals;

    public async ValueTask InitializeAsync()
    {
        _commits = new(Store, new(), NullLogger<GroupCommit>.Instance);
        await _commits.StartAsync(CancellationToken.None);

        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => LoadAsync(
            progress =>
            {
                if (progress.Share > 0.3)
                {
                    stop.Cancel();
                }
            },
            stop.Token));
        _clock.Now += TimeSpan.FromDays(1);
        await LoadAsync(Progress.Add, CancellationToken.None);
    }

    public async ValueTask DisposeAsync() => await _commits!.StopAsync(CancellationToken.None);

    internal Task LoadAsync(Action<DemoProgress> report, CancellationToken cancellationToken)
    {
        var pipeline = new SpanPipeline(new() { Book = Book() }, new(_settings, _clock, NullLogger<ProjectMappings>.Instance), new(_settings, _clock, NullLogger<ProjectContents>.Instance), _commits!, new(_clock));
        return new DemoLoader(pipeline, _settings, _clock).LoadAsync(A.Project, new Listener(report), cancellationToken);
    }

    internal static PriceBook Book() =>
        PriceBook.Of(Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "prices"), "*.json")
            .Select(path => PriceFile.Parse(Path.GetFileName(path), File.ReadAllBytes(path))));

    private sealed class Listener(Action<DemoProgress> report) : IProgress<DemoProgress>
    {
        public void Report(DemoProgress value) => report(value);
    }

    // Pauses are over at once.
    private sealed class ImpatientClock(DateTimeOffset now) : TimeProvider
    {
        internal DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}

/// <summary>Its tests share one demo: loading it takes longer than all of them.</summary>
[CollectionDefinition(nameof(LoadedDemo))]
public sealed class DemoCollection : ICollectionFixture<LoadedDemo>;

using CostDashboard.Core.Access;
using CostDashboard.Core.Sources;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using CostDashboard.Ingest.Pipeline;
using CostDashboard.Ingest.Sources;
using CostDashboard.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace CostDashboard.Ingest.Tests.Sources;

public sealed class SourceWriterTests
{
    private readonly IntakeTally _tally = new(TimeProvider.System);
    private readonly InMemorySources _sources = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_database_could_not_take_is_written_once_it_can()
    {
        Take();
        await Writer(new Closed()).WriteAsync(Cancel);
        Take();
        await Writer(_sources).WriteAsync(Cancel);
        await Writer(_sources).WriteAsync(Cancel);

        Assert.Equal(2, Assert.Single(await _sources.GetAsync(A.Project, default, Cancel)).Figures.Spans);
    }

    [Fact]
    public async Task What_was_counted_is_written_when_the_program_stops()
    {
        var writer = Writer(_sources);
        await writer.StartAsync(Cancel);
        Take();
        await writer.StopAsync(Cancel);

        Assert.Equal(1, Assert.Single(await _sources.GetAsync(A.Project, default, Cancel)).Figures.Spans);
    }

    private void Take() => _tally.Taken(new(new(Door.Json, A.Project), [A.Span("s").Span.Source], A.Noon, 1), [A.Span("s")]);

    private SourceWriter Writer(ISourceStore store) => new(_tally, store, TimeProvider.System, NullLogger<SourceWriter>.Instance);

    private sealed class Closed : ISourceStore
    {
        public Task AddAsync(SourceBatch batch, UnixNanos now, CancellationToken cancellationToken) => throw new StoreUnavailableException("busy");

        public Task<IReadOnlyList<SourceTotal>> GetAsync(ProjectId project, UnixNanos from, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<SourceHourTotal>> GetHoursAsync(ProjectId project, UnixNanos from, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<SourceRejection>> GetRejectionsAsync(ProjectId project, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}

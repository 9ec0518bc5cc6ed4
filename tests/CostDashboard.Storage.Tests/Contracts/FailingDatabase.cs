using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Pipelines;
using CostDashboard.Core.Traces.SameCalls;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Model;

namespace CostDashboard.Storage.Tests.Contracts;

/// <summary>A database under which the process dies now and then: right before a commit, which is lost then, or right after it.</summary>
internal sealed class FailingDatabase(IDatabase database, Random random) : IDatabase
{
    public CostDb Open() => database.Open();

    public Task<Snapshot> OpenSnapshotAsync(CancellationToken cancellationToken) => database.OpenSnapshotAsync(cancellationToken);

    public async Task<IWriteSession> BeginAsync(CancellationToken cancellationToken) => new Session(await database.BeginAsync(cancellationToken), this);

    public async Task<IWriteSession> BeginAloneAsync(CancellationToken cancellationToken) =>
        new Session(await database.BeginAloneAsync(cancellationToken), this);

    public async Task<T> ChangeAsync<T>(Func<CostDb, Task<T>> change, CancellationToken cancellationToken)
    {
        var result = await database.ChangeAsync(
            async db =>
            {
                var made = await change(db);
                DieSometimes();
                return made;
            },
            cancellationToken);
        DieSometimes();
        return result;
    }

    public Task<IAsyncDisposable> LockForPreparingAsync(CancellationToken cancellationToken) => database.LockForPreparingAsync(cancellationToken);

    public Task MigrateAsync(CancellationToken cancellationToken) => database.MigrateAsync(cancellationToken);

    public bool IsCollision(Exception error) => database.IsCollision(error);

    public bool IsUnavailable(Exception error) => database.IsUnavailable(error);

    public bool IsOverflow(Exception error) => database.IsOverflow(error);

    private void DieSometimes()
    {
        if (random.Next(3) == 0)
        {
            throw new ProcessDiedException();
        }
    }

    private sealed class Session(IWriteSession session, FailingDatabase owner) : IWriteSession
    {
        public CostDb Db => session.Db;

        public Task<string?> GetSettingAsync(string name, CancellationToken cancellationToken) => session.GetSettingAsync(name, cancellationToken);

        public Task<Dictionary<Core.Spans.TraceKey, StoredTrace>> LoadAsync(
            IReadOnlyCollection<Core.Spans.TraceKey> traces, CancellationToken cancellationToken) => session.LoadAsync(traces, cancellationToken);

        public Task<IReadOnlyList<ClaimRow>> FindClaimsAsync(
            IReadOnlyList<ResponseQuestion> responses, IReadOnlyList<LikenessQuestion> likenesses, CancellationToken cancellationToken) =>
            session.FindClaimsAsync(responses, likenesses, cancellationToken);

        public Task<HashSet<long>> FindTakenAsync(IReadOnlyCollection<long> numbers, CancellationToken cancellationToken) =>
            session.FindTakenAsync(numbers, cancellationToken);

        public Task WriteAsync(CommitRows rows, CancellationToken cancellationToken) => session.WriteAsync(rows, cancellationToken);

        public Task WriteSeriesAsync(IReadOnlyDictionary<long, SpendKey> series, CancellationToken cancellationToken) =>
            session.WriteSeriesAsync(series, cancellationToken);

        public Task AddAsync(SpendTable table, IReadOnlyList<SpendAddition> additions, CancellationToken cancellationToken) =>
            session.AddAsync(table, additions, cancellationToken);

        public Task AddSlicesAsync(IReadOnlyList<SliceAddition> additions, CancellationToken cancellationToken) =>
            session.AddSlicesAsync(additions, cancellationToken);

        public Task AddLabelsAsync(IReadOnlyDictionary<SpendDay, SpendMeasures> days, CancellationToken cancellationToken) =>
            session.AddLabelsAsync(days, cancellationToken);

        public Task AddPipelinesAsync(IReadOnlyDictionary<PipelineDay, PipelineMeasures> days, CancellationToken cancellationToken) =>
            session.AddPipelinesAsync(days, cancellationToken);

        public Task AddOutcomesAsync(IReadOnlyList<OutcomeAddition> additions, CancellationToken cancellationToken) =>
            session.AddOutcomesAsync(additions, cancellationToken);

        public Task WriteFinishesAsync(IReadOnlyList<Model.SpanRow> spans, CancellationToken cancellationToken) =>
            session.WriteFinishesAsync(spans, cancellationToken);

        public Task ClearSpendAsync(CancellationToken cancellationToken) => session.ClearSpendAsync(cancellationToken);

        public async Task CommitAsync(CancellationToken cancellationToken)
        {
            owner.DieSometimes();
            await session.CommitAsync(cancellationToken);
            owner.DieSometimes();
        }

        public ValueTask DisposeAsync() => session.DisposeAsync();
    }
}

internal sealed class ProcessDiedException : Exception;

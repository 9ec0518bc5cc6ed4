using CostDashboard.Core.Traces;
using CostDashboard.Storage.Model;

namespace CostDashboard.Storage.Engines;

/// <summary>One engine: how to reach it, how to write in bulk, and which of its errors pass.</summary>
internal interface IDatabase
{
    /// <summary>A context for asking; it never waits for a writer.</summary>
    CostDb Open();

    /// <summary>A context whose queries all see the database as it is now, whatever is written meanwhile.</summary>
    Task<Snapshot> OpenSnapshotAsync(CancellationToken cancellationToken);

    /// <summary>Begins the transaction of a commit. On SQLite there is one at a time: the others wait here.</summary>
    /// <exception cref="StoreUnavailableException">Somebody writes alone, and takes long.</exception>
    Task<IWriteSession> BeginAsync(CancellationToken cancellationToken);

    /// <summary>Begins a transaction beside which no other one of these two kinds runs, on any node: what a rebuild reads, nobody may add to.</summary>
    /// <exception cref="StoreUnavailableException">Commits of others do not come to an end.</exception>
    Task<IWriteSession> BeginAloneAsync(CancellationToken cancellationToken);

    /// <summary>Runs a small change (a key, a user, a setting) in one serialisable transaction and makes it durable.</summary>
    Task<T> ChangeAsync<T>(Func<CostDb, Task<T>> change, CancellationToken cancellationToken);

    /// <summary>Waits until no other process prepares the database, and keeps others from it until disposed. A process that dies lets go of it.</summary>
    Task<IAsyncDisposable> LockForPreparingAsync(CancellationToken cancellationToken);

    /// <summary>Brings the schema up to date; the caller holds the lock for preparing.</summary>
    Task MigrateAsync(CancellationToken cancellationToken);

    /// <summary>Whether the error says that two transactions met (a deadlock, a number given twice): the same again goes through.</summary>
    bool IsCollision(Exception error);

    /// <summary>Whether the error says that a sum is more than 64 bits hold.</summary>
    bool IsOverflow(Exception error);

    /// <summary>Whether the error says that the database cannot write now (busy, full, unreachable) and may later.</summary>
    bool IsUnavailable(Exception error);
}

/// <summary>A context with its read transaction.</summary>
internal sealed class Snapshot(CostDb db, IAsyncDisposable transaction) : IAsyncDisposable
{
    public CostDb Db => db;

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await db.DisposeAsync();
    }
}

internal static class Unavailable
{
    /// <summary>Turns an engine's passing error into the port's.</summary>
    public static StoreUnavailableException From(Exception error) =>
        new($"The database cannot take a write now, send again later: {error.Message}", error);
}

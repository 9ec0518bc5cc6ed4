using System.Data;
using System.Reflection;
using CostDashboard.Storage.Model;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace CostDashboard.Storage.Engines.SqlServer;

/// <summary>SQL Server 2022 or later, or Azure SQL. Nodes write side by side; the rows that they add to are locked in the order of their keys.</summary>
internal sealed class SqlServerDatabase : IDatabase
{
    private const int MostTries = 5;

    // Deadlock victim, and a key that somebody else gave away between our look and our insert: the same again goes through.
    private static readonly HashSet<int> s_collisions = [1205, 2601, 2627];

    // Timeout, connection lost or refused, lock timeout, log or file group full, database starting, failing over or throttled (Azure's numbers).
    private static readonly HashSet<int> s_passing =
        [-2, -1, 0, 2, 20, 53, 64, 121, 233, 258, 615, 913, 921, 922, 924, 926, 945, 1101, 1105, 1204, 1222, 3906, 3960, 4060, 4221, 8645, 8651,
         9002, 10053, 10054, 10060, 10061, 10928, 10929, 11001, 17142, 40143, 40197, 40501, 40540, 40613, 40615, 42108, 42109, 49918, 49919, 49920];

    private readonly string _connectionString;
    private readonly DbContextOptions<SqlServerCostDb> _options;
    private readonly KnownIds _known = new();

    public SqlServerDatabase(string connectionString)
    {
        _connectionString = new SqlConnectionStringBuilder(connectionString) { MultipleActiveResultSets = false }.ToString();
        _options = new DbContextOptionsBuilder<SqlServerCostDb>().UseSqlServer(_connectionString).Options;
    }

    public CostDb Open() => new SqlServerCostDb(_options);

    public async Task<Snapshot> OpenSnapshotAsync(CancellationToken cancellationToken)
    {
        var db = Open();
        return new(db, await db.Database.BeginTransactionAsync(IsolationLevel.Snapshot, cancellationToken));
    }

    public Task<IWriteSession> BeginAsync(CancellationToken cancellationToken) => BeginAsync(ApplicationLock.Mode.Shared, cancellationToken);

    public Task<IWriteSession> BeginAloneAsync(CancellationToken cancellationToken) => BeginAsync(ApplicationLock.Mode.Exclusive, cancellationToken);

    private async Task<IWriteSession> BeginAsync(ApplicationLock.Mode mode, CancellationToken cancellationToken)
    {
        var db = Open();
        try
        {
            // READ COMMITTED: what must not change under us is locked by hints, row by row, and nothing else is.
            var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
            await ApplicationLock.TakeForAsync((SqlTransaction)transaction.GetDbTransaction(), "CostDashboard.Ledger", mode, cancellationToken);
            return new SqlServerSession(db, _known);
        }
        catch
        {
            await db.DisposeAsync();
            throw;
        }
    }

    public async Task<T> ChangeAsync<T>(Func<CostDb, Task<T>> change, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await using var db = Open();
                await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);
                var result = await change(db);
                await transaction.CommitAsync(cancellationToken);
                return result;
            }
            catch (Exception error) when (IsCollision(error) && tries < MostTries)
            {
                // The transaction was rolled back; again from the start.
            }
            catch (Exception error) when (IsUnavailable(error))
            {
                throw Unavailable.From(error);
            }
        }
    }

    public async Task<IAsyncDisposable> LockForPreparingAsync(CancellationToken cancellationToken)
    {
        DemandWholeClient();
        await using (var db = Open())
        {
            var creator = db.GetService<IRelationalDatabaseCreator>();
            try
            {
                if (!await creator.ExistsAsync(cancellationToken))
                {
                    await creator.CreateAsync(cancellationToken);
                }
            }
            catch (SqlException error) when (error.Number is 1801)
            {
                // Another node created it in the same moment.
            }
        }

        return await ApplicationLock.TakeAsync(_connectionString, "CostDashboard.Prepare", cancellationToken);
    }

    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var db = Open();
        if ((await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
        {
            await db.Database.MigrateAsync(cancellationToken);
        }
    }

    public bool IsCollision(Exception error) => NumberOf(error) is { } number && s_collisions.Contains(number);

    // Arithmetic overflow error converting expression to data type.
    public bool IsOverflow(Exception error) => error is OverflowException || NumberOf(error) is 8115;

    public bool IsUnavailable(Exception error) => NumberOf(error) is { } number && (s_passing.Contains(number) || s_collisions.Contains(number));

    /// <exception cref="InvalidOperationException">This build was made without a part of the SQL Server client.</exception>
    internal static void DemandWholeClient()
    {
        try
        {
            Assembly.Load("Microsoft.SqlServer.Server");
        }
        catch (FileNotFoundException missing)
        {
            throw new InvalidOperationException(
                "This build cannot use SQL Server: it was made against a partial package registry (PartialRegistry=true), without the package Microsoft.SqlServer.Server. "
                + "Use a release, or build against the full registry with PartialRegistry unset; or use SQLite (Database__Engine=Sqlite).",
                missing);
        }
    }

    // EF wraps: a failed save in a DbUpdateException, and what it takes for transient in an InvalidOperationException besides.
    private static int? NumberOf(Exception error)
    {
        for (var at = error; at is not null; at = at.InnerException)
        {
            if (at is SqlException sql)
            {
                return sql.Number;
            }
        }

        return null;
    }
}

using System.Data;
using CostDashboard.Storage.Model;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Engines.Sqlite;

/// <summary>
/// A file in WAL mode: readers see the last commit and never wait for the writer. There is one writer at a time; it keeps its connection
/// and its prepared statements.
/// </summary>
internal sealed class SqliteDatabase : IDatabase, IDisposable
{
    private readonly SemaphoreSlim _oneWriter = new(1, 1);
    private readonly string _connectionString;
    private readonly DbContextOptions<SqliteCostDb> _options;
    private SqliteWriter? _writer;

    public SqliteDatabase(string connectionString)
    {
        var settings = new SqliteConnectionStringBuilder(connectionString);
        if (settings.Mode is SqliteOpenMode.Memory || settings.DataSource is "" or ":memory:")
        {
            throw new InvalidOperationException("The database must be a file: write 'Data Source=FILE'. One in memory would lose what was acknowledged.");
        }

        _connectionString = settings.ToString();
        _options = SqliteCostDb.OptionsFor(_connectionString).AddInterceptors(new SqliteSettings()).Options;
    }

    public CostDb Open() => new SqliteCostDb(_options);

    public async Task<Snapshot> OpenSnapshotAsync(CancellationToken cancellationToken)
    {
        var db = Open();
        await db.Database.OpenConnectionAsync(cancellationToken);
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        var transaction = connection.BeginTransaction(IsolationLevel.Serializable, deferred: true);
        await db.Database.UseTransactionAsync(transaction, cancellationToken);
        return new(db, transaction);
    }

    public async Task<IWriteSession> BeginAsync(CancellationToken cancellationToken)
    {
        await _oneWriter.WaitAsync(cancellationToken);
        try
        {
            _writer ??= new(_connectionString);
            _writer.Begin();
            return new SqliteSession(_writer, _options, EndWriting);
        }
        catch
        {
            EndWriting(isBroken: true);
            throw;
        }
    }

    // The one writer is always alone; another process waits for the file's write lock.
    public Task<IWriteSession> BeginAloneAsync(CancellationToken cancellationToken) => BeginAsync(cancellationToken);

    public async Task<T> ChangeAsync<T>(Func<CostDb, Task<T>> change, CancellationToken cancellationToken)
    {
        await _oneWriter.WaitAsync(cancellationToken);
        try
        {
            await using var db = Open();
            await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);
            var result = await change(db);
            await transaction.CommitAsync(cancellationToken);
            return result;
        }
        catch (Exception error) when (IsUnavailable(error))
        {
            throw Unavailable.From(error);
        }
        finally
        {
            _oneWriter.Release();
        }
    }

    public async Task<IAsyncDisposable> LockForPreparingAsync(CancellationToken cancellationToken) =>
        await SqliteFileLock.TakeAsync(_connectionString, cancellationToken);

    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using (var connection = new SqliteConnection(_connectionString))
        {
            await connection.OpenAsync(cancellationToken);
            SqliteSettings.UseWriteAheadLog(connection);
        }

        await using var db = Open();
        if (!(await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
        {
            return;
        }

        // EF Core marks a running migration by a row, which a killed process leaves behind and every later one would wait for.
        // Who holds the file's lock knows that no other migration runs.
        await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellationToken);
        await db.Database.MigrateAsync(cancellationToken);
    }

    // One writer meets nobody.
    public bool IsCollision(Exception error) => false;

    // SUM ends in "integer overflow" (sqlite.org/lang_aggfunc.html#sumunc); the code is that of any error, so the text has to tell.
    public bool IsOverflow(Exception error) => error is OverflowException
        || (error is SqliteException { SqliteErrorCode: 1 } sqlite && sqlite.Message.Contains("integer overflow", StringComparison.Ordinal));

    // SQLite's primary result codes: 5 busy, 6 locked, 8 read-only, 10 input or output error, 13 disk full, 14 cannot open.
    public bool IsUnavailable(Exception error) =>
        (error is DbUpdateException ? error.InnerException : error) is SqliteException { SqliteErrorCode: 5 or 6 or 8 or 10 or 13 or 14 };

    public void Dispose()
    {
        _writer?.Dispose();
        _oneWriter.Dispose();
        using var any = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(any);
    }

    private void EndWriting(bool isBroken)
    {
        if (isBroken)
        {
            _writer?.Dispose();
            _writer = null;
        }

        _oneWriter.Release();
    }
}

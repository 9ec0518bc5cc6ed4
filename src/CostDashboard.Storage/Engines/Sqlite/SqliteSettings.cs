using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CostDashboard.Storage.Engines.Sqlite;

/// <summary>What every connection to the file is told when it opens.</summary>
internal sealed class SqliteSettings : DbConnectionInterceptor
{
    /// <summary>How long a statement waits for another process's lock before it is an error; within a process writers queue before they ask.</summary>
    public const int BusyMilliseconds = 5000;

    // synchronous=FULL: a commit is on the disk when it returns, also when the power fails; in WAL mode NORMAL would lose the last ones.
    // cache_size in KiB where negative; temp_store=MEMORY keeps the sorting of groups off the disk.
    private static readonly string s_everyConnection =
        $"PRAGMA busy_timeout={BusyMilliseconds};PRAGMA synchronous=FULL;PRAGMA cache_size=-32000;PRAGMA temp_store=MEMORY;PRAGMA mmap_size=1073741824;";

    // The log is merged into the file every 64 MB (16,384 pages of 4 KiB): rarely enough that a page written by several commits is merged once.
    private const string Writer = "PRAGMA cache_size=-128000;PRAGMA wal_autocheckpoint=16384;";

    public static void Apply(SqliteConnection connection, bool isWriter = false)
    {
        using var command = connection.CreateCommand();
        command.CommandText = isWriter ? s_everyConnection + Writer : s_everyConnection;
        command.ExecuteNonQuery();
    }

    /// <summary>Puts the file into WAL mode, in which it stays.</summary>
    /// <exception cref="InvalidOperationException">The file system cannot do it.</exception>
    public static void UseWriteAheadLog(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode=WAL;";
        if (command.ExecuteScalar() is not "wal")
        {
            throw new InvalidOperationException(
                $"SQLite cannot keep a write-ahead log beside {connection.DataSource}: it needs shared memory, which network file systems lack. Keep the file on a local disk, or use SQL Server.");
        }
    }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Apply((SqliteConnection)connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Apply((SqliteConnection)connection);
        return Task.CompletedTask;
    }
}

using System.Data;
using CostDashboard.Core.Traces;
using Microsoft.Data.SqlClient;

namespace CostDashboard.Storage.Engines.SqlServer;

/// <summary>A named lock of the database (sp_getapplock): held by a connection of its own until disposed, or by a transaction until it ends.</summary>
internal sealed class ApplicationLock : IAsyncDisposable
{
    private const int PatienceMilliseconds = 600_000;

    // A commit answers "send again later" before its exporter gives up waiting; a rebuild is worth waiting for.
    private const int PatienceOfSharersMilliseconds = 5_000;

    private readonly SqlConnection _connection;

    private ApplicationLock(SqlConnection connection) => _connection = connection;

    /// <summary>How a lock is held; the names are those of sp_getapplock.</summary>
    public enum Mode
    {
        /// <summary>Beside others that share it.</summary>
        Shared = 1,

        /// <summary>By nobody else.</summary>
        Exclusive = 2,
    }

    /// <exception cref="TimeoutException">Somebody else has held it for ten minutes.</exception>
    public static async Task<ApplicationLock> TakeAsync(string connectionString, string name, CancellationToken cancellationToken)
    {
        var connection = new SqlConnection(new SqlConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
        try
        {
            await connection.OpenAsync(cancellationToken);
            return await IsGivenAsync(connection, null, name, Mode.Exclusive, PatienceMilliseconds, cancellationToken)
                ? new(connection)
                : throw new TimeoutException($"The lock '{name}' was not given within ten minutes: another node is still preparing the database.");
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes it for a transaction, with which it ends.</summary>
    /// <exception cref="StoreUnavailableException">It was not given in time.</exception>
    public static async Task TakeForAsync(SqlTransaction transaction, string name, Mode mode, CancellationToken cancellationToken)
    {
        var patience = mode is Mode.Shared ? PatienceOfSharersMilliseconds : PatienceMilliseconds;
        if (!await IsGivenAsync(transaction.Connection, transaction, name, mode, patience, cancellationToken))
        {
            throw new StoreUnavailableException(mode is Mode.Shared
                ? "The ledger is being rebuilt, and nothing can be written beside that. Send again later."
                : "Commits of other nodes did not come to an end within ten minutes, so the ledger was not rebuilt. Try again later.");
        }
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static async Task<bool> IsGivenAsync(
        SqlConnection connection, SqlTransaction? transaction, string name, Mode mode, int patience, CancellationToken cancellationToken)
    {
        await using var command = new SqlCommand("sp_getapplock", connection, transaction) { CommandType = CommandType.StoredProcedure, CommandTimeout = 0 };
        command.Parameters.AddWithValue("@Resource", name);
        command.Parameters.AddWithValue("@LockMode", mode.ToString());
        command.Parameters.AddWithValue("@LockOwner", transaction is null ? "Session" : "Transaction");
        command.Parameters.AddWithValue("@LockTimeout", patience);
        var result = command.Parameters.Add("@Result", SqlDbType.Int);
        result.Direction = ParameterDirection.ReturnValue;
        await command.ExecuteNonQueryAsync(cancellationToken);
        return (int)result.Value >= 0;
    }
}

using System.Data;
using Microsoft.Data.SqlClient;

namespace CostDashboard.Storage.Engines.SqlServer;

/// <summary>A named lock of the database, held by a connection of its own; it ends with the connection, however that ends.</summary>
internal sealed class ApplicationLock : IAsyncDisposable
{
    private const int PatienceMilliseconds = 600_000;

    private readonly SqlConnection _connection;

    private ApplicationLock(SqlConnection connection) => _connection = connection;

    /// <exception cref="TimeoutException">Somebody else has held it for ten minutes.</exception>
    public static async Task<ApplicationLock> TakeAsync(string connectionString, string name, CancellationToken cancellationToken)
    {
        var connection = new SqlConnection(new SqlConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
        try
        {
            await connection.OpenAsync(cancellationToken);
            await using var command = new SqlCommand("sp_getapplock", connection) { CommandType = CommandType.StoredProcedure, CommandTimeout = 0 };
            command.Parameters.AddWithValue("@Resource", name);
            command.Parameters.AddWithValue("@LockMode", "Exclusive");
            command.Parameters.AddWithValue("@LockOwner", "Session");
            command.Parameters.AddWithValue("@LockTimeout", PatienceMilliseconds);
            var result = command.Parameters.Add("@Result", SqlDbType.Int);
            result.Direction = ParameterDirection.ReturnValue;
            await command.ExecuteNonQueryAsync(cancellationToken);
            return (int)result.Value >= 0
                ? new(connection)
                : throw new TimeoutException($"The lock '{name}' was not given within ten minutes: another node is still preparing the database.");
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}

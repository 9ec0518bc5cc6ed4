using CostDashboard.Core.Spend;
using Microsoft.Data.SqlClient;

namespace CostDashboard.Storage.Tests.Contracts;

/// <summary>The engines on which every contract is tried.</summary>
public interface IEngineUnderTest
{
    static abstract Task<StoreUnderTest> CreateAsync(OrganisationCalendar? calendar = null);
}

public sealed class SqliteFile : IEngineUnderTest
{
    public static Task<StoreUnderTest> CreateAsync(OrganisationCalendar? calendar = null)
    {
        var folder = Directory.CreateTempSubdirectory("cost-dashboard-").FullName;
        return StoreUnderTest.CreateAsync(
            new(StorageEngine.Sqlite, $"Data Source={Path.Combine(folder, "cost.db")}"),
            calendar,
            () =>
            {
                Directory.Delete(folder, recursive: true);
                return ValueTask.CompletedTask;
            });
    }
}

public sealed class SqlServerDatabaseOfItsOwn : IEngineUnderTest
{
    private const string Variable = "COSTDASHBOARD_TEST_SQLSERVER";

    public static async Task<StoreUnderTest> CreateAsync(OrganisationCalendar? calendar = null)
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } server)
        {
            Assert.Skip($"No SQL Server to try this on: set {Variable} to a connection string that may create and drop databases.");
            throw new InvalidOperationException("A skipped test went on.");
        }

        // A database for each test: they run side by side, and what one leaves behind is nobody's.
        var name = $"CostDashboardTest_{Guid.NewGuid():N}";
        var ofTest = new SqlConnectionStringBuilder(server) { InitialCatalog = name }.ToString();
        return await StoreUnderTest.CreateAsync(new(StorageEngine.SqlServer, ofTest), calendar, async () =>
        {
            SqlConnection.ClearAllPools();
            await using var connection = new SqlConnection(new SqlConnectionStringBuilder(server) { InitialCatalog = "master" }.ToString());
            await connection.OpenAsync();
            await using var drop = new SqlCommand($"ALTER DATABASE [{name}] SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE [{name}];", connection);
            await drop.ExecuteNonQueryAsync();
        });
    }
}

using System.Collections.Concurrent;
using CostDashboard.Core.Spend;
using Microsoft.Data.SqlClient;

namespace CostDashboard.Storage.Tests.Contracts;

/// <summary>The engines on which every contract is tried.</summary>
public interface IEngineUnderTest
{
    static abstract Task<StoreUnderTest> CreateAsync(OrganisationCalendar? calendar = null);

    /// <summary>A store that is filled before it is handed out. Who asks twice under one name fills alike: an engine may keep what it made the first time, and hand out copies.</summary>
    static abstract Task<StoreUnderTest> CreateAsync(string name, Func<StoreUnderTest, Task> fill);
}

public sealed class SqliteFile : IEngineUnderTest
{
    // Migrations take longer than most tests, so a file is made once for each zone and each filling, and every test begins with a copy of it.
    private static readonly ConcurrentDictionary<(TimeZoneInfo Zone, string? Filling), Lazy<Task<byte[]>>> s_made = [];

    public static Task<StoreUnderTest> CreateAsync(OrganisationCalendar? calendar = null) =>
        CopyAsync(calendar ?? OrganisationCalendar.Utc, null, _ => Task.CompletedTask);

    public static Task<StoreUnderTest> CreateAsync(string name, Func<StoreUnderTest, Task> fill) => CopyAsync(OrganisationCalendar.Utc, name, fill);

    private static async Task<StoreUnderTest> CopyAsync(OrganisationCalendar calendar, string? filling, Func<StoreUnderTest, Task> fill)
    {
        var content = await s_made.GetOrAdd((calendar.Zone, filling), _ => new(() => MakeAsync(calendar, fill))).Value;
        return await OpenAsync(calendar, file => File.WriteAllBytesAsync(file, content));
    }

    private static async Task<byte[]> MakeAsync(OrganisationCalendar calendar, Func<StoreUnderTest, Task> fill)
    {
        byte[] content = [];
        var store = await OpenAsync(calendar, _ => Task.CompletedTask, async file => content = await File.ReadAllBytesAsync(file));

        // The last connection that closes merges the log into the file.
        await using (store)
        {
            await fill(store);
        }

        return content;
    }

    private static async Task<StoreUnderTest> OpenAsync(OrganisationCalendar calendar, Func<string, Task> before, Func<string, Task>? after = null)
    {
        var folder = Directory.CreateTempSubdirectory("cost-dashboard-").FullName;
        var file = Path.Combine(folder, "cost.db");
        await before(file);
        return await StoreUnderTest.CreateAsync(new(StorageEngine.Sqlite, $"Data Source={file}"), calendar, async () =>
        {
            await (after?.Invoke(file) ?? Task.CompletedTask);
            Directory.Delete(folder, recursive: true);
        });
    }
}

public sealed class SqlServerDatabaseOfItsOwn : IEngineUnderTest
{
    private const string Variable = "COSTDASHBOARD_TEST_SQLSERVER";

    public static async Task<StoreUnderTest> CreateAsync(string name, Func<StoreUnderTest, Task> fill)
    {
        var store = await CreateAsync();
        await fill(store);
        return store;
    }

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

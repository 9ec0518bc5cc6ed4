using CostDashboard.Core.Spend;

namespace CostDashboard.Storage.Tests.Contracts;

/// <summary>The engines on which every contract is tried.</summary>
public interface IEngineUnderTest
{
    static abstract Task<StoreUnderTest> CreateAsync(OrganisationCalendar? calendar = null);
}

public sealed class Sqlite : IEngineUnderTest
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

using CostDashboard.Core.Access;
using CostDashboard.Core.Environments;
using CostDashboard.TestKit;

namespace CostDashboard.Storage.Tests.Contracts;

public abstract class EnvironmentRulesStoreContract<TEngine>
    where TEngine : IEngineUnderTest
{
    private static readonly AuditEntry s_entry = new(A.Noon, new(null, "ada@example.org"), "environments.change", "one");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_project_has_the_default_until_somebody_changes_it_and_then_its_own()
    {
        await using var store = await TEngine.CreateAsync();
        var rules = new EnvironmentRules { Production = ["eu \"west\"", "Süd"], CountsUnnamed = false, PremiumFactor = 2.5m, WorkFrom = 8, WorkTo = 24 };

        Assert.Equal(new(EnvironmentRules.Default, 0), await store.Environments.GetAsync(A.Project, Cancel));
        Assert.True(await store.Environments.SetAsync(A.Project, rules, 0, s_entry, Cancel));
        await store.ReopenAsync();

        Assert.Equal(new(rules, 1), await store.Environments.GetAsync(A.Project, Cancel));
        Assert.Equal(new(EnvironmentRules.Default, 0), await store.Environments.GetAsync(new(2), Cancel));
        Assert.Equal([s_entry], (await store.Audit.GetAsync(null, 10, Cancel)).Entries);
    }

    [Fact]
    public async Task Of_two_changes_made_from_the_same_version_the_second_is_refused()
    {
        await using var store = await TEngine.CreateAsync();

        Assert.True(await store.Environments.SetAsync(A.Project, new() { WorkFrom = 6 }, 0, s_entry, Cancel));
        Assert.False(await store.Environments.SetAsync(A.Project, new() { WorkFrom = 9 }, 0, s_entry, Cancel));

        Assert.Equal(6, (await store.Environments.GetAsync(A.Project, Cancel)).Rules.WorkFrom);
        Assert.Single((await store.Audit.GetAsync(null, 10, Cancel)).Entries);
    }

    [Fact]
    public async Task Rules_with_a_mistake_are_refused()
    {
        await using var store = await TEngine.CreateAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => store.Environments.SetAsync(A.Project, new() { PremiumFactor = 0 }, 0, s_entry, Cancel));

        Assert.Empty((await store.Audit.GetAsync(null, 10, Cancel)).Entries);
    }
}

public sealed class SqliteEnvironmentRulesStoreTests : EnvironmentRulesStoreContract<SqliteFile>;

public sealed class SqlServerEnvironmentRulesStoreTests : EnvironmentRulesStoreContract<SqlServerDatabaseOfItsOwn>;

using CostDashboard.Core.Access;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Watching.Budgets;
using CostDashboard.TestKit;

namespace CostDashboard.Storage.Tests.Contracts;

public abstract class BudgetStoreContract<TEngine>
    where TEngine : IEngineUnderTest
{
    private static readonly AuditEntry s_entry = new(A.Noon, new(null, "ada@example.org"), "budget.create", "acme");
    private static readonly Budget s_new = new(0, A.Project, "Äcme ✓ ' %", new(Dimension.Tag, "r'ed", "team"), 12_000_000_001, BudgetPeriod.Quarter, [25, 100, 150], CarriesOver: true, new(2026, 8, 6));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Budgets_come_back_by_name_as_they_were_written_and_are_in_the_audit_log()
    {
        await using var store = await TEngine.CreateAsync();

        var first = await SavedAsync(store, s_new);
        var second = await SavedAsync(store, s_new with { Name = "a", Scope = null });
        await SavedAsync(store, s_new with { Project = new(2) });
        await store.ReopenAsync();

        Assert.Equal(s_new with { Id = first.Id, Version = 1 }, first);
        Assert.Equal([second, first], await store.Budgets.ListAsync(A.Project, Cancel));
        Assert.Equal([s_entry, s_entry, s_entry], await store.GetAuditAsync(Cancel));
    }

    [Fact]
    public async Task The_same_again_changes_nothing_and_of_two_changes_made_from_the_same_version_the_second_is_refused()
    {
        await using var store = await TEngine.CreateAsync();
        var stored = await SavedAsync(store, s_new);

        Assert.Equal(stored, await SavedAsync(store, stored with { Since = new(2030, 1, 1) }));
        Assert.Single(await store.GetAuditAsync(Cancel));
        Assert.Equal(stored with { AmountNanoUsd = 5, Version = 2 }, await SavedAsync(store, stored with { AmountNanoUsd = 5, Since = new(2030, 1, 1) }));
        Assert.IsType<BudgetOutcome.Refused>(await store.Budgets.SaveAsync(stored with { AmountNanoUsd = 6 }, s_entry, Cancel));
        Assert.IsType<BudgetOutcome.Refused>(await store.Budgets.SaveAsync(stored with { Project = new(2), Version = 2 }, s_entry, Cancel));

        Assert.Equal(5, Assert.Single(await store.Budgets.ListAsync(A.Project, Cancel)).AmountNanoUsd);
        Assert.Equal(2, (await store.GetAuditAsync(Cancel)).Count);
    }

    [Fact]
    public async Task A_name_is_that_of_one_budget_of_a_project_and_mistakes_are_not_stored()
    {
        await using var store = await TEngine.CreateAsync();
        await SavedAsync(store, s_new with { Name = "acme" });
        var other = await SavedAsync(store, s_new with { Name = "other" });

        Assert.IsType<BudgetOutcome.Refused>(await store.Budgets.SaveAsync(s_new with { Name = "ACME" }, s_entry, Cancel));
        Assert.IsType<BudgetOutcome.Refused>(await store.Budgets.SaveAsync(other with { Name = "Acme" }, s_entry, Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => store.Budgets.SaveAsync(s_new with { AmountNanoUsd = 0 }, s_entry, Cancel));

        Assert.Equal(2, (await store.Budgets.ListAsync(A.Project, Cancel)).Count);
    }

    [Fact]
    public async Task A_budget_is_deleted_once_and_its_number_is_never_given_to_another_one()
    {
        await using var store = await TEngine.CreateAsync();
        var stored = await SavedAsync(store, s_new);

        Assert.False(await store.Budgets.DeleteAsync(new(2), stored.Id, s_entry, Cancel));
        Assert.True(await store.Budgets.DeleteAsync(A.Project, stored.Id, s_entry with { Action = "budget.delete" }, Cancel));
        Assert.False(await store.Budgets.DeleteAsync(A.Project, stored.Id, s_entry, Cancel));

        Assert.Equal(2, (await store.GetAuditAsync(Cancel)).Count);
        Assert.NotEqual(stored.Id, (await SavedAsync(store, s_new)).Id);
    }

    [Fact]
    public async Task A_project_has_no_more_budgets_than_it_may()
    {
        await using var store = await TEngine.CreateAsync();
        for (var i = 0; i < Budget.MostOfProject; i++)
        {
            await SavedAsync(store, s_new with { Name = $"budget {i}" });
        }

        var refused = Assert.IsType<BudgetOutcome.Refused>(await store.Budgets.SaveAsync(s_new, s_entry, Cancel));
        Assert.Contains("100 budgets", refused.Reason, StringComparison.Ordinal);
        await SavedAsync(store, s_new with { Project = new(2) });
    }

    [Theory]
    [InlineData("UTC", 11)]
    [InlineData("Kolkata", 12)]
    [InlineData("Shifting", 13)]
    public async Task What_a_budget_has_spent_is_what_the_traces_behind_it_are_charged(string zone, int seed)
    {
        var calendar = Zones.Of(zone);
        await using var store = await TEngine.CreateAsync(calendar);
        await store.Spans.CommitAsync(RandomSpans.Of(seed, 60), Cancel);
        BudgetScope?[] scopes = [null, new(Dimension.Customer, "acme"), new(Dimension.Feature, "search"), new(Dimension.ApiKey, "1"), new(Dimension.User, "u1"), new(Dimension.Tag, "red", RandomSpans.TagKey)];
        List<Budget> budgets = [.. scopes.SelectMany(scope => Enum.GetValues<BudgetPeriod>().Select(period => new Budget(1, A.Project, "b", scope, 1, period, [100], CarriesOver: true, new(2020, 1, 1))))];

        var states = await store.BudgetQueries.ReadAsync(A.Project, budgets, A.Noon, Cancel);

        foreach (var state in states)
        {
            var behind = await store.Traces.ListAsync(
                new(A.Project, state.Days.From(calendar), state.Days.To(calendar), state.Budget.Scope is { } scope ? [scope.Filter] : [], Limit: 1, Basis: TraceBasis.Spent), Cancel);
            Assert.Equal(new(behind.CostNanoUsd, behind.UnpricedCalls, behind.PartialCalls), state.Spent);
        }

        Assert.All(scopes, scope => Assert.Contains(states, state => state.Budget.Scope == scope && state.Spent.NanoUsd > 0));
    }

    private static async Task<Budget> SavedAsync(StoreUnderTest store, Budget budget) =>
        Assert.IsType<BudgetOutcome.Saved>(await store.Budgets.SaveAsync(budget, s_entry, Cancel)).Budget;
}

public sealed class SqliteBudgetStoreTests : BudgetStoreContract<SqliteFile>;

public sealed class SqlServerBudgetStoreTests : BudgetStoreContract<SqlServerDatabaseOfItsOwn>;

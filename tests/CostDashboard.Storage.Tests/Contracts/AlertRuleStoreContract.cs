using CostDashboard.Core.Access;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.Core.Watching.Rules;
using CostDashboard.TestKit;

namespace CostDashboard.Storage.Tests.Contracts;

public abstract class AlertRuleStoreContract<TEngine>
    where TEngine : IEngineUnderTest
{
    private static readonly AuditEntry s_entry = new(A.Noon, new(null, "ada@example.org"), "alert-rule.create", "dear");

    private static readonly AlertRule s_new = new(
        0, A.Project, "Däar ✓ ' %", "errors", [new(Dimension.Tag, ["r'ed", ""], "team", IsExclude: true)], new(Dimension.Tag, "team"), AlertCondition.RisesFromWeekBefore, 0.123456789m, AlertWindow.OfDay,
        1_000_000_001, IncidentSeverity.Critical, IsOn: false, A.Noon + 7);

    private static readonly AlertRule s_dear = s_new with { Name = "dear", Figure = "cost", Filters = [], By = new(Dimension.Customer), Condition = AlertCondition.Above, Limit = 400_000_000, WindowMinutes = 60, FloorNanoUsd = 0 };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rules_come_back_by_name_as_they_were_written_and_are_in_the_audit_log()
    {
        await using var store = await TEngine.CreateAsync();
        var given = s_new with { Figure = "cost" };

        var first = await SavedAsync(store, given);
        var second = await SavedAsync(store, s_dear with { Name = "a" });
        await SavedAsync(store, s_dear with { Project = new(2) });
        await store.ReopenAsync();

        Assert.Equal(given with { Id = first.Id, Version = 1 }, first);
        Assert.Equal([second, first], await store.AlertRules.ListAsync(A.Project, Cancel));
        Assert.Equal([s_entry, s_entry, s_entry], await store.GetAuditAsync(Cancel));
    }

    [Fact]
    public async Task The_same_again_changes_nothing_and_of_two_changes_made_from_the_same_version_the_second_is_refused()
    {
        await using var store = await TEngine.CreateAsync();
        var stored = await SavedAsync(store, s_dear);

        Assert.Equal(stored, await SavedAsync(store, stored with { Since = A.Noon + 99 }));
        Assert.Equal(stored with { Limit = 5, Since = A.Noon + 99, Version = 2 }, await SavedAsync(store, stored with { Limit = 5, Since = A.Noon + 99 }));
        Assert.IsType<AlertRuleOutcome.Refused>(await store.AlertRules.SaveAsync(stored with { Limit = 6 }, s_entry, Cancel));
        Assert.IsType<AlertRuleOutcome.Refused>(await store.AlertRules.SaveAsync(s_dear with { Name = "DEAR" }, s_entry, Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => store.AlertRules.SaveAsync(s_dear with { WindowMinutes = 7 }, s_entry, Cancel));

        Assert.Equal(5, Assert.Single(await store.AlertRules.ListAsync(A.Project, Cancel)).Limit);
        Assert.Equal(2, (await store.GetAuditAsync(Cancel)).Count);
    }

    [Fact]
    public async Task A_rule_is_deleted_once_and_its_number_is_never_given_to_another_one()
    {
        await using var store = await TEngine.CreateAsync();
        var stored = await SavedAsync(store, s_dear);

        Assert.False(await store.AlertRules.DeleteAsync(new(2), stored.Id, s_entry, Cancel));
        Assert.True(await store.AlertRules.DeleteAsync(A.Project, stored.Id, s_entry, Cancel));
        Assert.False(await store.AlertRules.DeleteAsync(A.Project, stored.Id, s_entry, Cancel));

        Assert.Equal(2, (await store.GetAuditAsync(Cancel)).Count);
        Assert.NotEqual(stored.Id, (await SavedAsync(store, s_dear)).Id);
    }

    [Fact]
    public async Task A_project_has_no_more_rules_than_it_may()
    {
        await using var store = await TEngine.CreateAsync();
        for (var i = 0; i < AlertRule.MostOfProject; i++)
        {
            await SavedAsync(store, s_dear with { Name = $"rule {i}" });
        }

        Assert.Contains("100 alert rules", Assert.IsType<AlertRuleOutcome.Refused>(await store.AlertRules.SaveAsync(s_dear, s_entry, Cancel)).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cost", 60, Dimension.Customer)]
    [InlineData("cost-per-call", 15, Dimension.Model)]
    [InlineData("p95", 60, Dimension.Step)]
    [InlineData("calls", 5, Dimension.Service)]
    [InlineData("cost", AlertWindow.OfDay, Dimension.User)]
    public async Task A_preview_reads_the_totals_as_the_model_of_the_store_does(string figure, int minutes, Dimension by)
    {
        await using var store = await TEngine.CreateAsync(Zones.Kolkata);
        var model = new InMemoryStore(Zones.Kolkata);
        var spans = RandomSpans.Of(21, 60);
        await store.Spans.CommitAsync(spans, Cancel);
        await model.CommitAsync(spans, Cancel);
        var rule = s_dear with { Figure = figure, WindowMinutes = minutes, By = new(by), Limit = figure == "p95" ? 5_000_000_000 : figure == "calls" ? 0 : 400_000_000 };
        var now = A.Noon + (4 * UnixNanos.PerDay);

        var preview = await store.AlertQueries.PreviewAsync(rule, now, Cancel);
        var expected = await new InMemoryAlerts(model, Zones.Kolkata).PreviewAsync(rule, now, Cancel);

        Assert.Null(rule.FindMistake());
        Assert.NotEmpty(preview.Episodes);
        Assert.Equal((expected.From, expected.To, expected.Count), (preview.From, preview.To, preview.Count));
        Assert.Equal(expected.Episodes, preview.Episodes);
    }

    [Fact]
    public async Task Without_a_record_a_preview_has_nothing_to_look_at()
    {
        await using var store = await TEngine.CreateAsync();

        var preview = await store.AlertQueries.PreviewAsync(s_dear, A.Noon, Cancel);

        Assert.Equal((null, 0), (preview.From, preview.Count));
    }

    private static async Task<AlertRule> SavedAsync(StoreUnderTest store, AlertRule rule) =>
        Assert.IsType<AlertRuleOutcome.Saved>(await store.AlertRules.SaveAsync(rule, s_entry, Cancel)).Rule;
}

public sealed class SqliteAlertRuleStoreTests : AlertRuleStoreContract<SqliteFile>;

public sealed class SqlServerAlertRuleStoreTests : AlertRuleStoreContract<SqlServerDatabaseOfItsOwn>;

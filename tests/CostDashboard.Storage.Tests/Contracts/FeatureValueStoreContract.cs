using CostDashboard.Core.Access;
using CostDashboard.Core.Value;
using CostDashboard.TestKit;

namespace CostDashboard.Storage.Tests.Contracts;

public abstract class FeatureValueStoreContract<TEngine>
    where TEngine : IEngineUnderTest
{
    private static readonly AuditEntry s_entry = new(A.Noon, new(null, "ada@example.org"), "feature-value.save", "chat");
    private static readonly ValueDays s_august = Days("2026-08");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Values_come_back_as_they_were_written_and_are_in_the_audit_log()
    {
        await using var store = await TEngine.CreateAsync();
        FeatureValue[] values = [Of("chat", "2026-08", 12_000_000_001), Of("chat", "2026-08", 7_500_000, "tickets"), Of("Chat ✓ ' %", "2026-08-05/2026-08-20", 0)];

        Assert.Equal(new FeatureValueOutcome.Saved(3, 0, 0), await store.Values.SaveAsync(A.Project, values, null, s_entry, Cancel));
        await store.ReopenAsync();

        Assert.Equal([values[2], values[0], values[1]], await store.Values.GetAsync(A.Project, s_august, Cancel));
        Assert.Empty(await store.Values.GetAsync(new(2), s_august, Cancel));
        Assert.Equal([s_entry], (await store.Audit.GetAsync(null, 10, Cancel)).Entries);
    }

    [Fact]
    public async Task The_same_again_changes_nothing_and_another_amount_replaces_it()
    {
        await using var store = await TEngine.CreateAsync();
        FeatureValue[] values = [Of("chat", "2026-08", 5), Of("search", "2026-08", 6)];
        await store.Values.SaveAsync(A.Project, values, null, s_entry, Cancel);

        Assert.Equal(new FeatureValueOutcome.Saved(0, 0, 2), await store.Values.SaveAsync(A.Project, values, null, s_entry with { Subject = "again" }, Cancel));
        Assert.Single((await store.Audit.GetAsync(null, 10, Cancel)).Entries);

        var later = s_entry with { At = A.Noon + 1, Actor = new(null, "key CI") };
        Assert.Equal(new FeatureValueOutcome.Saved(1, 1, 1), await store.Values.SaveAsync(A.Project, [values[0] with { Amount = 9 }, values[1], Of("new", "2026-08", 1)], null, later, Cancel));

        var page = await store.Values.GetPageAsync(A.Project, null, 0, 10, Cancel);
        Assert.Equal(3, page.Count);
        Assert.Equal([("chat", 9L, "key CI", later.At), ("new", 1L, "key CI", later.At), ("search", 6L, "ada@example.org", A.Noon)], page.Values.Select(v => (v.Value.Key.Feature, v.Value.Amount, v.RecordedBy, v.RecordedAt)));
    }

    [Fact]
    public async Task A_value_that_shares_a_day_with_a_stored_one_is_refused_and_nothing_of_the_batch_is_written()
    {
        await using var store = await TEngine.CreateAsync();
        await store.Values.SaveAsync(A.Project, [Of("chat", "2026-08", 5)], null, s_entry, Cancel);

        var refused = Assert.IsType<FeatureValueOutcome.Refused>(
            await store.Values.SaveAsync(A.Project, [Of("search", "2026-08", 1), Of("chat", "2026-08-31", 2)], null, s_entry, Cancel));

        Assert.Equal(1, Assert.Single(refused.Reasons).At);
        Assert.Equal([Of("chat", "2026-08", 5)], await store.Values.GetAsync(A.Project, s_august, Cancel));
        Assert.IsType<FeatureValueOutcome.Saved>(await store.Values.SaveAsync(A.Project, [Of("chat", "2026-08-31", 2, "tickets")], null, s_entry, Cancel));
        Assert.IsType<FeatureValueOutcome.Saved>(await store.Values.SaveAsync(new(2), [Of("chat", "2026-08-31", 2)], null, s_entry, Cancel));
    }

    [Fact]
    public async Task A_corrected_period_takes_the_place_of_the_value_and_a_refused_one_leaves_it()
    {
        await using var store = await TEngine.CreateAsync();
        var (august, july) = (Of("chat", "2026-08", 5), Of("chat", "2026-07", 4));
        await store.Values.SaveAsync(A.Project, [august, july], null, s_entry, Cancel);

        Assert.IsType<FeatureValueOutcome.Refused>(await store.Values.SaveAsync(A.Project, [Of("chat", "2026-07-31/2026-08-31", 5)], august.Key, s_entry, Cancel));
        Assert.Equal([july, august], await store.Values.GetAsync(A.Project, Days("2026-07-01/2026-08-31"), Cancel));

        var corrected = Of("chat", "2026-08-01/2026-08-14", 5);
        Assert.Equal(new FeatureValueOutcome.Saved(1, 0, 0), await store.Values.SaveAsync(A.Project, [corrected], august.Key, s_entry, Cancel));
        Assert.Equal(new FeatureValueOutcome.Saved(0, 1, 0), await store.Values.SaveAsync(A.Project, [july with { Amount = 7 }], july.Key, s_entry, Cancel));
        Assert.Equal([july with { Amount = 7 }, corrected], await store.Values.GetAsync(A.Project, Days("2026-07-01/2026-08-31"), Cancel));

        Assert.IsType<FeatureValueOutcome.Refused>(await store.Values.SaveAsync(A.Project, [august], august.Key, s_entry, Cancel));
        Assert.Equal(2, (await store.Values.GetPageAsync(A.Project, null, 0, 10, Cancel)).Count);
    }

    [Fact]
    public async Task A_value_is_deleted_once()
    {
        await using var store = await TEngine.CreateAsync();
        var value = Of("chat", "2026-08", 5);
        await store.Values.SaveAsync(A.Project, [value], null, s_entry, Cancel);

        Assert.False(await store.Values.DeleteAsync(new(2), value.Key, s_entry, Cancel));
        Assert.True(await store.Values.DeleteAsync(A.Project, value.Key, s_entry with { Action = "feature-value.delete" }, Cancel));
        Assert.False(await store.Values.DeleteAsync(A.Project, value.Key, s_entry, Cancel));

        Assert.Empty(await store.Values.GetAsync(A.Project, s_august, Cancel));
        Assert.Equal(2, (await store.Audit.GetAsync(null, 10, Cancel)).Entries.Count);
    }

    [Fact]
    public async Task Pages_show_the_latest_period_first_and_one_feature_where_it_is_asked_for()
    {
        await using var store = await TEngine.CreateAsync();
        await store.Values.SaveAsync(A.Project, [Of("b", "2026-08-01", 1), Of("a", "2026-08-02", 2), Of("b", "2026-08-02", 3), Of("a", "2026-07", 4)], null, s_entry, Cancel);

        Assert.Equal([2, 3, 1], (await store.Values.GetPageAsync(A.Project, null, 0, 3, Cancel)).Values.Select(v => v.Value.Amount));
        Assert.Equal([4], (await store.Values.GetPageAsync(A.Project, null, 3, 3, Cancel)).Values.Select(v => v.Value.Amount));
        var ofB = await store.Values.GetPageAsync(A.Project, "b", 0, 3, Cancel);
        Assert.Equal((2, 3L), (ofB.Count, ofB.Values[0].Value.Amount));
    }

    private static ValueDays Days(string text) => ValueDays.Parse(text)!.Value;

    private static FeatureValue Of(string feature, string days, long amount, string unit = "") => new(new(feature, Days(days), unit), amount);
}

public sealed class SqliteFeatureValueStoreTests : FeatureValueStoreContract<SqliteFile>;

public sealed class SqlServerFeatureValueStoreTests : FeatureValueStoreContract<SqlServerDatabaseOfItsOwn>;

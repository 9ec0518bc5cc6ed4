using CostDashboard.Core.Access;
using CostDashboard.Core.Content;
using CostDashboard.Core.Content.Redaction;
using CostDashboard.TestKit;

namespace CostDashboard.Storage.Tests.Contracts;

public abstract class ContentSettingsStoreContract<TEngine>
    where TEngine : IEngineUnderTest
{
    private static readonly AuditEntry s_entry = new(A.Noon, new(null, "ada@example.org"), "content.change", "one");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Content_is_off_until_somebody_turns_it_on_for_a_project()
    {
        await using var store = await TEngine.CreateAsync();
        var settings = new ContentSettings
        {
            KeepsMessages = true,
            KeepsTools = true,
            Days = 3,
            Readers = Role.Viewer,
            Rules = [BuiltInRule.Cards, BuiltInRule.Phones],
            Patterns = [new("order", "\\d+ \"é\"", IgnoresCase: true)],
            DeletedBefore = A.Noon,
        };

        Assert.Equal(new(ContentSettings.Off, 0), await store.ContentSettings.GetAsync(A.Project, Cancel));
        Assert.True(await store.ContentSettings.SetAsync(A.Project, settings, 0, s_entry, Cancel));
        await store.ReopenAsync();

        Assert.Equal(new(settings, 1), await store.ContentSettings.GetAsync(A.Project, Cancel));
        Assert.Equal(new(ContentSettings.Off, 0), await store.ContentSettings.GetAsync(new(2), Cancel));
        Assert.Equal([s_entry], (await store.Audit.GetAsync(null, 10, Cancel)).Entries);
    }

    [Fact]
    public async Task Of_two_changes_made_from_the_same_version_the_second_is_refused_and_so_is_one_with_a_mistake()
    {
        await using var store = await TEngine.CreateAsync();

        Assert.True(await store.ContentSettings.SetAsync(A.Project, new() { Days = 2 }, 0, s_entry, Cancel));
        Assert.False(await store.ContentSettings.SetAsync(A.Project, new() { Days = 5 }, 0, s_entry, Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => store.ContentSettings.SetAsync(A.Project, new() { Days = 0 }, 1, s_entry, Cancel));

        Assert.Equal(2, (await store.ContentSettings.GetAsync(A.Project, Cancel)).Settings.Days);
        Assert.Single((await store.Audit.GetAsync(null, 10, Cancel)).Entries);
    }
}

public sealed class SqliteContentSettingsStoreTests : ContentSettingsStoreContract<SqliteFile>;

public sealed class SqlServerContentSettingsStoreTests : ContentSettingsStoreContract<SqlServerDatabaseOfItsOwn>;

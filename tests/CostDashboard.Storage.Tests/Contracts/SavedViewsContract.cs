using CostDashboard.Core.Access;
using CostDashboard.Core.Spend.Views;
using CostDashboard.TestKit;

namespace CostDashboard.Storage.Tests.Contracts;

public abstract class SavedViewsContract<TEngine>
    where TEngine : IEngineUnderTest
{
    private static readonly Guid s_ada = Guid.CreateVersion7();
    private static readonly Guid s_bob = Guid.CreateVersion7();
    private static readonly AuditEntry s_entry = new(A.Noon, new(s_ada, "ada@example.org"), "view.share", "one");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task People_see_their_own_views_and_those_that_others_share_by_name()
    {
        await using var store = await TEngine.CreateAsync();
        SavedView[] views = [View(s_ada, "zoo"), View(s_ada, "Bar") with { IsShared = true }, View(s_bob, "car"), View(s_bob, "Älpler") with { IsShared = true }];
        foreach (var view in views)
        {
            Assert.Equal(ViewSaving.Saved, await store.Views.SaveAsync(view, null, Cancel));
        }

        await store.ReopenAsync();

        Assert.Equal([views[1], views[0], views[3]], await store.Views.GetAsync(s_ada, ViewPage.Spend, Cancel));
        Assert.Equal([views[1], views[2], views[3]], await store.Views.GetAsync(s_bob, ViewPage.Spend, Cancel));
        Assert.Equal(views[2], await store.Views.FindAsync(views[2].Id, Cancel));
        Assert.Null(await store.Views.FindAsync(Guid.Empty, Cancel));
    }

    [Fact]
    public async Task A_view_is_renamed_shared_and_removed_and_the_log_has_it()
    {
        await using var store = await TEngine.CreateAsync();
        var view = View(s_ada, "one");
        await store.Views.SaveAsync(view, null, Cancel);

        var changed = view with { Name = "ONE", Query = "?by=model", IsShared = true, SavedAt = A.Noon + 1 };
        Assert.Equal(ViewSaving.Saved, await store.Views.SaveAsync(changed, s_entry, Cancel));
        Assert.Equal([changed], await store.Views.GetAsync(s_bob, ViewPage.Spend, Cancel));
        Assert.True(await store.Views.RemoveAsync(view.Id, s_entry with { Action = "view.remove" }, Cancel));
        Assert.False(await store.Views.RemoveAsync(view.Id, s_entry, Cancel));

        Assert.Empty(await store.Views.GetAsync(s_ada, ViewPage.Spend, Cancel));
        Assert.Equal(["view.remove", "view.share"], (await store.Audit.GetAsync(null, 10, Cancel)).Entries.Select(e => e.Action).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_page_has_views_of_its_own()
    {
        await using var store = await TEngine.CreateAsync();
        var spend = View(s_ada, "costs");
        var traces = View(s_ada, "Costs") with { Page = ViewPage.Traces, IsShared = true };
        Assert.Equal(ViewSaving.Saved, await store.Views.SaveAsync(spend, null, Cancel));
        Assert.Equal(ViewSaving.Saved, await store.Views.SaveAsync(traces, null, Cancel));
        Assert.Equal(ViewSaving.NameIsTaken, await store.Views.SaveAsync(View(s_ada, "COSTS") with { Page = ViewPage.Traces }, null, Cancel));

        Assert.Equal([spend], await store.Views.GetAsync(s_ada, ViewPage.Spend, Cancel));
        Assert.Equal([traces], await store.Views.GetAsync(s_bob, ViewPage.Traces, Cancel));
        Assert.Empty(await store.Views.GetAsync(s_bob, ViewPage.Spend, Cancel));
        Assert.Equal(traces, await store.Views.FindAsync(traces.Id, Cancel));
    }

    [Fact]
    public async Task One_person_has_a_name_once_and_two_people_may_have_the_same()
    {
        await using var store = await TEngine.CreateAsync();
        var one = View(s_ada, "Costs");
        var other = View(s_ada, "other");
        await store.Views.SaveAsync(one, null, Cancel);
        await store.Views.SaveAsync(other, null, Cancel);

        Assert.Equal(ViewSaving.NameIsTaken, await store.Views.SaveAsync(View(s_ada, "COSTS"), s_entry, Cancel));
        Assert.Equal(ViewSaving.NameIsTaken, await store.Views.SaveAsync(other with { Name = "costs" }, s_entry, Cancel));
        Assert.Equal(ViewSaving.Saved, await store.Views.SaveAsync(View(s_bob, "costs"), null, Cancel));
        Assert.Equal([one, other], await store.Views.GetAsync(s_ada, ViewPage.Spend, Cancel));
        Assert.Empty((await store.Audit.GetAsync(null, 10, Cancel)).Entries);
    }

    [Fact]
    public async Task More_than_the_limits_is_refused()
    {
        await using var store = await TEngine.CreateAsync();
        for (var i = 0; i < SavedView.MostShared; i++)
        {
            await store.Views.SaveAsync(View(i < SavedView.MostOfOne ? s_ada : s_bob, $"{i}") with { IsShared = true }, null, Cancel);
        }

        var carol = View(Guid.CreateVersion7(), "x");

        Assert.Equal(ViewSaving.OwnerHasMost, await store.Views.SaveAsync(View(s_ada, "one more"), null, Cancel));
        Assert.Equal(ViewSaving.MostAreShared, await store.Views.SaveAsync(carol with { IsShared = true }, null, Cancel));
        Assert.Equal(ViewSaving.Saved, await store.Views.SaveAsync(carol, null, Cancel));
        Assert.Equal(ViewSaving.MostAreShared, await store.Views.SaveAsync(carol with { IsShared = true }, null, Cancel));
    }

    [Fact]
    public async Task With_a_user_go_the_views_that_only_they_could_see()
    {
        await using var store = await TEngine.CreateAsync();
        await store.Access.CreateUserAsync(new(s_ada, "ada@example.org", "hash", Role.Administrator, "stamp"), A.Entry, Cancel);
        var shared = View(s_ada, "shared") with { IsShared = true };
        await store.Views.SaveAsync(View(s_ada, "own"), null, Cancel);
        await store.Views.SaveAsync(shared, null, Cancel);

        await store.Access.DeleteUserAsync(s_ada, A.Entry, Cancel);

        Assert.Equal([shared], await store.Views.GetAsync(s_ada, ViewPage.Spend, Cancel));
    }

    private static SavedView View(Guid owner, string name) =>
        new(Guid.CreateVersion7(), owner, "somebody@example.org", name, "?range=30d&step=\"a\"", IsShared: false, A.Noon);
}

public sealed class SqliteSavedViewsTests : SavedViewsContract<SqliteFile>;

public sealed class SqlServerSavedViewsTests : SavedViewsContract<SqlServerDatabaseOfItsOwn>;

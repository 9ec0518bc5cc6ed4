using CostDashboard.Core.Delivery;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.TestKit;

namespace CostDashboard.Storage.Tests.Contracts;

public abstract class RouteStoreContract<TEngine>
    where TEngine : IEngineUnderTest
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_route_is_stored_as_it_is_and_changed_only_from_its_last_version()
    {
        await using var store = await TEngine.CreateAsync();
        var route = Notices.Route(DeliveryChannel.Template, 0) with
        {
            Template = """{"a":"{{sentence}}"}""", Kinds = [IncidentKind.UnpricedModel], Quiet = new(new(22, 0), new(7, 0), true), MostPerHour = 7, TellsResolved = false,
        };

        var added = (await store.Routes.SaveAsync(route, A.Entry, Cancel))!;
        Assert.Equal((1, 1), (added.Id, added.Version));
        Assert.NotNull(await store.Routes.SaveAsync(added with { Name = "other" }, A.Entry, Cancel));
        Assert.Null(await store.Routes.SaveAsync(added with { Name = "mine" }, A.Entry, Cancel));
        await store.ReopenAsync();

        var kept = Assert.Single(await store.Routes.GetAsync(A.Project, Cancel));
        Assert.Equal(("other", 2, route.Template, route.Quiet, 7, false, "sealed"), (kept.Name, kept.Version, kept.Template, kept.Quiet, kept.MostPerHour, kept.TellsResolved, kept.Sealed));
        Assert.Equal(route.Kinds, kept.Kinds);
        await Assert.ThrowsAsync<ArgumentException>(() => store.Routes.SaveAsync(kept with { Name = "" }, A.Entry, Cancel));
        Assert.False(await store.Routes.DeleteAsync(new(2), kept.Id, A.Entry, Cancel));
    }

    [Fact]
    public async Task A_project_has_a_limit_of_routes()
    {
        await using var store = await TEngine.CreateAsync();
        for (var i = 0; i < RouteRules.MostOfProject; i++)
        {
            Assert.NotNull(await store.Routes.SaveAsync(Notices.Route(id: 0), A.Entry, Cancel));
        }

        Assert.Null(await store.Routes.SaveAsync(Notices.Route(id: 0), A.Entry, Cancel));
    }

    [Fact]
    public async Task A_deleted_route_leaves_what_it_did_not_tell_in_the_log()
    {
        await using var store = await TEngine.CreateAsync();
        await store.Routes.SaveAsync(Notices.Route(id: 0), A.Entry, Cancel);
        await store.Outbox.PlanAsync(Notices.Of(), A.Noon, Cancel);

        Assert.True(await store.Routes.DeleteAsync(A.Project, 1, A.Entry, Cancel));

        Assert.Equal(MessageState.Dead, Assert.Single((await store.Outbox.GetAsync(new(A.Project), null, 100, Cancel)).Messages).State);
        Assert.Equal(0, await store.Outbox.ReplayAsync(A.Project, new(), A.Entry, Cancel));
        Assert.Empty(await store.Outbox.ClaimAsync(Guid.NewGuid(), A.Noon + UnixNanos.PerDay, A.Noon + (2 * UnixNanos.PerDay), 1, 1, Cancel));
        Assert.Equal(2, (await store.Routes.SaveAsync(Notices.Route(id: 0), A.Entry, Cancel))!.Id);
    }
}

public sealed class SqliteRouteStoreTests : RouteStoreContract<SqliteFile>;

public sealed class SqlServerRouteStoreTests : RouteStoreContract<SqlServerDatabaseOfItsOwn>;

using CostDashboard.Core.Delivery;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;

namespace CostDashboard.Storage.Tests.Contracts;

public abstract class DeliveryLogContract<TEngine>
    where TEngine : IEngineUnderTest
{
    private static readonly Guid s_node = Guid.Parse("11111111-1111-1111-1111-111111111111");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_log_is_of_one_project_filtered_and_page_by_page()
    {
        await using var store = await TEngine.CreateAsync();
        await store.Routes.SaveAsync(Notices.Route(id: 0), A.Entry, Cancel);
        await store.Routes.SaveAsync(Notices.Route(id: 0) with { Name = "route 2" }, A.Entry, Cancel);
        for (var i = 0; i < 5; i++)
        {
            await store.Outbox.PlanAsync(Notices.Of($"i{i}"), A.Noon, Cancel);
        }

        var (seen, cursor) = (new List<Guid>(), (string?)null);
        do
        {
            var page = await store.Outbox.GetAsync(new(A.Project), cursor, 3, Cancel);
            seen.AddRange(page.Messages.Select(message => message.Id));
            cursor = page.Next;
        }
        while (cursor is not null);
        Assert.Equal(10, seen.Distinct().Count());
        Assert.Equal(10, seen.Count);
        Assert.Equal(5, (await store.Outbox.GetAsync(new(A.Project, MessageState.Waiting, 2), null, 100, Cancel)).Messages.Count);
        Assert.Empty((await store.Outbox.GetAsync(new(A.Project, MessageState.Dead), null, 100, Cancel)).Messages);
        Assert.Empty((await store.Outbox.GetAsync(new(new(2)), null, 100, Cancel)).Messages);
        Assert.Null(await store.Outbox.GetAsync(new(2), seen[0], Cancel));
        await Assert.ThrowsAsync<FormatException>(() => store.Outbox.GetAsync(new(A.Project), "elsewhere", 3, Cancel));
    }

    [Fact]
    public async Task What_is_dead_is_dismissed_one_by_one_or_by_route_with_a_reason_and_can_be_replayed()
    {
        await using var store = await TEngine.CreateAsync();
        await store.Routes.SaveAsync(Notices.Route(id: 0), A.Entry, Cancel);
        await store.Routes.SaveAsync(Notices.Route(id: 0), A.Entry, Cancel);
        foreach (var incident in (string[])["i1", "i2"])
        {
            await store.Outbox.PlanAsync(Notices.Of(incident), A.Noon, Cancel);
            foreach (var claimed in await store.Outbox.ClaimAsync(s_node, A.Noon, A.Noon + UnixNanos.PerMinute, 9, 9, Cancel))
            {
                await store.Outbox.EndAsync(claimed, s_node, new(false, "answers 404", MayHelp: false), 5, A.Noon, Cancel);
            }
        }

        var entry = A.Entry with { At = A.Noon + UnixNanos.PerHour, Action = "delivery.dismiss" };
        var one = (await store.Outbox.GetAsync(new(A.Project, MessageState.Dead, Route: 1), null, 9, Cancel)).Messages[0];
        await Assert.ThrowsAsync<ArgumentException>(() => store.Outbox.DismissAsync(A.Project, new(one.Id), " ", entry, Cancel));
        Assert.Equal(0, await store.Outbox.DismissAsync(new(2), new(one.Id), "why", entry, Cancel));
        Assert.Equal(1, await store.Outbox.DismissAsync(A.Project, new(one.Id), " the channel is gone ", entry, Cancel));
        Assert.Equal(0, await store.Outbox.DismissAsync(A.Project, new(one.Id), "again", entry, Cancel));
        Assert.Equal(2, await store.Outbox.DismissAsync(A.Project, new(Route: 2), "nobody is there", entry, Cancel));

        var kept = (await store.Outbox.GetAsync(A.Project, one.Id, Cancel))!.Message;
        Assert.Equal((MessageState.Dismissed, "answers 404", new MessageDismissal(entry.At, entry.Actor.Name, "the channel is gone")), (kept.State, kept.LastError, kept.Dismissal));
        var page = await store.Outbox.GetAsync(new(A.Project), null, 9, Cancel);
        Assert.Equal((1, 0), (page.Dead, page.Waiting));
        Assert.Equal(2, (await store.Audit.GetAsync(null, 9, Cancel)).Entries.Count(audited => audited.Action == "delivery.dismiss"));
        Assert.Equal(1, await store.Outbox.ReplayAsync(A.Project, new(Route: 1), entry, Cancel));
        Assert.Equal(1, await store.Outbox.ReplayAsync(A.Project, new(one.Id), entry, Cancel));
        Assert.Equal((MessageState.Waiting, null), (await store.Outbox.GetAsync(A.Project, one.Id, Cancel))!.Message is var again ? (again.State, again.Dismissal) : default);
        Assert.Equal(0, await store.Outbox.SweepAsync(entry.At, Cancel));
        Assert.Equal(2, await store.Outbox.SweepAsync(entry.At + 1, Cancel));
    }

    [Fact]
    public async Task Only_what_was_delivered_or_dismissed_is_ever_deleted()
    {
        await using var store = await TEngine.CreateAsync();
        await store.Routes.SaveAsync(Notices.Route(id: 0), A.Entry, Cancel);
        foreach (var (incident, result) in ((string, AttemptResult?)[])[("delivered", new AttemptResult(true, "answers 200")), ("dead", new AttemptResult(false, "answers 404", MayHelp: false)), ("waiting", null)])
        {
            await store.Outbox.PlanAsync(Notices.Of(incident), A.Noon, Cancel);
            if (result is not null)
            {
                await store.Outbox.EndAsync(Assert.Single(await store.Outbox.ClaimAsync(s_node, A.Noon, A.Noon + UnixNanos.PerMinute, 1, 1, Cancel)), s_node, result, 5, A.Noon, Cancel);
            }
        }

        Assert.Equal(1, await store.Outbox.SweepAsync(A.Noon + 1, Cancel));
        Assert.Equal(0, await store.Outbox.SweepAsync(A.Noon + 1, Cancel));

        Assert.Equal([MessageState.Waiting, MessageState.Dead], (await store.Outbox.GetAsync(new(A.Project), null, 100, Cancel)).Messages.Select(message => message.State).Order());
    }
}

public sealed class SqliteDeliveryLogTests : DeliveryLogContract<SqliteFile>;

public sealed class SqlServerDeliveryLogTests : DeliveryLogContract<SqlServerDatabaseOfItsOwn>;

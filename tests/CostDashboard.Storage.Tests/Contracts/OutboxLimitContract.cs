using CostDashboard.Core.Delivery;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;

namespace CostDashboard.Storage.Tests.Contracts;

/// <summary>A route's messages in an hour of the clock, also where they were planned long before.</summary>
public abstract class OutboxLimitContract<TEngine>
    where TEngine : IEngineUnderTest
{
    private const long Lease = 2 * UnixNanos.PerMinute;
    private static readonly Guid s_node = Guid.Parse("11111111-1111-1111-1111-111111111111");
    private static readonly AttemptResult s_delivered = new(true, "answers 200");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // The receiver is down for six hours, in which three messages an hour are planned and fail.
    [Fact]
    public async Task After_an_outage_no_more_goes_out_in_an_hour_than_the_route_allows_and_nothing_is_lost()
    {
        await using var store = await WithRouteAsync(Notices.Route() with { MostPerHour = 3 });
        var planned = new List<string>();
        for (var minute = 0; minute < 6 * 60; minute += 5)
        {
            var now = A.Noon + (minute * UnixNanos.PerMinute);
            planned.Add($"i{minute}");
            await store.Outbox.PlanAsync(Notices.Of(planned[^1]), now, Cancel);
            await SendAsync(store, now, new(false, "answers 500"));
        }

        var (arrived, inHours) = (new List<string>(), new List<int>());
        for (var hour = A.Noon + (6 * UnixNanos.PerHour); (await LogAsync(store)).Waiting > 0; hour += UnixNanos.PerHour)
        {
            inHours.Add(0);
            for (var minute = 0; minute < 60; minute += 15)
            {
                foreach (var claimed in await SendAsync(store, hour + (minute * UnixNanos.PerMinute), s_delivered))
                {
                    inHours[^1]++;
                    arrived.AddRange(claimed.Notices.Select(notice => notice.Incident));
                }
            }

            Assert.True(inHours.Count < 100, "What waits is never sent.");
        }

        Assert.Equal(planned.Order(), arrived.Order());
        Assert.All(inHours, count => Assert.InRange(count, 0, 3));
        Assert.Contains(3, inHours);
        Assert.Equal(0, (await LogAsync(store)).Dead);
    }

    [Fact]
    public async Task What_is_replayed_keeps_the_limit_and_waits_for_the_next_hour_under_its_key()
    {
        await using var store = await WithRouteAsync(Notices.Route() with { MostPerHour = 2 });
        var now = A.Noon + (5 * UnixNanos.PerHour) + UnixNanos.PerMinute;
        await ReplayAsync(store, 5, now);

        Assert.Equal(["i0", "i1"], await IncidentsAsync(store, now));
        Assert.Empty(await IncidentsAsync(store, now + (58 * UnixNanos.PerMinute)));
        Assert.All((await LogAsync(store)).Messages.Where(message => message.State is MessageState.Waiting), message => Assert.Equal(A.Noon + (6 * UnixNanos.PerHour), message.Due));

        Assert.Equal(["i2", "i3"], await IncidentsAsync(store, now + (59 * UnixNanos.PerMinute)));
        Assert.Equal(["i4"], await IncidentsAsync(store, now + (2 * UnixNanos.PerHour)));
    }

    [Fact]
    public async Task What_is_new_while_a_backlog_goes_out_comes_first_in_the_next_hour_in_one_message()
    {
        await using var store = await WithRouteAsync(Notices.Route() with { MostPerHour = 2 });
        var now = A.Noon + (4 * UnixNanos.PerHour);
        await ReplayAsync(store, 4, now);
        Assert.Equal(["i0", "i1"], await IncidentsAsync(store, now));
        await store.Outbox.PlanAsync(Notices.Of("new 1"), now + UnixNanos.PerMinute, Cancel);
        await store.Outbox.PlanAsync(Notices.Of("new 2"), now + (2 * UnixNanos.PerMinute), Cancel);

        Assert.Empty(await IncidentsAsync(store, now + (3 * UnixNanos.PerMinute)));
        Assert.Equal(["new 1", "new 2", "i2"], await IncidentsAsync(store, now + UnixNanos.PerHour));
    }

    [Fact]
    public async Task A_test_and_what_stops_a_call_of_PagerDuty_go_out_although_the_hour_is_full()
    {
        await using var store = await WithRouteAsync(Notices.Route(DeliveryChannel.PagerDuty) with { MostPerHour = 1 });
        var now = A.Noon + (3 * UnixNanos.PerHour);
        await ReplayAsync(store, 3, now);
        await store.Outbox.PlanAsync(Notices.Of("i0", 2, NoticeEvent.Resolved), now, Cancel);
        await store.Outbox.TestAsync(Notices.Of("", what: NoticeEvent.Test), 1, A.Entry with { At = now }, Cancel);

        Assert.Equal([" Test", "i0 Opened", "i0 Resolved"], (await SendAsync(store, now, s_delivered)).Select(claimed => $"{claimed.Notices[0].Incident} {claimed.Notices[0].Event}"));
        Assert.Equal(["i1"], await IncidentsAsync(store, now + UnixNanos.PerHour));
    }

    [Fact]
    public async Task A_recipient_of_a_mail_whose_hour_is_full_does_not_keep_the_others_waiting()
    {
        await using var store = await WithRouteAsync(Notices.Route(DeliveryChannel.Mail, 1, "ada@example.org", "bob@example.org") with { MostPerHour = 1 });
        await store.Outbox.PlanAsync(Notices.Of("i0"), A.Noon, Cancel);
        await store.Outbox.PlanAsync(Notices.Of("i1"), A.Noon + UnixNanos.PerHour, Cancel);

        var sent = await SendAsync(store, A.Noon + (2 * UnixNanos.PerHour), s_delivered);

        Assert.Equal(["ada@example.org i0", "bob@example.org i0"], sent.Select(claimed => $"{claimed.Message.Recipient} {claimed.Notices[0].Incident}").Order());
    }

    /// <summary>Of each hour from noon a message that was refused; then somebody replays them all.</summary>
    private static async Task ReplayAsync(StoreUnderTest store, int messages, UnixNanos now)
    {
        for (var i = 0; i < messages; i++)
        {
            var hour = A.Noon + (i * UnixNanos.PerHour);
            await store.Outbox.PlanAsync(Notices.Of($"i{i}"), hour, Cancel);
            await SendAsync(store, hour, new(false, "answers 404", MayHelp: false));
        }

        Assert.Equal(messages, await store.Outbox.ReplayAsync(A.Project, new(), A.Entry with { At = now }, Cancel));
    }

    private static async Task<IEnumerable<string>> IncidentsAsync(StoreUnderTest store, UnixNanos now) =>
        (await SendAsync(store, now, s_delivered)).SelectMany(claimed => claimed.Notices.Select(notice => notice.Incident)).ToList();

    /// <summary>Tries everything that may be tried now, each with the same result.</summary>
    private static async Task<IReadOnlyList<ClaimedMessage>> SendAsync(StoreUnderTest store, UnixNanos now, AttemptResult result)
    {
        var sent = new List<ClaimedMessage>();
        while (await store.Outbox.ClaimAsync(s_node, now, now + Lease, 8, 2, Cancel) is { Count: > 0 } claims)
        {
            foreach (var claimed in claims)
            {
                await store.Outbox.EndAsync(claimed, s_node, result, 5, now, Cancel);
            }

            sent.AddRange(claims);
        }

        return sent;
    }

    private static async Task<StoreUnderTest> WithRouteAsync(DeliveryRoute route)
    {
        var store = await TEngine.CreateAsync();
        await store.Routes.SaveAsync(route with { Id = 0 }, A.Entry, Cancel);
        return store;
    }

    private static Task<DeliveryPage> LogAsync(StoreUnderTest store) => store.Outbox.GetAsync(new(A.Project), null, DeliveryPage.MostRows, Cancel);
}

public sealed class SqliteOutboxLimitTests : OutboxLimitContract<SqliteFile>;

public sealed class SqlServerOutboxLimitTests : OutboxLimitContract<SqlServerDatabaseOfItsOwn>;

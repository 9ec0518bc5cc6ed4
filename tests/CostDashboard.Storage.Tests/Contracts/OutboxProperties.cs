using CostDashboard.Core.Delivery;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.TestKit;

namespace CostDashboard.Storage.Tests.Contracts;

/// <summary>Two nodes that die between claiming and being done, receivers that fail, people who replay and dismiss, in random order at random times.</summary>
public abstract class OutboxProperties<TEngine>
    where TEngine : IEngineUnderTest
{
    private const long Lease = 2 * UnixNanos.PerMinute;

    private static readonly Guid[] s_nodes = [Guid.Parse("11111111-1111-1111-1111-111111111111"), Guid.Parse("22222222-2222-2222-2222-222222222222")];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Every_change_reaches_who_it_is_for_or_stands_in_the_log_with_its_reason_and_none_comes_in_quiet_hours_or_beyond_the_limit(int seed)
    {
        var random = new Random(seed);
        await using var store = await TEngine.CreateAsync();
        var quiet = new QuietHours(new(22, 0), new(7, 0), CriticalComesAtOnce: true);
        DeliveryRoute[] routes =
        [
            Notices.Route(id: 0) with { MostPerHour = 2, Quiet = quiet },
            Notices.Route(DeliveryChannel.Mail, 0, "ada@example.org", "bob@example.org") with { Digest = DigestInterval.Hour, Quiet = quiet },
            Notices.Route(DeliveryChannel.PagerDuty, 0),
        ];
        for (var i = 0; i < routes.Length; i++)
        {
            routes[i] = (await store.Routes.SaveAsync(routes[i], A.Entry, Cancel))!;
        }

        var (told, arrived, keys) = (new HashSet<(int, string, string)>(), new HashSet<(int, string, string)>(), new Dictionary<(int, string, string), string>());
        var now = A.Noon;
        for (var step = 0; step < 120; step++)
        {
            now += random.NextInt64(random.Next(5) == 0 ? 5 * UnixNanos.PerHour : 2 * UnixNanos.PerMinute);
            if (random.Next(3) > 0)
            {
                // The same change comes again now and then, as from a report that is made twice.
                var number = random.Next(60);
                var notice = Notices.Of($"i{number}", 1, severity: (IncidentSeverity)((number % 3) + 1), at: now);
                await store.Outbox.PlanAsync(notice, now, Cancel);
                told.UnionWith(DeliveryPlan.Of(notice, routes, (_, _) => 0, now, Core.Spend.OrganisationCalendar.Utc).Select(one => (one.Route.Id, one.Recipient, notice.Incident)));
            }

            await WorkAsync(random.Next(10) == 0 ? "answers 404" : null);
            if (random.Next(15) == 0)
            {
                await store.Outbox.ReplayAsync(A.Project, new(Route: routes[random.Next(routes.Length)].Id), A.Entry with { At = now }, Cancel);
            }
            else if (random.Next(30) == 0)
            {
                await store.Outbox.DismissAsync(A.Project, new(Route: routes[random.Next(routes.Length)].Id), "nobody reads it", A.Entry with { At = now }, Cancel);
            }
        }

        for (var ending = 0; ending < 200 && (await store.Outbox.GetAsync(new(A.Project), null, 1, Cancel)).Waiting > 0; ending++)
        {
            now += UnixNanos.PerHour;
            await WorkAsync(null);
        }

        var (logged, cursor) = (new Dictionary<(int, string, string), DeliveryMessage>(), (string?)null);
        do
        {
            var page = await store.Outbox.GetAsync(new(A.Project), cursor, DeliveryPage.MostRows, Cancel);
            foreach (var message in page.Messages)
            {
                var detail = (await store.Outbox.GetAsync(A.Project, message.Id, Cancel))!;
                Assert.Equal(message.Notices, detail.Notices.Count);
                foreach (var notice in detail.Notices)
                {
                    Assert.True(logged.TryAdd((message.Route, message.Recipient, notice.Incident), detail.Message), "A change stands in two messages of a route.");
                }
            }

            cursor = page.Next;
        }
        while (cursor is not null);
        Assert.Equal(told.Order(), logged.Keys.Order());
        var limited = logged.Values.Where(message => message.Route == routes[0].Id && message.State is MessageState.Delivered).DistinctBy(message => message.Id);
        Assert.All(limited.GroupBy(message => DeliveryPlan.HourOf(message.Ended!.Value)), hour => Assert.InRange(hour.Count(), 1, routes[0].MostPerHour));
        foreach (var (change, message) in logged)
        {
            Assert.True(message.State switch
            {
                MessageState.Delivered => arrived.Contains(change),
                MessageState.Dead => message.LastError is { Length: > 0 },
                MessageState.Dismissed => message is { LastError.Length: > 0, Dismissal.Reason: "nobody reads it" },
                _ => false,
            }, $"{change} is {message.State}: {message.LastError}");
        }

        async Task WorkAsync(string? refusal)
        {
            var node = s_nodes[random.Next(s_nodes.Length)];
            foreach (var claimed in await store.Outbox.ClaimAsync(node, now, now + Lease, 8, 2, Cancel))
            {
                // A crash before it was sent, or after it and before anybody wrote that down.
                var (isSent, isKnown) = (random.Next(8) > 0, random.Next(6) > 0);
                if (isSent)
                {
                    Receive(claimed, refusal is null);
                }

                if (isSent && isKnown)
                {
                    await store.Outbox.EndAsync(claimed, node, new(refusal is null, refusal ?? "answers 200", MayHelp: false), 5, now, Cancel);
                }
            }
        }

        void Receive(ClaimedMessage claimed, bool isTaken)
        {
            var isCritical = claimed.Notices.Any(notice => notice.Severity is IncidentSeverity.Critical);
            Assert.False(claimed.Route.Quiet?.Holds(TimeOnly.FromDateTime(now.ToDateTimeOffset().DateTime)) is true && !isCritical, $"{claimed.Message.Form} at {now.ToDateTimeOffset():O}");
            foreach (var notice in claimed.Notices)
            {
                // However often it comes, it comes under the same key.
                var change = (claimed.Route.Id, claimed.Message.Recipient, notice.Incident);
                Assert.Equal(keys.TryGetValue(change, out var key) ? key : keys[change] = claimed.IdempotencyKey, claimed.IdempotencyKey);
                if (isTaken)
                {
                    arrived.Add(change);
                }
            }
        }
    }
}

public sealed class SqliteOutboxProperties : OutboxProperties<SqliteFile>;

public sealed class SqlServerOutboxProperties : OutboxProperties<SqlServerDatabaseOfItsOwn>;

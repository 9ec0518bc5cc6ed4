using CostDashboard.Core.Access;
using CostDashboard.Core.Delivery;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.TestKit;

namespace CostDashboard.Storage.Tests.Contracts;

public abstract class OutboxContract<TEngine>
    where TEngine : IEngineUnderTest
{
    private const long Lease = 2 * UnixNanos.PerMinute;
    private static readonly Guid s_one = Guid.Parse("11111111-1111-1111-1111-111111111111");
    private static readonly Guid s_other = Guid.Parse("22222222-2222-2222-2222-222222222222");
    private static readonly AttemptResult s_delivered = new(true, "answers 200");
    private static readonly AttemptResult s_failed = new(false, "answers 500");
    private static readonly AttemptResult s_refused = new(false, "answers 404", MayHelp: false);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_change_is_told_once_on_each_route_however_often_it_is_planned()
    {
        await using var store = await WithRoutesAsync(Notices.Route(), Notices.Route(DeliveryChannel.Mail, 0, "ada@example.org", "bob@example.org"));

        Assert.Equal(3, await store.Outbox.PlanAsync(Notices.Of(), A.Noon, Cancel));
        Assert.Equal(0, await store.Outbox.PlanAsync(Notices.Of(), A.Noon + 5, Cancel));
        await store.ReopenAsync();
        Assert.Equal(0, await store.Outbox.PlanAsync(Notices.Of(), A.Noon + UnixNanos.PerHour, Cancel));
        Assert.Equal(3, await store.Outbox.PlanAsync(Notices.Of(change: 2, what: NoticeEvent.Resolved), A.Noon + UnixNanos.PerHour, Cancel));

        Assert.Equal(6, (await LogAsync(store)).Messages.Count);
    }

    // Whoever reports, the messages are written in the transaction of the incident.
    [Fact]
    public async Task What_happens_to_an_incident_is_told_by_what_keeps_it()
    {
        await using var store = await WithRoutesAsync(Notices.Route());
        var report = new IncidentReport(A.Project, IncidentKind.SpendSpike, "spend", IncidentSeverity.Warning, "Spend is 10.2 times the usual.", A.Noon, A.Noon) { MoneyPerHour = 41_000_000_000 };

        await store.Incidents.ReportAsync(report, A.Noon, Cancel);
        await store.Incidents.ReportAsync(report, A.Noon, Cancel);
        await store.Incidents.ReportAsync(report with { Severity = IncidentSeverity.Critical, At = A.Noon + UnixNanos.PerHour }, A.Noon + UnixNanos.PerHour, Cancel);
        await store.Incidents.ActAsync(1, new IncidentAction.Comment("looking"), AuditActor.Program, A.Noon + (2 * UnixNanos.PerHour), Cancel);
        await store.Incidents.ActAsync(1, new IncidentAction.Resolve(), AuditActor.Program, A.Noon + (3 * UnixNanos.PerHour), Cancel);

        var claims = await store.Outbox.ClaimAsync(s_one, A.Noon + (3 * UnixNanos.PerHour), A.Noon + (4 * UnixNanos.PerHour), 8, 8, Cancel);
        Assert.Equal([NoticeEvent.Opened, NoticeEvent.Worsened, NoticeEvent.Resolved], claims.Select(claim => Assert.Single(claim.Notices).Event));
        Assert.All(claims, claim => Assert.Equal(("1", "Spend is 10.2 times the usual.", 41_000_000_000L), (claim.Notices[0].Incident, claim.Notices[0].Sentence, claim.Notices[0].MoneyPerHour)));
    }

    [Fact]
    public async Task What_is_claimed_is_what_was_planned()
    {
        await using var store = await WithRoutesAsync(Notices.Route());
        var notice = Notices.Of(sentence: "dear \0 \"✓\" <b>", moneyPerHour: null);
        await store.Outbox.PlanAsync(notice, A.Noon, Cancel);

        var claimed = Assert.Single(await ClaimAsync(store, s_one, A.Noon));

        var kept = Assert.Single(claimed.Notices);
        Assert.Equal(notice with { Evidence = [], Traces = [] }, kept with { Evidence = [], Traces = [] });
        Assert.Equal(notice.Evidence, kept.Evidence);
        Assert.Equal(notice.Traces, kept.Traces);
        Assert.Equal((1, 1, "route 1"), (claimed.Count, claimed.Attempt, claimed.Route.Name));
    }

    [Fact]
    public async Task Two_nodes_never_have_the_same_message()
    {
        await using var store = await WithRoutesAsync(Notices.Route());
        for (var i = 0; i < 12; i++)
        {
            await store.Outbox.PlanAsync(Notices.Of($"i{i}"), A.Noon, Cancel);
        }

        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
            Task.Run(() => store.Outbox.ClaimAsync(i % 2 == 0 ? s_one : s_other, A.Noon, A.Noon + Lease, 4, 12, Cancel), Cancel)));

        var messages = claims.SelectMany(claim => claim).Select(claim => claim.Message.Id).ToList();
        Assert.Equal(12, messages.Count);
        Assert.Equal(12, messages.Distinct().Count());
    }

    // The process was killed between the claim and its end: nobody knows whether the message arrived.
    [Fact]
    public async Task What_a_dead_node_had_is_sent_again_with_the_same_key_when_its_lease_ends()
    {
        await using var store = await WithRoutesAsync(Notices.Route());
        await store.Outbox.PlanAsync(Notices.Of(), A.Noon, Cancel);
        var first = Assert.Single(await ClaimAsync(store, s_one, A.Noon));
        await store.ReopenAsync();

        Assert.Empty(await ClaimAsync(store, s_other, A.Noon + Lease + -1));
        var second = Assert.Single(await ClaimAsync(store, s_other, A.Noon + Lease));

        Assert.Equal(first.IdempotencyKey, second.IdempotencyKey);
        Assert.Equal(2, second.Attempt);
        await store.Outbox.EndAsync(second, s_other, s_delivered, 5, A.Noon + Lease, Cancel);
        var attempts = (await store.Outbox.GetAsync(A.Project, first.Message.Id, Cancel))!.Attempts;
        Assert.Equal([AttemptOutcome.Begun, AttemptOutcome.Delivered], attempts.Select(attempt => attempt.Outcome));
    }

    [Fact]
    public async Task A_late_answer_to_the_first_try_ends_the_message_and_the_second_failure_does_not_bring_it_back()
    {
        await using var store = await WithRoutesAsync(Notices.Route());
        await store.Outbox.PlanAsync(Notices.Of(), A.Noon, Cancel);
        var first = Assert.Single(await ClaimAsync(store, s_one, A.Noon));
        var second = Assert.Single(await ClaimAsync(store, s_other, A.Noon + Lease));

        Assert.False(await store.Outbox.EndAsync(first, s_one, s_delivered, 5, A.Noon + Lease + 1, Cancel));
        Assert.False(await store.Outbox.EndAsync(second, s_other, s_failed, 5, A.Noon + Lease + 2, Cancel));

        Assert.Equal(MessageState.Delivered, Assert.Single((await LogAsync(store)).Messages).State);
        Assert.Empty(await ClaimAsync(store, s_one, A.Noon + UnixNanos.PerDay));
    }

    [Fact]
    public async Task A_late_failure_of_the_first_try_does_not_take_the_message_from_the_second()
    {
        await using var store = await WithRoutesAsync(Notices.Route());
        await store.Outbox.PlanAsync(Notices.Of(), A.Noon, Cancel);
        var first = Assert.Single(await ClaimAsync(store, s_one, A.Noon));
        await ClaimAsync(store, s_other, A.Noon + Lease);

        Assert.False(await store.Outbox.EndAsync(first, s_one, s_refused, 5, A.Noon + Lease + 1, Cancel));

        Assert.Equal(MessageState.Waiting, Assert.Single((await LogAsync(store)).Messages).State);
        Assert.Empty(await ClaimAsync(store, s_one, A.Noon + Lease + 2));
    }

    [Fact]
    public async Task A_message_is_tried_for_a_day_then_dead_and_replayed_under_its_key()
    {
        await using var store = await WithRoutesAsync(Notices.Route());
        await store.Outbox.PlanAsync(Notices.Of(), A.Noon, Cancel);
        var (now, tries, keys) = (A.Noon, 0, new HashSet<string>());
        while ((await LogAsync(store)).Messages[0] is { State: MessageState.Waiting } message)
        {
            now = message.Due;
            var claimed = Assert.Single(await ClaimAsync(store, s_one, now));
            keys.Add(claimed.IdempotencyKey);
            Assert.True(await store.Outbox.EndAsync(claimed, s_one, s_failed, 5, now, Cancel));
            tries++;
        }

        Assert.Equal(RetrySchedule.MostAttempts, tries);
        var page = await LogAsync(store);
        Assert.Equal((1, 0, "answers 500"), (page.Dead, page.Waiting, page.Messages[0].LastError));
        Assert.Empty(await ClaimAsync(store, s_one, now + UnixNanos.PerDay));

        Assert.Equal(1, await store.Outbox.ReplayAsync(A.Project, new(), A.Entry with { At = now }, Cancel));
        var again = Assert.Single(await ClaimAsync(store, s_one, now));
        Assert.Equal(RetrySchedule.MostAttempts + 1, again.Attempt);
        Assert.Equal([again.IdempotencyKey], keys);

        // It has its whole schedule before it.
        await store.Outbox.EndAsync(again, s_one, s_failed, 5, now, Cancel);
        Assert.Equal(1, (await LogAsync(store)).Waiting);
    }

    [Fact]
    public async Task What_another_try_cannot_help_is_dead_at_once()
    {
        await using var store = await WithRoutesAsync(Notices.Route());
        await store.Outbox.PlanAsync(Notices.Of(), A.Noon, Cancel);

        await store.Outbox.EndAsync(Assert.Single(await ClaimAsync(store, s_one, A.Noon)), s_one, s_refused, 5, A.Noon, Cancel);

        Assert.Equal((MessageState.Dead, "answers 404"), ((await LogAsync(store)).Messages[0].State, (await LogAsync(store)).Messages[0].LastError));
    }

    [Fact]
    public async Task A_program_that_ends_during_each_try_does_not_try_forever()
    {
        await using var store = await WithRoutesAsync(Notices.Route());
        await store.Outbox.PlanAsync(Notices.Of(), A.Noon, Cancel);
        var now = A.Noon;
        for (var i = 0; i < RetrySchedule.MostAttempts; i++, now += Lease)
        {
            Assert.Single(await ClaimAsync(store, s_one, now));
        }

        Assert.Empty(await ClaimAsync(store, s_one, now));

        Assert.Equal(1, (await LogAsync(store)).Dead);
    }

    [Fact]
    public async Task A_receiver_that_hangs_does_not_keep_the_others_waiting()
    {
        await using var store = await WithRoutesAsync(Notices.Route(), Notices.Route(id: 0) with { Name = "route 2" });
        for (var i = 0; i < 10; i++)
        {
            await store.Outbox.PlanAsync(Notices.Of($"i{i}"), A.Noon + i, Cancel);
        }

        var claims = await store.Outbox.ClaimAsync(s_one, A.Noon + 10, A.Noon + Lease, 8, 2, Cancel);
        Assert.Equal(["route 1", "route 1", "route 2", "route 2"], claims.Select(claim => claim.Route.Name).Order());

        // None of theirs ended.
        Assert.Empty(await store.Outbox.ClaimAsync(s_other, A.Noon + 10, A.Noon + Lease, 8, 2, Cancel));
    }

    [Fact]
    public async Task A_digest_is_one_message_that_grows_until_it_is_due_and_not_after()
    {
        await using var store = await WithRoutesAsync(Notices.Route() with { Digest = DigestInterval.Hour });
        for (var i = 0; i < 25; i++)
        {
            await store.Outbox.PlanAsync(Notices.Of($"i{i}"), A.Noon + (i * UnixNanos.PerMinute), Cancel);
        }

        Assert.Empty(await ClaimAsync(store, s_one, A.Noon + UnixNanos.PerHour + -1));
        var digest = Assert.Single(await ClaimAsync(store, s_one, A.Noon + UnixNanos.PerHour));
        Assert.Equal((25, ClaimedMessage.MostShown, MessageForm.Digest), (digest.Count, digest.Notices.Count, digest.Message.Form));

        // From a node whose clock is behind: what is on its way must not change.
        await store.Outbox.PlanAsync(Notices.Of("late"), A.Noon + (59 * UnixNanos.PerMinute), Cancel);
        Assert.Equal("late", Assert.Single(Assert.Single(await store.Outbox.ClaimAsync(s_other, A.Noon + UnixNanos.PerHour, A.Noon + (2 * UnixNanos.PerHour), 8, 8, Cancel)).Notices).Incident);
    }

    [Fact]
    public async Task What_is_more_than_the_limit_comes_in_one_message_that_says_how_many()
    {
        await using var store = await WithRoutesAsync(Notices.Route() with { MostPerHour = 2 });
        for (var i = 0; i < 7; i++)
        {
            await store.Outbox.PlanAsync(Notices.Of($"i{i}"), A.Noon + i, Cancel);
        }

        var within = await store.Outbox.ClaimAsync(s_one, A.Noon + 10, A.Noon + Lease, 10, 10, Cancel);
        Assert.Equal(2, within.Count);
        foreach (var one in within)
        {
            await store.Outbox.EndAsync(one, s_one, s_delivered, 5, A.Noon + 20, Cancel);
        }

        var rest = Assert.Single(await store.Outbox.ClaimAsync(s_one, A.Noon + UnixNanos.PerHour, A.Noon + (2 * UnixNanos.PerHour), 10, 10, Cancel), claim => claim.Message.Form is MessageForm.Rest);
        Assert.Equal(5, rest.Count);

        // The next hour begins anew.
        await store.Outbox.PlanAsync(Notices.Of("next"), A.Noon + UnixNanos.PerHour, Cancel);
        Assert.Equal(MessageForm.Single, (await LogAsync(store)).Messages[0].Form);
    }

    [Fact]
    public async Task A_test_goes_out_at_once_whatever_the_route_says()
    {
        await using var store = await WithRoutesAsync(Notices.Route() with { IsOn = false, Digest = DigestInterval.Day });
        var notice = Notices.Of(incident: "", what: NoticeEvent.Test);

        Assert.Single(await store.Outbox.TestAsync(notice, 1, A.Entry, Cancel));
        Assert.Single(await store.Outbox.TestAsync(notice, 1, A.Entry, Cancel));
        Assert.Empty(await store.Outbox.TestAsync(notice, 9, A.Entry, Cancel));

        Assert.Equal(2, (await store.Outbox.ClaimAsync(s_one, A.Noon, A.Noon + Lease, 10, 10, Cancel)).Count);
    }

    private static async Task<StoreUnderTest> WithRoutesAsync(params DeliveryRoute[] routes)
    {
        var store = await TEngine.CreateAsync();
        foreach (var route in routes)
        {
            await store.Routes.SaveAsync(route with { Id = 0 }, A.Entry, Cancel);
        }

        return store;
    }

    private static Task<IReadOnlyList<ClaimedMessage>> ClaimAsync(StoreUnderTest store, Guid node, UnixNanos now) =>
        store.Outbox.ClaimAsync(node, now, now + Lease, 1, 1, Cancel);

    private static Task<DeliveryPage> LogAsync(StoreUnderTest store) => store.Outbox.GetAsync(new(A.Project), null, 100, Cancel);
}

public sealed class SqliteOutboxTests : OutboxContract<SqliteFile>;

public sealed class SqlServerOutboxTests : OutboxContract<SqlServerDatabaseOfItsOwn>;

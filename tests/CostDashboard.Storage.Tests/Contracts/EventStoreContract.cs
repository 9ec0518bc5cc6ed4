using CostDashboard.Core.Events;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Tests.Contracts;

public abstract class EventStoreContract<TEngine>
    where TEngine : IEngineUnderTest
{
    private static readonly UnixNanos s_from = A.Noon + -UnixNanos.PerDay;
    private static readonly UnixNanos s_to = A.Noon + (5 * UnixNanos.PerDay);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<int> Seeds => [1, 2, 3];

    [Fact]
    public async Task A_version_is_a_deploy_from_its_first_span_on_and_the_first_of_all_is_how_things_were()
    {
        await using var store = await TEngine.CreateAsync();

        await store.Spans.CommitAsync([Span("s1", 0, "1.0"), Span("s2", 60_000, "1.1"), Span("s3", 90_000, "1.1"), Span("s4", 120_000, "7", service: "worker"), Span("s5", 180_000, null)], Cancel);

        Assert.Equal([Seen("1.1", 60_000)], await ListAsync(store));
    }

    [Fact]
    public async Task A_late_span_moves_the_moment_back_also_after_a_restart()
    {
        await using var store = await TEngine.CreateAsync();
        await store.Spans.CommitAsync([Span("s1", 0, "1.0"), Span("s2", 60_000, "1.1")], Cancel);
        await store.ReopenAsync();

        await store.Spans.CommitAsync([Span("s3", 30_000, "1.1"), Span("s4", 90_000, "1.1")], Cancel);

        Assert.Equal([Seen("1.1", 30_000)], await ListAsync(store));
    }

    [Fact]
    public async Task Environments_and_services_have_versions_of_their_own()
    {
        await using var store = await TEngine.CreateAsync();

        await store.Spans.CommitAsync(
            [
                Span("s1", 0, "1.0", environment: "staging"), Span("s2", 1_000, "1.1", environment: "staging"), Span("s3", 2_000, "1.0", environment: "production"),
                Span("s4", 3_000, "1.1", environment: "production"), Span("s5", 4_000, "1.1", service: "worker", environment: "production"),
            ],
            Cancel);

        Assert.Equal([Seen("1.1", 1_000, "staging"), Seen("1.1", 3_000, "production")], await ListAsync(store));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Neither_order_nor_repetition_changes_when_a_version_was_first_seen(int seed)
    {
        var spans = RandomSpans.Of(seed + 500, traces: 60);
        await using var ordered = await TEngine.CreateAsync();
        await ordered.Spans.CommitAsync(spans, Cancel);
        var random = new Random(seed);
        var pending = RandomSpans.Shuffled(spans, random);
        await using var shuffled = await TEngine.CreateAsync();
        while (pending.Count > 0)
        {
            var count = Math.Min(pending.Count, random.Next(1, 60));
            await shuffled.Spans.CommitAsync(pending[..count], Cancel);
            pending.RemoveRange(0, count);
        }

        var expected = await ReleasesAsync(ordered);
        Assert.NotEmpty(expected);
        Assert.Equal(expected, await ReleasesAsync(shuffled));
    }

    // As a database from before deployments were kept is.
    [Fact]
    public async Task An_older_database_learns_its_deployments_from_the_spans_at_start()
    {
        await using var store = await TEngine.CreateAsync();
        await store.Spans.CommitAsync(RandomSpans.Of(seed: 41, traces: 40), Cancel);
        var before = await ReleasesAsync(store);
        await using (var db = store.Database.Open())
        {
            await db.Releases.ExecuteDeleteAsync(Cancel);
        }

        await store.Access.SetSettingAsync("ledger.rules", "3.3", Cancel);
        await store.ReopenAsync();

        Assert.Equal(before, await ReleasesAsync(store));
    }

    [Fact]
    public async Task Beyond_its_limit_a_version_is_not_remembered_and_its_spans_are_kept()
    {
        await using var store = await TEngine.CreateAsync();
        await using (var db = store.Database.Open())
        {
            db.Releases.AddRange(Enumerable.Range(0, EventRules.MostReleases).Select(i => new Model.ReleaseRow { ProjectId = 1, Id = i, Service = "api", Version = $"v{i}", FirstNanos = 1 }));
            await db.SaveChangesAsync(Cancel);
        }

        await store.Spans.CommitAsync([Span("s1", 0, "one more")], Cancel);

        Assert.Empty(await ListAsync(store));
        Assert.Single(await store.Traces.GetSpansAsync(A.Trace("s1"), Cancel));
    }

    [Fact]
    public async Task A_reported_event_is_kept_once_and_outlives_a_restart()
    {
        await using var store = await TEngine.CreateAsync();
        var reported = Reported("Campaign \0 begins", EventKind.Other) with { Service = "", Url = "https://example.org/?a=1&b=2" };

        Assert.Equal(EventOutcome.Added, (await store.Events.AddAsync(reported, null, Cancel)).Outcome);
        Assert.Equal(EventOutcome.Known, (await store.Events.AddAsync(reported, null, Cancel)).Outcome);
        await store.ReopenAsync();

        Assert.Equal([reported with { Name = "Campaign \u2400 begins" }], await ListAsync(store));
        Assert.Empty(await store.Events.ListAsync(new(2), s_from, s_to, 10, Cancel));
        Assert.Empty(await store.Events.ListAsync(A.Project, s_from, reported.At, 10, Cancel));
    }

    [Fact]
    public async Task A_key_names_one_event_of_its_project()
    {
        await using var store = await TEngine.CreateAsync();
        var (first, second) = (Reported("1.0"), Reported("1.1"));

        Assert.Equal(EventOutcome.Added, (await store.Events.AddAsync(first, "run 7", Cancel)).Outcome);
        Assert.Equal(EventOutcome.Known, (await store.Events.AddAsync(first, "run 7", Cancel)).Outcome);
        Assert.Equal(new(EventOutcome.Known, first), await store.Events.AddAsync(first with { At = first.At + 1 }, "run 7", Cancel));
        Assert.Equal(EventOutcome.KeyIsTaken, (await store.Events.AddAsync(second, "run 7", Cancel)).Outcome);
        Assert.Equal(EventOutcome.Added, (await store.Events.AddAsync(second with { Project = new(2) }, "run 7", Cancel)).Outcome);

        Assert.Equal([first], await ListAsync(store));
    }

    [Fact]
    public async Task A_deploy_that_was_seen_and_reported_is_told_as_it_was_reported()
    {
        await using var store = await TEngine.CreateAsync();
        await store.Spans.CommitAsync([Span("s1", 0, "1.0"), Span("s2", 60_000, "1.1"), Span("s3", 120_000, "1.2")], Cancel);
        var reported = Reported("1.1");

        await store.Events.AddAsync(reported, null, Cancel);

        Assert.Equal([reported, Seen("1.2", 120_000)], await ListAsync(store));
    }

    [Fact]
    public async Task Of_many_events_the_latest_are_listed_and_a_day_has_a_limit()
    {
        await using var store = await TEngine.CreateAsync();
        await using (var db = store.Database.Open())
        {
            db.Events.AddRange(Enumerable.Range(0, EventRules.MostPerDay).Select(i => new Model.EventRow { ProjectId = 1, Id = i, Kind = 2, AtNanos = A.Noon.Value + i, Name = $"e{i}" }));
            await db.SaveChangesAsync(Cancel);
        }

        Assert.Equal(["e998", "e999"], (await store.Events.ListAsync(A.Project, s_from, s_to, 2, Cancel)).Select(e => e.Name));
        Assert.Equal(EventOutcome.TooMany, (await store.Events.AddAsync(Reported("one more", EventKind.Other), null, Cancel)).Outcome);
        Assert.Equal(EventOutcome.Added, (await store.Events.AddAsync(Reported("tomorrow", EventKind.Other) with { At = A.Noon + UnixNanos.PerDay }, null, Cancel)).Outcome);
    }

    private static ProjectEvent Reported(string name, EventKind kind = EventKind.Deploy) => new(A.Project, kind, name, "api", "", A.Noon + 1_000_000);

    private static ProjectEvent Seen(string version, double at, string environment = "") =>
        new(A.Project, EventKind.Deploy, version, "api", environment, new(A.Noon.Value + (long)(at * 1e6)), IsReported: false);

    private static PricedSpan Span(string id, double start, string? version, string service = "api", string? environment = null) =>
        A.Span(id, trace: id, start: start, version: version, service: service, attribution: environment is null ? null : new(Environment: environment));

    private static Task<IReadOnlyList<ProjectEvent>> ListAsync(StoreUnderTest store) => store.Events.ListAsync(A.Project, s_from, s_to, 100, Cancel);

    private static async Task<List<string>> ReleasesAsync(StoreUnderTest store)
    {
        await using var db = store.Database.Open();
        var rows = await db.Releases.AsNoTracking().OrderBy(r => r.ProjectId).ThenBy(r => r.Id).ToListAsync(Cancel);
        return rows.ConvertAll(r => $"{r.ProjectId}/{r.Id} {r.Service} {r.Environment} {r.Version} {r.FirstNanos}");
    }
}

public sealed class SqliteEventStoreTests : EventStoreContract<SqliteFile>;

public sealed class SqlServerEventStoreTests : EventStoreContract<SqlServerDatabaseOfItsOwn>;

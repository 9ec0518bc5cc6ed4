using CostDashboard.Core.Langfuse;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;

namespace CostDashboard.Storage.Tests.Contracts;

public abstract class LangfuseEventsContract<TEngine>
    where TEngine : IEngineUnderTest
{
    private const long Trace = 100;
    private const long Observation = 200;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Events_are_found_by_what_they_tell_of_and_once_however_often_they_came()
    {
        await using var store = await TEngine.CreateAsync();
        var (one, two, other) = (Of(Observation, 1), Of(Observation, 2), Of(Observation + 1, 3));
        await store.Langfuse.AddAsync(A.Project, [one, one, other], A.Noon, Cancel);
        await store.Langfuse.AddAsync(A.Project, [two, one], A.Noon + 1, Cancel);
        await store.Langfuse.AddAsync(new(2), [Of(Observation, 9)], A.Noon, Cancel);
        await store.ReopenAsync();

        var story = Assert.Single(await store.Langfuse.GetAsync(A.Project, [Observation, 999], Cancel));

        Assert.Equal(Observation, story.Entity);
        Assert.Null(story.Period);
        Assert.Equal([Shown(one), Shown(two)], story.Events.OrderBy(e => e.Id).Select(Shown));
    }

    [Fact]
    public async Task A_trace_goes_from_its_first_moment_to_its_last_wherever_they_were_told()
    {
        await using var store = await TEngine.CreateAsync();
        await store.Langfuse.AddAsync(A.Project, [Of(Observation, 1, first: -5, last: 7), Of(Observation + 1, 2, first: 2, last: 30)], A.Noon, Cancel);
        Assert.Empty(await store.Langfuse.GetAsync(A.Project, [Trace], Cancel));

        await store.Langfuse.AddAsync(A.Project, [Of(Trace, 3)], A.Noon, Cancel);

        var story = Assert.Single(await store.Langfuse.GetAsync(A.Project, [Trace], Cancel));
        Assert.Equal((A.Noon + -5, A.Noon + 30), story.Period);
    }

    [Fact]
    public async Task Events_are_settled_by_who_took_them_and_only_where_nothing_came_meanwhile()
    {
        await using var store = await TEngine.CreateAsync();
        await store.Langfuse.AddAsync(A.Project, [Of(Observation, 1)], A.Noon, Cancel);
        var before = await store.Langfuse.GetAsync(A.Project, [Observation], Cancel);
        await store.Langfuse.AddAsync(A.Project, [Of(Observation, 2)], A.Noon, Cancel);
        var after = await store.Langfuse.GetAsync(A.Project, [Observation], Cancel);

        Assert.Equal([Observation], await store.Langfuse.SettleAsync(A.Project, before, [1], Cancel));
        Assert.Empty(await store.Langfuse.SettleAsync(A.Project, after, [2], Cancel));
        Assert.Equal([new UnsettledEntity(A.Project, Observation, Trace)], await UnsettledAsync(store));
        Assert.Empty(await store.Langfuse.SettleAsync(A.Project, after, [1], Cancel));
        Assert.Empty(await UnsettledAsync(store));
    }

    [Fact]
    public async Task A_trace_has_grown_where_an_observation_lasts_longer()
    {
        await using var store = await TEngine.CreateAsync();
        await store.Langfuse.AddAsync(A.Project, [Of(Trace, 1)], A.Noon, Cancel);
        var story = await store.Langfuse.GetAsync(A.Project, [Trace], Cancel);
        await store.Langfuse.AddAsync(A.Project, [Of(Observation, 2, last: 9)], A.Noon, Cancel);

        Assert.Equal([Trace], await store.Langfuse.SettleAsync(A.Project, story, [1], Cancel));
    }

    [Fact]
    public async Task The_oldest_unsettled_are_found_first_and_the_newest_not_yet()
    {
        await using var store = await TEngine.CreateAsync();
        await store.Langfuse.AddAsync(A.Project, [Of(Observation, 1)], A.Noon + 1, Cancel);
        await store.Langfuse.AddAsync(A.Project, [Of(Observation + 1, 2)], A.Noon, Cancel);
        await store.Langfuse.AddAsync(A.Project, [Of(Observation + 2, 3)], A.Noon + 2, Cancel);

        Assert.Equal([Observation + 1, Observation], (await store.Langfuse.GetUnsettledAsync(A.Noon + 2, 2, Cancel)).Select(one => one.Entity));
        Assert.Equal([Observation + 1], (await store.Langfuse.GetUnsettledAsync(A.Noon + 2, 1, Cancel)).Select(one => one.Entity));
    }

    [Fact]
    public async Task No_more_events_of_one_observation_are_taken_than_the_limit_and_those_that_are_there_come_again()
    {
        await using var store = await TEngine.CreateAsync();
        LangfuseEvent[] most = [.. Enumerable.Range(1, ILangfuseEvents.MostEvents).Select(id => Of(Observation, id))];

        Assert.Empty(await store.Langfuse.AddAsync(A.Project, most, A.Noon, Cancel));
        Assert.Equal([Observation], await store.Langfuse.AddAsync(A.Project, [Of(Observation, 9_999), Of(Observation + 1, 1)], A.Noon, Cancel));
        Assert.Empty(await store.Langfuse.AddAsync(A.Project, most, A.Noon, Cancel));
        Assert.Equal([ILangfuseEvents.MostEvents, 1], (await store.Langfuse.GetAsync(A.Project, [Observation, Observation + 1], Cancel)).Select(story => story.Events.Count).OrderDescending());
    }

    [Fact]
    public async Task What_is_known_goes_as_a_whole_once_nothing_was_added_for_long()
    {
        await using var store = await TEngine.CreateAsync();
        await AddSettledAsync(store, Of(Observation, 1), A.Noon);
        await AddSettledAsync(store, Of(Observation + 1, 2), A.Noon);
        await AddSettledAsync(store, Of(Observation + 1, 3), A.Noon + 10);
        await store.Langfuse.AddAsync(A.Project, [Of(Observation + 2, 4)], A.Noon, Cancel);

        Assert.Equal(1, await store.Langfuse.DeleteAsync(A.Noon + 5, Cancel));
        Assert.Equal(0, await store.Langfuse.DeleteAsync(A.Noon + 5, Cancel));

        var left = await store.Langfuse.GetAsync(A.Project, [Observation, Observation + 1, Observation + 2], Cancel);
        Assert.Equal([(Observation + 1, 2), (Observation + 2, 1)], left.OrderBy(story => story.Entity).Select(story => (story.Entity, story.Events.Count)));
    }

    private static async Task AddSettledAsync(StoreUnderTest store, LangfuseEvent one, UnixNanos at)
    {
        await store.Langfuse.AddAsync(A.Project, [one], at, Cancel);
        await store.Langfuse.SettleAsync(A.Project, await store.Langfuse.GetAsync(A.Project, [one.Entity], Cancel), [one.Id], Cancel);
    }

    private static Task<IReadOnlyList<UnsettledEntity>> UnsettledAsync(StoreUnderTest store) => store.Langfuse.GetUnsettledAsync(A.Noon + UnixNanos.PerDay, 10, Cancel);

    private static LangfuseEvent Of(long entity, long id, long first = 0, long last = 0) =>
        new(entity, id, Trace, A.Noon + first, A.Noon + last, System.Text.Encoding.UTF8.GetBytes($"{{\"id\":{id},\"long\":\"{new string('x', 2_000)}\"}}"));

    private static (long, long, long?, UnixNanos, UnixNanos, string) Shown(LangfuseEvent one) =>
        (one.Entity, one.Id, one.Trace, one.First, one.Last, System.Text.Encoding.UTF8.GetString(one.Json.Span));
}

public sealed class SqliteLangfuseEventsTests : LangfuseEventsContract<SqliteFile>;

public sealed class SqlServerLangfuseEventsTests : LangfuseEventsContract<SqlServerDatabaseOfItsOwn>;

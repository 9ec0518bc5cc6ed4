using CostDashboard.Core.Content;
using CostDashboard.Core.Units;
using CostDashboard.Storage.Engines;
using CostDashboard.TestKit;

namespace CostDashboard.Storage.Tests.Contracts;

public abstract class ContentStoreContract<TEngine>
    where TEngine : IEngineUnderTest
{
    private static readonly UnixNanos s_everything = new(0);
    private static readonly ContentReading s_reading = new(new(null, "ada@example.org"), "trace t1", "project one");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Content_is_kept_with_its_span_and_survives_a_restart()
    {
        await using var store = await TEngine.CreateAsync();
        var content = Content("hello " + new string('x', 50_000), notes: "'k' was cut");

        await store.Spans.CommitAsync([A.Span("s1") with { Content = content }, A.Span("s2", parent: "s1")], Cancel);
        await store.ReopenAsync();

        var kept = Assert.Single(await store.Contents.ListAsync(A.Trace(), s_everything, Cancel));
        Assert.Equal(A.SpanId("s1"), kept.Span);
        Assert.InRange(kept.Bytes, 1, 5_000);
        Assert.Equal(content, Assert.Single(await ReadAsync(store, "s1", "s2")).Value);
        Assert.All(await store.Traces.GetSpansAsync(A.Trace(), Cancel), span => Assert.Null(span.Content));
    }

    [Fact]
    public async Task A_span_that_comes_again_replaces_its_content_and_without_any_leaves_it()
    {
        await using var store = await TEngine.CreateAsync();
        await store.Spans.CommitAsync([A.Span("s1") with { Content = Content("first") }], Cancel);

        await store.Spans.CommitAsync([A.Span("s1") with { Content = Content("second") }], Cancel);
        await store.Spans.CommitAsync([A.Span("s1")], Cancel);

        Assert.Equal(Content("second"), Assert.Single(await ReadAsync(store, "s1")).Value);
    }

    [Fact]
    public async Task A_commit_that_fails_keeps_no_content()
    {
        await using var store = await TEngine.CreateAsync();
        await using (var session = await store.Database.BeginAsync(Cancel))
        {
            var rows = new CommitRows { SharedParts = new Dictionary<(int, long), byte[]>() };
            rows.Contents.Add(new() { TraceNumber = 1, SpanId = 1, ProjectId = 1, ArrivedNanos = 1, Content = [1] });
            await session.WriteAsync(rows, Cancel);
        }

        Assert.Equal(0, await store.Contents.DeleteAsync(A.Project, new(long.MaxValue), Cancel));
    }

    [Fact]
    public async Task A_project_sees_its_own_content_alone_also_of_the_same_trace_id()
    {
        await using var store = await TEngine.CreateAsync();
        await store.Spans.CommitAsync([A.Span("s1") with { Content = Content("mine") }, A.Span("s1", project: new(2)) with { Content = Content("theirs") }], Cancel);

        Assert.Equal(Content("mine"), Assert.Single(await ReadAsync(store, "s1")).Value);
        await store.Contents.DeleteAsync(new(2), new(long.MaxValue), Cancel);
        Assert.Single(await ReadAsync(store, "s1"));
    }

    [Fact]
    public async Task What_arrived_before_the_cutoff_is_not_shown_and_is_deleted_while_the_span_stays()
    {
        await using var store = await TEngine.CreateAsync();
        await store.Spans.CommitAsync([.. Enumerable.Range(0, 3).Select(i => A.Span($"s{i}") with { Content = Content($"{i}") })], Cancel);
        var arrived = (await store.Contents.ListAsync(A.Trace(), s_everything, Cancel))[0].ArrivedAt;

        Assert.Empty(await store.Contents.ListAsync(A.Trace(), arrived + 1, Cancel));
        Assert.Empty(await store.Contents.ReadAsync(A.Trace(), [A.SpanId("s1")], arrived + 1, s_reading, A.Noon, Cancel));
        Assert.Equal(0, await store.Contents.DeleteAsync(A.Project, arrived, Cancel));
        Assert.Equal(3, await store.Contents.DeleteAsync(A.Project, arrived + 1, Cancel));

        Assert.Empty(await store.Contents.ListAsync(A.Trace(), s_everything, Cancel));
        Assert.Equal(3, (await store.Traces.GetSpansAsync(A.Trace(), Cancel)).Count);
    }

    [Fact]
    public async Task Every_reading_is_in_the_audit_log_once_an_hour_for_a_reader_and_a_trace()
    {
        await using var store = await TEngine.CreateAsync();
        var bob = s_reading with { Reader = new(Guid.NewGuid(), "bob@example.org") };

        await ReadAsync(store, s_reading, A.Noon);
        await ReadAsync(store, s_reading, A.Noon + UnixNanos.PerMinute);
        await store.ReopenAsync();
        await ReadAsync(store, s_reading, A.Noon + (2 * UnixNanos.PerMinute));
        await ReadAsync(store, bob, A.Noon + (3 * UnixNanos.PerMinute));
        await ReadAsync(store, s_reading with { Subject = "trace t2" }, A.Noon + (4 * UnixNanos.PerMinute));
        await ReadAsync(store, s_reading, A.Noon + UnixNanos.PerHour);

        Assert.Equal(
            [
                new(A.Noon + UnixNanos.PerHour, s_reading.Reader, "content.read", "trace t1", "project one"),
                new(A.Noon + (4 * UnixNanos.PerMinute), s_reading.Reader, "content.read", "trace t2", "project one"),
                new(A.Noon + (3 * UnixNanos.PerMinute), bob.Reader, "content.read", "trace t1", "project one"),
                new(A.Noon, s_reading.Reader, "content.read", "trace t1", "project one"),
            ],
            await store.GetAuditAsync(Cancel));
    }

    [Fact]
    public async Task A_listing_is_no_reading_and_more_spans_than_one_reading_takes_are_refused()
    {
        await using var store = await TEngine.CreateAsync();

        await store.Contents.ListAsync(A.Trace(), s_everything, Cancel);
        var many = Enumerable.Range(1, IContentStore.MostSpans + 1).Select(i => A.SpanId($"{i}")).ToList();
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => store.Contents.ReadAsync(A.Trace(), many, s_everything, s_reading, A.Noon, Cancel));

        Assert.Empty(await store.GetAuditAsync(Cancel));
    }

    private static Task<IReadOnlyDictionary<SpanId, SpanContent>> ReadAsync(StoreUnderTest store, params string[] spans) =>
        store.Contents.ReadAsync(A.Trace(), [.. spans.Select(A.SpanId)], s_everything, s_reading, A.Noon, Cancel);

    private static Task ReadAsync(StoreUnderTest store, ContentReading reading, UnixNanos now) =>
        store.Contents.ReadAsync(A.Trace(), [A.SpanId("s1")], s_everything, reading, now, Cancel);

    private static SpanContent Content(string text, params string[] notes) =>
        SpanContent.Stored([new("gen_ai.prompt.0.content", text), new("message", "\ud800 half", "gen_ai.choice", 2)], notes);
}

public sealed class SqliteContentStoreTests : ContentStoreContract<SqliteFile>;

public sealed class SqlServerContentStoreTests : ContentStoreContract<SqlServerDatabaseOfItsOwn>;

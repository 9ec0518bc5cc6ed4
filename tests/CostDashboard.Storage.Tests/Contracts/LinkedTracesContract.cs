using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces.Links;
using CostDashboard.Storage.Model;
using CostDashboard.TestKit;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Tests.Contracts;

public abstract class LinkedTracesContract<TEngine>
    where TEngine : IEngineUnderTest
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<int> Seeds => [1, 2, 3];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Linked_traces_are_those_of_a_store_that_is_obviously_right_in_whatever_order_spans_come(int seed)
    {
        var spans = RandomLinks.Of(seed, traces: 40);
        var right = new InMemoryStore();
        await right.CommitAsync(spans, Cancel);
        await using var store = await TEngine.CreateAsync();
        var pending = RandomSpans.Shuffled(spans, new(seed));
        foreach (var some in pending.Chunk(17))
        {
            await store.Spans.CommitAsync(some, Cancel);
        }

        foreach (var trace in spans.Select(s => s.Key.TraceKey).Distinct())
        {
            Assert.Equivalent(await right.GetAsync(trace, Cancel), await store.Links.GetAsync(trace, Cancel), strict: true);
        }
    }

    [Fact]
    public async Task A_trace_that_is_not_stored_has_no_linked_ones()
    {
        await using var store = await TEngine.CreateAsync();

        Assert.Null(await store.Links.GetAsync(A.Trace(), Cancel));
    }

    [Fact]
    public async Task A_span_that_comes_again_with_other_links_has_those_and_no_others()
    {
        await using var store = await TEngine.CreateAsync();
        await store.Spans.CommitAsync([Sub(A.Link("root", "a"), A.Link("root", "b")), Starter("a"), Starter("b"), Starter("c")], Cancel);
        Assert.Equal(2, await CountAsync(store));

        await store.Spans.CommitAsync([Sub(A.Link("root", "c"), A.Link("root", "c", ("again", AttributeValue.Of("yes"))), A.Link("sub", "sub"))], Cancel);

        Assert.Equal(1, await CountAsync(store));
        Assert.Equal(["root c"], (await store.Links.GetAsync(A.Trace("sub"), Cancel))!.StartedBy.Select(s => s.Span.Name));

        await store.Spans.CommitAsync([Sub()], Cancel);

        Assert.Equal(0, await CountAsync(store));
    }

    [Fact]
    public async Task Spans_without_links_have_no_rows_and_a_retry_adds_none()
    {
        await using var store = await TEngine.CreateAsync();
        PricedSpan[] batch = [Starter("a"), Sub(A.Link("root", "a")), A.Span("more", "sub", "sub", start: 2)];

        await store.Spans.CommitAsync(batch, Cancel);
        await store.Spans.CommitAsync(batch, Cancel);

        Assert.Equal(1, await CountAsync(store));
    }

    // As a database from before links were indexed is; broken off in the middle, and whole at the next start.
    [Fact]
    public async Task An_older_database_learns_its_links_from_the_spans_at_start_and_goes_on_where_it_was_broken_off()
    {
        await using var store = await TEngine.CreateAsync();
        await store.Spans.CommitAsync(RandomLinks.Of(seed: 7, traces: 40), Cancel);
        var before = await RowsAsync(store);
        Assert.NotEmpty(before);
        await ForgetAsync(store, from: long.MinValue);
        await store.Access.SetSettingAsync(Storage.Traces.LinkIndex.Setting, null, Cancel);
        await store.ReopenAsync();
        Assert.Equal(before, await RowsAsync(store));

        var (number, span, _, _, _) = before[before.Count / 2];
        await ForgetAsync(store, from: number);
        await store.Access.SetSettingAsync(Storage.Traces.LinkIndex.Setting, $"{Storage.Traces.LinkIndex.Version} {number - 1} {span}", Cancel);
        await store.ReopenAsync();

        Assert.Equal(before, await RowsAsync(store));
        Assert.Equal(Storage.Traces.LinkIndex.Version, await store.Access.GetSettingAsync(Storage.Traces.LinkIndex.Setting, Cancel));
    }

    // A poller that every trace of a project is linked to: it is left out, and takes nothing of its neighbours.
    [Fact]
    public async Task A_trace_with_too_many_links_takes_none_of_its_neighbours_from_the_total()
    {
        await using var store = await TEngine.CreateAsync();
        List<PricedSpan> spans = [A.Span("root", null, "asked", duration: 9_000)];
        spans.AddRange(Enumerable.Range(0, 5).Select(i => A.Span("root", null, $"sub {i}", start: 10 + i, duration: 9_000, usd: 1, links: [A.Link("root", "asked")])));
        for (var i = 0; i <= LinkLimits.MostLinksOfTrace / 100; i++)
        {
            spans.Add(A.Span("root", null, $"crowd {i}", start: 1_000 + i, links: [.. Enumerable.Range(0, 100).Select(k => A.Link($"k{k}", "sub 2"))]));
        }

        await store.Spans.CommitAsync(spans, Cancel);

        var linked = (await store.Links.GetAsync(A.Trace("asked"), Cancel))!;

        Assert.Equal((4_000_000_000, true), (linked.Together.CostNanoUsd, linked.IsCut));
        Assert.Equal(A.TraceId("sub 2"), Assert.Single(linked.Found, t => !t.IsCounted).Id);
        Assert.True((await store.Links.GetAsync(A.Trace("sub 2"), Cancel))!.IsCut);
    }

    private static PricedSpan Starter(string trace) => A.Span("root", null, trace, name: "root " + trace, duration: 1_000);

    private static PricedSpan Sub(params SpanLink[] links) => A.Span("sub", null, "sub", start: 1, usd: 1, links: links);

    private static async Task<int> CountAsync(StoreUnderTest store) => (await RowsAsync(store)).Count;

    private static async Task<List<(long Number, long Span, string To, long ToSpan, LinkSense Sense)>> RowsAsync(StoreUnderTest store)
    {
        await using var db = store.Database.Open();
        var rows = await db.SpanLinks.AsNoTracking().ToListAsync(Cancel);
        return [.. rows.Select(Image).Order()];
    }

    private static (long Number, long Span, string To, long ToSpan, LinkSense Sense) Image(SpanLinkRow row) =>
        (row.TraceNumber, row.SpanId, Convert.ToHexStringLower(row.LinkedTraceId), row.LinkedSpanId, row.Sense);

    private static async Task ForgetAsync(StoreUnderTest store, long from)
    {
        await using var db = store.Database.Open();
        await db.SpanLinks.Where(l => l.TraceNumber >= from).ExecuteDeleteAsync(Cancel);
    }
}

public sealed class SqliteLinkedTracesTests : LinkedTracesContract<SqliteFile>;

public sealed class SqlServerLinkedTracesTests : LinkedTracesContract<SqlServerDatabaseOfItsOwn>;

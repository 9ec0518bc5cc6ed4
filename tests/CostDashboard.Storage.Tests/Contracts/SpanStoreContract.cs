using CostDashboard.Core.Access;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;

namespace CostDashboard.Storage.Tests.Contracts;

public abstract class SpanStoreContract<TEngine> : IAsyncLifetime
    where TEngine : IEngineUnderTest
{
    private StoreUnderTest _store = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _store = await TEngine.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        if (_store is not null)
        {
            await _store.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_stamp_changes_when_spans_come_and_is_the_same_as_long_as_none_do()
    {
        await _store.Spans.CommitAsync([A.Span("root"), A.Span("call", "root", tokens: new Usage(10, 0, 0, 0, 1), usd: 0.1m)], Cancel);
        var stamp = await _store.Traces.GetStampAsync(A.Trace(), Cancel);
        Assert.Equal(stamp, await _store.Traces.GetStampAsync(A.Trace(), Cancel));
        Assert.Equal(100_000_000, stamp!.Summary.CostNanoUsd);

        await _store.Spans.CommitAsync([A.Span("late", "root")], Cancel);

        Assert.NotEqual(stamp, await _store.Traces.GetStampAsync(A.Trace(), Cancel));
        Assert.Null(await _store.Traces.GetStampAsync(A.Trace("none"), Cancel));
    }

    [Fact]
    public async Task Events_and_links_are_read_of_the_spans_that_are_asked_for()
    {
        var (plain, full, other) = (A.Span("plain"), A.Span("full", "plain"), A.Span("other", "plain"));
        var source = full.Span.Source with
        {
            Events = [new(A.Noon + 5_000_000, "gen_ai.first_token", SpanAttributes.Of(("a", AttributeValue.Of("b")))), new(A.Noon + 7_000_000, "exception", SpanAttributes.None)],
            Links = [new(A.TraceId("t2"), A.SpanId("x"), SpanAttributes.None)],
        };
        await _store.Spans.CommitAsync([plain, full with { Span = full.Span with { Source = source } }, other with { Span = other.Span with { Source = other.Span.Source with { Events = source.Events } } }], Cancel);

        var moments = Assert.Single(await _store.Traces.GetMomentsAsync(A.Trace(), [A.SpanId("plain"), A.SpanId("full")], Cancel));

        Assert.Equal(A.SpanId("full"), moments.Span);
        Assert.Equal([new SpanMoment(A.Noon + 5_000_000, "gen_ai.first_token"), new SpanMoment(A.Noon + 7_000_000, "exception")], moments.Events);
        Assert.Equal(1, moments.Links);
    }

    [Fact]
    public async Task A_span_comes_back_as_it_was_stored()
    {
        var span = Full.Span();

        await _store.Spans.CommitAsync([span], Cancel);

        SameSpans.Assert(span, await _store.Traces.GetSpanAsync(span.Key, Cancel));
        SameSpans.Assert([span], await _store.Traces.GetSpansAsync(span.Key.TraceKey, Cancel));
        Assert.Equal([SpanFacts.Of(span)], (await _store.Traces.GetFactsAsync(span.Key.TraceKey, Cancel)).Spans);
    }

    [Fact]
    public async Task What_was_acknowledged_is_there_after_a_restart()
    {
        await _store.Spans.CommitAsync([A.Span("s1"), A.Span("s2", parent: "s1", tokens: new(10, 0, 0, 0, 5), usd: 0.5m)], Cancel);

        await _store.ReopenAsync();

        Assert.Equal(2, (await _store.Traces.GetSpansAsync(A.Trace(), Cancel)).Count);
        Assert.Equal(500_000_000, (await TotalAsync()).CostNanoUsd);
    }

    [Fact]
    public async Task A_retried_batch_changes_nothing()
    {
        PricedSpan[] batch = [A.Span("s1"), A.Span("s2", parent: "s1", tokens: new(10, 0, 0, 0, 5), usd: 0.5m)];

        await _store.Spans.CommitAsync(batch, Cancel);
        var once = await TotalAsync();
        await _store.Spans.CommitAsync(batch, Cancel);

        Assert.Equal(once, await TotalAsync());
        SameSpans.Assert(batch, await _store.Traces.GetSpansAsync(A.Trace(), Cancel));
    }

    [Fact]
    public async Task A_span_that_comes_again_with_other_content_replaces_itself()
    {
        await _store.Spans.CommitAsync([A.Span("s1", tokens: new(10, 0, 0, 0, 5), usd: 0.5m)], Cancel);
        await _store.Spans.CommitAsync([A.Span("s1", tokens: new(10, 0, 0, 0, 5), usd: 0.2m, isError: true)], Cancel);

        var total = await TotalAsync();

        Assert.Equal((200_000_000L, 1L, 1L, 1L), (total.CostNanoUsd, total.Calls, total.Spans, total.Errors));
    }

    [Fact]
    public async Task Of_a_span_that_is_twice_in_a_batch_the_last_one_holds()
    {
        await _store.Spans.CommitAsync([A.Span("s1", name: "first"), A.Span("s1", name: "last")], Cancel);

        Assert.Equal("last", (await _store.Traces.GetSpanAsync(A.SpanKey("s1"), Cancel))?.Span.Source.Name);
    }

    [Fact]
    public async Task A_wrapper_that_shows_itself_late_is_charged_no_longer()
    {
        await _store.Spans.CommitAsync([A.Span("agent", tokens: new(100, 0, 0, 0, 50), usd: 1m)], Cancel);
        await _store.Spans.CommitAsync([A.Span("call", parent: "agent", tokens: new(100, 0, 0, 0, 50), usd: 1m)], Cancel);

        var total = await TotalAsync();

        Assert.Equal((1_000_000_000L, 1L, 2L), (total.CostNanoUsd, total.Calls, total.Spans));
        Assert.True((await _store.Ledger.VerifyAsync(null, Cancel)).TiesOut);
    }

    [Fact]
    public async Task Two_projects_may_hold_the_same_trace()
    {
        var other = new ProjectId(2);

        await _store.Spans.CommitAsync([A.Span("s1", name: "ours"), A.Span("s1", name: "theirs", project: other)], Cancel);

        Assert.Equal("ours", Assert.Single(await _store.Traces.GetSpansAsync(A.Trace(), Cancel)).Span.Source.Name);
        Assert.Equal("theirs", Assert.Single(await _store.Traces.GetSpansAsync(new(other, A.TraceId()), Cancel)).Span.Source.Name);
    }

    [Fact]
    public async Task Traces_that_all_start_at_the_same_moment_are_kept_apart()
    {
        PricedSpan[] spans = [.. Enumerable.Range(0, 3000).Select(i => A.Span("s1", trace: $"t{i}"))];

        await _store.Spans.CommitAsync(spans[..2000], Cancel);
        await _store.Spans.CommitAsync(spans[2000..], Cancel);

        Assert.Equal(3000, (await TotalAsync()).Traces);
        Assert.True((await _store.Ledger.VerifyAsync(null, Cancel)).TiesOut);
    }

    [Fact]
    public async Task Concurrent_commits_to_one_trace_add_up()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(
            () => _store.Spans.CommitAsync([A.Span($"s{i}", tokens: new(1, 0, 0, 0, 1), usd: 0.001m)], Cancel), Cancel)));

        Assert.Equal(8_000_000, (await TotalAsync()).CostNanoUsd);
        Assert.Equal(8, (await _store.Traces.GetFactsAsync(A.Trace(), Cancel)).Spans.Count);
        Assert.True((await _store.Ledger.VerifyAsync(null, Cancel)).TiesOut);
    }

    [Fact]
    public async Task A_batch_with_a_span_that_cannot_be_stored_changes_nothing()
    {
        var value = AttributeValue.Of(1);
        for (var i = 0; i < 200; i++)
        {
            value = AttributeValue.Of([value]);
        }

        await Assert.ThrowsAsync<InvalidDataException>(() =>
            _store.Spans.CommitAsync([A.Span("s1"), A.Span("s2", attributes: SpanAttributes.Of(("deep", value)))], Cancel));

        Assert.Empty(await _store.Traces.GetSpansAsync(A.Trace(), Cancel));
    }

    [Fact]
    public async Task Text_that_is_no_text_does_no_harm()
    {
        var name = "nul\0 half\ud83d end";
        PricedSpan[] batch = [A.Span("s1", name: name, model: "m\0\ud83d", tokens: new(1, 0, 0, 0, 0), usd: 1m, attribution: new(User: "u\0"))];

        await _store.Spans.CommitAsync(batch, Cancel);
        await _store.Spans.CommitAsync(batch, Cancel);

        Assert.Equal("nul\u2400 half\ufffd end", (await _store.Traces.GetSpanAsync(batch[0].Key, Cancel))?.Span.Source.Name);
        Assert.True((await _store.Ledger.VerifyAsync(null, Cancel)).TiesOut);
    }

    [Fact]
    public async Task Nothing_is_said_of_what_is_not_there()
    {
        Assert.Null(await _store.Traces.GetSpanAsync(A.SpanKey("none"), Cancel));
        Assert.Empty(await _store.Traces.GetSpansAsync(A.Trace("none"), Cancel));
        Assert.Same(TraceFacts.None, await _store.Traces.GetFactsAsync(A.Trace("none"), Cancel));
    }

    [Fact]
    public async Task A_batch_whose_spend_no_longer_fits_a_total_fails_and_changes_nothing()
    {
        static PricedSpan Dear(string trace) => A.Span("s1", trace: trace, tokens: new(10, 0, 0, 0, 5), usd: 5_000_000_000m);
        await _store.Spans.CommitAsync([Dear("t1")], Cancel);

        await Assert.ThrowsAsync<OverflowException>(() => _store.Spans.CommitAsync([Dear("t2")], Cancel));
        await Assert.ThrowsAsync<OverflowException>(() => _store.Spans.CommitAsync([Dear("t3"), Dear("t4")], Cancel));
        await _store.Spans.CommitAsync([A.Span("s1", trace: "t5", tokens: new(10, 0, 0, 0, 5), usd: 0.5m)], Cancel);

        Assert.Empty(await _store.Traces.GetSpansAsync(A.Trace("t2"), Cancel));
        var total = await TotalAsync();
        Assert.Equal((5_000_000_000_500_000_000, 2L), (total.CostNanoUsd, total.Calls));
        Assert.True((await _store.Ledger.VerifyAsync(null, Cancel)).TiesOut);
    }

    private async Task<SpendMeasures> TotalAsync() => (await _store.Spend.AskAsync(
        new(null, A.Noon.Floor(UnixNanos.PerDay), A.Noon.Floor(UnixNanos.PerDay) + UnixNanos.PerDay, Grain.Total, [], []), Cancel)).Total;
}

public sealed class SqliteSpanStoreTests : SpanStoreContract<SqliteFile>;

public sealed class SqlServerSpanStoreTests : SpanStoreContract<SqlServerDatabaseOfItsOwn>;

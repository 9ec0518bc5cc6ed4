using CostDashboard.TestKit;
using CostDashboard.Web.Features.Traces;

namespace CostDashboard.Web.Tests.Features.Traces;

public sealed class TraceSightsTests
{
    private readonly SetClock _clock = new();
    private readonly InMemoryStore _store;
    private readonly TraceSights _sights;

    public TraceSightsTests()
    {
        _store = new(clock: _clock);
        _sights = new(_store, _clock);
    }

    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ten_viewers_of_a_trace_hold_one_of_it()
    {
        await _store.CommitAsync([A.Span("root")], Cancel);

        var seen = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => _sights.GetAsync(A.Trace(), Cancel)));

        Assert.All(seen, sight => Assert.Same(seen[0], sight));
        Assert.NotNull(seen[0]);
    }

    [Fact]
    public async Task Spans_that_come_are_seen_by_the_next_who_looks()
    {
        await _store.CommitAsync([A.Span("root")], Cancel);
        var before = await _sights.GetAsync(A.Trace(), Cancel);

        await _store.CommitAsync([A.Span("late", "root")], Cancel);

        Assert.Equal((1, 2), (before!.Waterfall.Rows.Count, (await _sights.GetAsync(A.Trace(), Cancel))!.Waterfall.Rows.Count));
    }

    [Fact]
    public async Task What_is_provisional_is_final_once_the_trace_is_quiet()
    {
        await _store.CommitAsync([A.Span("agent", tokens: new(1, 0, 0, 0, 0), usd: 1, isWrapperByName: true)], Cancel);
        Assert.Equal(1, (await _sights.GetAsync(A.Trace(), Cancel))!.Provisional);

        _clock.Now += TimeSpan.FromMinutes(10);

        Assert.Equal(0, (await _sights.GetAsync(A.Trace(), Cancel))!.Provisional);
    }

    [Fact]
    public async Task Who_still_looks_shares_with_who_comes_later_and_what_nobody_looks_at_is_let_go_of()
    {
        await _store.CommitAsync([A.Span("root"), A.Span("other", trace: "t2")], Cancel);
        var kept = await _sights.GetAsync(A.Trace(), Cancel);
        var gone = await LookAwayAsync();
        _clock.Now += TraceSights.KeptFor;

        var again = await _sights.GetAsync(A.Trace(), Cancel);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        Assert.Same(kept, again);
        Assert.False(gone.TryGetTarget(out _));
        GC.KeepAlive(kept);
    }

    [Fact]
    public async Task A_trace_that_is_not_here_is_none() => Assert.Null(await _sights.GetAsync(A.Trace("none"), Cancel));

    // In a method of its own, so that no variable holds it.
    private async Task<WeakReference<TraceSight>> LookAwayAsync() => new((await _sights.GetAsync(A.Trace("t2"), Cancel))!);

    private sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 8, 6, 13, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}

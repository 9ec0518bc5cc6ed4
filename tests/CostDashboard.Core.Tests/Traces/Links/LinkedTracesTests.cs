using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.Links;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Traces.Links;

public sealed class LinkedTracesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    [Fact]
    public async Task Sub_agents_of_sub_agents_count_into_all_above_them()
    {
        var store = await StoreAsync(Trace("a", 0, 1), Trace("b", 1, 2, "a"), Trace("c", 2, 4, "b"), Trace("d", 3, 8, "b"));

        Assert.Equal([15, 14, 4, 8], [await CostAsync(store, "a"), await CostAsync(store, "b"), await CostAsync(store, "c"), await CostAsync(store, "d")]);
        var a = (await store.GetAsync(A.Trace("a"), Cancel))!;
        Assert.Equal([("b", 1, 14), ("c", 2, 4), ("d", 2, 8)], a.Found.Select(t => (t.Summary.Name, t.Depth, (int)(t.Together.CostNanoUsd / 1_000_000_000))));
        Assert.Equal([A.TraceId("b")], a.Under(A.SpanId("a")).Select(t => t.Id));
    }

    // Two ways lead to d: it is one trace, and counts once.
    [Fact]
    public async Task What_is_reached_by_two_ways_counts_once_where_they_meet()
    {
        var store = await StoreAsync(Trace("a", 0, 1), Trace("b", 1, 2, "a"), Trace("c", 2, 4, "a"), Trace("d", 3, 8, "b", "c"));

        Assert.Equal([15, 2, 4], [await CostAsync(store, "a"), await CostAsync(store, "b"), await CostAsync(store, "c")]);
        var d = (await store.GetAsync(A.Trace("a"), Cancel))!.Found[^1];
        Assert.Equal((A.TraceId("a"), 1, 2), (d.Parent, d.Depth, d.Starters.Count));
        Assert.Equal(LinkVerdict.Shared, Assert.Single((await store.GetAsync(A.Trace("b"), Cancel))!.Found).Verdict);
    }

    [Fact]
    public async Task A_batch_of_many_requests_counts_into_none_of_them()
    {
        var store = await StoreAsync(Trace("one", 0, 1), Trace("two", 1, 2), Trace("batch", 2, 4, "one", "two"), Trace("step", 3, 8, "batch"));

        Assert.Equal([1, 2, 12], [await CostAsync(store, "one"), await CostAsync(store, "two"), await CostAsync(store, "batch")]);
        var one = (await store.GetAsync(A.Trace("one"), Cancel))!;
        Assert.Equal([LinkVerdict.Shared, LinkVerdict.Shared], one.Found.Select(t => t.Verdict));
        Assert.Equal([A.TraceId("one"), A.TraceId("two")], (await store.GetAsync(A.Trace("batch"), Cancel))!.StartedBy.Select(s => s.Trace.Key.Trace));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task The_total_is_the_sum_over_the_spans_of_all_that_only_this_trace_started(int seed)
    {
        var spans = RandomLinks.Of(seed, traces: 40);
        var store = new InMemoryStore();
        await store.CommitAsync(spans, Cancel);
        var costs = spans.GroupBy(s => s.Key.TraceKey).ToDictionary(g => g.Key.Trace, g => A.Rollup(g).Spans.Sum(s => s.Charge.IsCharged ? s.Charge.CostNanoUsd : 0));
        var starters = StartersOf(spans);
        var isAnyLinked = false;
        foreach (var trace in costs.Keys)
        {
            var linked = (await store.GetAsync(new(A.Project, trace), Cancel))!;

            // Once more, by the definition: as long as there is a trace all of whose starters are in, it is in.
            HashSet<TraceId> all = [trace];
            while (starters.FirstOrDefault(s => !all.Contains(s.Key) && s.Value.IsSubsetOf(all)) is { Value: not null } more)
            {
                all.Add(more.Key);
            }

            Assert.Equal(all.Order(), linked.Found.Where(t => t.IsCounted).Select(t => t.Id).Append(trace).Order());
            Assert.Equal(all.Sum(t => costs[t]), linked.Together.CostNanoUsd);
            Assert.Equal(costs[trace], linked.Own.CostNanoUsd);
            isAnyLinked |= all.Count > 3;
        }

        Assert.True(isAnyLinked);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Every_node_is_its_own_cost_and_its_children_s_and_no_two_totals_overlap(int seed)
    {
        var store = new InMemoryStore();
        var spans = RandomLinks.Of(seed + 1000, traces: 40);
        await store.CommitAsync(spans, Cancel);
        var totals = new List<HashSet<TraceId>>();
        foreach (var trace in spans.Select(s => s.Key.TraceKey).Distinct())
        {
            var linked = (await store.GetAsync(trace, Cancel))!;
            foreach (var node in linked.Found.Where(t => t.IsCounted))
            {
                var below = linked.Found.Where(t => t.IsCounted && t.Parent == node.Id).Sum(t => t.Together.CostNanoUsd);
                Assert.Equal(node.Together.CostNanoUsd, node.Summary.CostNanoUsd + below);
                Assert.Equal(node.Together, (await store.GetAsync(node.Summary.Key, Cancel))!.Together);
            }

            totals.Add([.. linked.Found.Where(t => t.IsCounted).Select(t => t.Id), trace.Trace]);
        }

        Assert.All(totals, one => Assert.All(totals, other => Assert.True(one.IsSubsetOf(other) || other.IsSubsetOf(one) || !one.Overlaps(other))));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task The_order_of_arrival_changes_nothing(int seed)
    {
        var spans = RandomLinks.Of(seed, traces: 30);
        var (inOrder, shuffled) = (new InMemoryStore(), new InMemoryStore());
        await inOrder.CommitAsync(spans, Cancel);
        foreach (var span in Any.Shuffled(new(seed), spans))
        {
            await shuffled.CommitAsync([span], Cancel);
        }

        foreach (var trace in spans.Select(s => s.Key.TraceKey).Distinct())
        {
            Assert.Equivalent(await inOrder.GetAsync(trace, Cancel), await shuffled.GetAsync(trace, Cancel), strict: true);
        }
    }

    [Fact]
    public async Task Everything_that_is_linked_to_everything_comes_to_an_end()
    {
        string[] names = [.. Enumerable.Range(0, 60).Select(i => $"t{i}")];
        var store = await StoreAsync([.. names.Select((name, i) => A.Span(name, null, name, start: i, duration: 1000, usd: 1, links: [.. names.Select(n => A.Link(n, n))]))]);

        // t1 has t0 alone as its starter, t2 has t0 and t1, and so on: all of it is t0's.
        Assert.Equal(60, await CostAsync(store, "t0"));
        Assert.Equal(1, await CostAsync(store, "t1"));
    }

    [Fact]
    public async Task A_chain_is_followed_as_far_as_is_said_and_what_lies_beyond_is_told_of()
    {
        var store = await StoreAsync([.. Enumerable.Range(0, LinkLimits.MostDepth + 3).Select(i => i == 0 ? Trace("t0", 0, 1) : Trace($"t{i}", i, 1, $"t{i - 1}"))]);

        var linked = (await store.GetAsync(A.Trace("t0"), Cancel))!;

        Assert.Equal((LinkLimits.MostDepth, 1, true), (linked.Counted, linked.Beyond, linked.IsCut));
    }

    [Fact]
    public async Task No_more_traces_are_followed_than_is_said()
    {
        var store = await StoreAsync([Trace("t0", 0, 1), .. Enumerable.Range(1, LinkLimits.MostTraces + 5).Select(i => Trace($"t{i}", i / 100.0, 1, "t0"))]);

        var linked = (await store.GetAsync(A.Trace("t0"), Cancel))!;

        Assert.Equal((LinkLimits.MostTraces, 5, true), (linked.Counted, linked.Beyond, linked.IsCut));
    }

    // That others did not start it as well is not known: what may be too much is left out.
    [Fact]
    public void A_trace_with_too_many_links_is_left_out_with_what_it_started()
    {
        var (a, b, c) = (Summary("a", 0), Summary("b", 1), Summary("c", 2));
        var search = new LinkedSearch(a);
        Assert.Equal([a.Key.Trace], search.TakeWanted());
        search.Add([Started(b, a)]);
        Assert.Equal([b.Key.Trace], search.TakeWanted());
        search.LeaveOut(b.Key.Trace);
        search.Add([Started(c, b)]);
        search.TakeWanted();

        var linked = search.Result();

        Assert.Equal((0, true), (linked.Counted, linked.IsCut));
        Assert.Equal([LinkVerdict.Beyond, LinkVerdict.Shared], linked.Found.Select(t => t.Verdict));
    }

    [Fact]
    public void More_money_than_sixty_four_bits_hold_is_refused()
    {
        var (a, b) = (Summary("a", 0) with { CostNanoUsd = long.MaxValue }, Summary("b", 1) with { CostNanoUsd = 1 });
        var search = new LinkedSearch(a);
        search.TakeWanted();
        search.Add([Started(b, a)]);

        Assert.Throws<OverflowException>(search.Result);
    }

    private static FoundLink Started(TraceSummary sub, TraceSummary starter) =>
        new(new(new(sub.Key.Trace, A.SpanId("root"), "root", true), new(starter.Key.Trace, A.SpanId("tool"), "tool", false), LinkSense.Unsaid), sub, starter);

    private static TraceSummary Summary(string name, double start) => TraceSummary.Of(A.Trace(name), A.Rollup(A.Span("root", null, name, start: start)));

    // A trace of one span, as long as a second, that spans of the same names in others started.
    private static PricedSpan Trace(string name, double start, decimal usd, params string[] startedBy) =>
        A.Span(name, null, name, start: start, duration: 1000, usd: usd, links: [.. startedBy.Select(other => A.Link(other, other))]);

    private static async Task<InMemoryStore> StoreAsync(params PricedSpan[] spans)
    {
        var store = new InMemoryStore();
        await store.CommitAsync(spans, Cancel);
        return store;
    }

    private static async Task<decimal> CostAsync(InMemoryStore store, string trace) =>
        Usd.FromNanos((await store.GetAsync(A.Trace(trace), Cancel))!.Together.CostNanoUsd).Amount;

    private static Dictionary<TraceId, HashSet<TraceId>> StartersOf(List<PricedSpan> spans)
    {
        var stored = spans.ToDictionary(s => s.Key);
        var summaries = spans.GroupBy(s => s.Key.TraceKey).ToDictionary(g => g.Key, g => TraceSummary.Of(g.Key, A.Rollup(g)));
        var starters = new Dictionary<TraceId, HashSet<TraceId>>();
        foreach (var span in spans)
        {
            foreach (var link in IndexedLink.Of(span.Span.Source))
            {
                var named = span.Key.TraceKey with { Trace = link.Trace };
                var found = new StoredLink(End(span.Key), End(new(named.Project, named.Trace, link.Span)), link.Sense);
                if (LinkReading.Of(found, summaries[span.Key.TraceKey], summaries.GetValueOrDefault(named)) is { Starter: { } starter, Sub: { } sub })
                {
                    (starters.TryGetValue(sub.Trace, out var known) ? known : starters[sub.Trace] = []).Add(starter.Trace);
                }
            }
        }

        return starters;

        LinkEnd End(SpanKey key) => stored.TryGetValue(key, out var span)
            ? new(key.Trace, key.Span, span.Span.Source.Name, span.Span.Source.Parent is null)
            : new(key.Trace, key.Span, null, false);
    }
}

using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Outcomes;
using CostDashboard.Core.Traces;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Traces.SameCalls;

/// <summary>Whatever the order, the batches and the duplicates: the same spans give the same charges, and each call is charged once.</summary>
public sealed class SameCallProperties
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 25)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task The_same_reports_give_the_same_charges_in_whatever_order_they_come(int seed)
    {
        var random = new Random(seed);
        PricedSpan[] spans = [.. AnyCalls.Reported(random, calls: 60)];

        var (atOnce, inPieces) = await BothAsync(random, spans);

        Assert.NotEqual(0, await AssertSameAsync(spans, atOnce, inPieces));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Crowds_of_like_calls_give_the_same_charges_in_whatever_order_they_come(int seed)
    {
        var random = new Random(seed);
        PricedSpan[] spans = [.. AnyCalls.Crowded(random, reports: 150)];

        var (atOnce, inPieces) = await BothAsync(random, spans);

        Assert.NotEqual(0, await AssertSameAsync(spans, atOnce, inPieces));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Every_call_is_charged_exactly_once(int seed)
    {
        var random = new Random(seed);
        var calls = Enumerable.Range(0, 30).Select(i => AnyCalls.OneCall(random, i)).ToList();

        var (_, store) = await BothAsync(random, [.. calls.SelectMany(c => c.Reports)]);

        foreach (var (id, _, reports) in calls)
        {
            var charges = await ChargesAsync(store, reports.Where(r => r.Span.Call?.ResponseId == id));
            Assert.Equal(1, charges.Count(c => c.IsCharged));
            Assert.All(charges.Where(c => !c.IsCharged), c => Assert.Equal((0L, 0L), (c.CostNanoUsd, c.Usage.Total)));
        }

        Assert.Equal(calls.Sum(c => c.CostNanoUsd), store.Totals.Minutes.Values.Sum(m => m.CostNanoUsd));
        Assert.Equal(calls.Count, store.Totals.Minutes.Values.Sum(m => m.Calls));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Two_calls_of_one_instrumentation_are_never_joined_without_an_id(int seed)
    {
        var random = new Random(seed);
        PricedSpan[] spans = [.. AnyCalls.Crowded(random, reports: 80).Where(s => s.Span.Source is { Parent: null, Origin.ScopeName: "openai" })];

        var (_, store) = await BothAsync(random, spans);

        Assert.Equal(spans.Length, store.Totals.Minutes.Values.Sum(m => m.Calls));
    }

    private static async Task<(InMemoryStore AtOnce, InMemoryStore InPieces)> BothAsync(Random random, PricedSpan[] spans)
    {
        var atOnce = new InMemoryStore();
        await atOnce.CommitAsync(spans, Cancel);
        var inPieces = new InMemoryStore();
        PricedSpan[] sent = Any.Shuffled(random, spans.Concat(Any.Shuffled(random, spans).Take(spans.Length / 3)));
        for (var at = 0; at < sent.Length;)
        {
            var size = random.Next(1, 12);
            await inPieces.CommitAsync([.. sent.Skip(at).Take(size)], Cancel);
            at += size;
        }

        return (atOnce, inPieces);
    }

    // How many reports were joined to others: a test in which none is proves nothing.
    private static async Task<int> AssertSameAsync(PricedSpan[] spans, InMemoryStore expected, InMemoryStore actual)
    {
        var joined = 0;
        foreach (var trace in spans.Select(s => s.Key.TraceKey).Distinct())
        {
            var (left, right) = (await expected.GetFactsAsync(trace, Cancel), await actual.GetFactsAsync(trace, Cancel));
            joined += left.ChargedInstead.Count;
            Assert.Equal(left.ChargedInstead.OrderBy(c => c.Key), right.ChargedInstead.OrderBy(c => c.Key));
        }

        Assert.Equal(Rows(expected.Totals), Rows(actual.Totals));
        Assert.Equal(expected.Totals.Pipelines.OrderBy(p => p.Key.ToString()), actual.Totals.Pipelines.OrderBy(p => p.Key.ToString()));
        Assert.Equal(Outcomes(expected.Totals), Outcomes(actual.Totals));
        return joined;

        static IEnumerable<KeyValuePair<OutcomeDay, OutcomeMeasures>> Outcomes(SpendDelta totals) =>
            totals.Outcomes.OrderBy(o => o.Key.Day).ThenBy(o => o.Key.Series.ComputeSeriesId()).ThenBy(o => o.Key.Outcome.Code);

        static IEnumerable<KeyValuePair<SpendMinute, SpendMeasures>> Rows(SpendDelta totals) =>
            totals.Minutes.OrderBy(m => m.Key.Minute).ThenBy(m => m.Key.Series.ComputeSeriesId());
    }

    private static async Task<List<SpanCharge>> ChargesAsync(InMemoryStore store, IEnumerable<PricedSpan> spans)
    {
        var charges = new List<SpanCharge>();
        foreach (var trace in spans.GroupBy(s => s.Key.TraceKey, s => s.Key.Span))
        {
            var rollup = (await store.GetFactsAsync(trace.Key, Cancel)).Rollup(trace.Key);
            charges.AddRange(rollup.Spans.Where(s => trace.Contains(s.Node.Span.Id)).Select(s => s.Charge));
        }

        return charges;
    }
}

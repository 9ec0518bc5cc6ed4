using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Traces;

public sealed class CommitPlanTests
{
    private static readonly Usage s_tokens = new(1000, 0, 0, 0, 100);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Totals_do_not_depend_on_order_batches_duplicates_or_retries(int seed)
    {
        var random = new Random(seed);
        PricedSpan[] spans = [.. Enumerable.Range(0, 12).SelectMany(t => Any.Trace(random, random.Next(1, 40), $"t{t}", isTorn: true))];
        var store = new InMemoryStore();
        PricedSpan[] sent = Any.Shuffled(random, spans.Concat(Any.Shuffled(random, spans).Take(spans.Length / 3)));

        for (var at = 0; at < sent.Length;)
        {
            var size = random.Next(1, 30);
            var batch = sent.Skip(at).Take(size).ToList();
            await store.CommitAsync(batch, Cancel);
            if (random.Next(3) == 0)
            {
                await store.CommitAsync(batch, Cancel);
            }

            at += size;
        }

        AssertSame(ContributionOf(spans), store.Totals);
    }

    [Fact]
    public async Task A_retry_is_an_empty_difference()
    {
        var store = new InMemoryStore();
        PricedSpan[] batch = Any.Trace(new Random(1), 30, isTorn: true);
        await store.CommitAsync(batch, Cancel);
        var stored = await store.GetFactsAsync(A.Trace(), Cancel);

        var plan = PlanOf(stored.Spans, batch);

        Assert.Empty(plan.Delta.Minutes);
        Assert.Empty(plan.Delta.Days);
        Assert.Empty(plan.Delta.Pipelines);
        Assert.Empty(Assert.Single(plan.Traces).Recharged);
    }

    [Fact]
    public void A_wrapper_gives_its_charge_back_when_the_child_comes_later()
    {
        var wrapper = A.Span("agent", kind: OperationKind.Agent, tokens: s_tokens, usd: 0.5m);
        var call = A.Span("call", "agent", tokens: s_tokens, usd: 0.4m, model: "gpt-4o");

        var first = PlanOf([], [wrapper]);
        var second = PlanOf([A.Facts(wrapper)], [call]);

        Assert.Equal(500_000_000, first.Traces[0].Written[0].Charge.CostNanoUsd);
        var (facts, charge) = Assert.Single(Assert.Single(second.Traces).Recharged);
        Assert.Equal((A.SpanId("agent"), ChargeRole.Wrapper, 0L), (facts.Id, charge.Role, charge.CostNanoUsd));
        Assert.Equal(
            [("gpt-4o", 400_000_000L), ("gpt-4o-mini", -500_000_000L)],
            second.Delta.Minutes.Where(m => m.Value.CostNanoUsd != 0).Select(m => (m.Key.Series.Model, m.Value.CostNanoUsd)).Order());
        Assert.Equal(-100_000_000, second.Delta.Minutes.Values.Sum(m => m.CostNanoUsd));
        Assert.Equal(0, second.Delta.Minutes.Values.Sum(m => m.Calls));
    }

    [Fact]
    public void A_span_that_comes_again_with_other_tokens_replaces_itself()
    {
        var before = A.Span("call", tokens: s_tokens, usd: 0.5m);
        var after = A.Span("call", tokens: new(2000, 0, 0, 0, 100), usd: 0.9m);

        var plan = PlanOf([A.Facts(before)], [after]);

        var row = Assert.Single(plan.Delta.Minutes).Value;
        Assert.Equal((400_000_000L, 0L, 0L, new Usage(1000, 0, 0, 0, 0)), (row.CostNanoUsd, row.Calls, row.Spans, row.Usage));
        Assert.True(row.Latency.IsEmpty);
    }

    [Fact]
    public void Of_a_span_that_comes_twice_in_one_batch_the_last_one_holds()
    {
        var plan = PlanOf([], [A.Span("call", tokens: s_tokens, usd: 0.5m), A.Span("call", tokens: s_tokens, usd: 0.7m)]);

        var change = Assert.Single(plan.Traces);
        Assert.Equal(700_000_000, Assert.Single(change.Written).Charge.CostNanoUsd);
        Assert.Equal(700_000_000, change.Summary.CostNanoUsd);
    }

    [Fact]
    public void A_root_that_comes_last_moves_its_calls_to_its_customer()
    {
        var call = A.Span("call", "root", tokens: s_tokens, usd: 0.5m);
        var root = A.Span("root", attribution: new(Customer: "acme", User: "u1"));

        var plan = PlanOf([A.Facts(call)], [root]);

        Assert.Equal(
            [("", -500_000_000L), ("acme", 500_000_000L)],
            plan.Delta.Minutes.Where(m => m.Value.CostNanoUsd != 0).Select(m => (m.Key.Series.Customer, m.Value.CostNanoUsd)).Order());
        Assert.Equal(("u1", 500_000_000L), plan.Delta.Days.Select(d => (d.Key.Value, d.Value.CostNanoUsd)).Single());
        Assert.Equal(("acme", true), (plan.Traces[0].Summary.Attribution.Customer, plan.Traces[0].Summary.IsComplete));
    }

    [Fact]
    public void Traces_of_two_projects_with_one_id_stay_apart()
    {
        var plan = PlanOf([], [A.Span("a", tokens: s_tokens, usd: 1), A.Span("a", tokens: s_tokens, usd: 2, project: new(2))]);

        Assert.Equal([(1, 1_000_000_000L), (2, 2_000_000_000L)], plan.Traces.Select(t => (t.Key.Project.Value, t.Summary.CostNanoUsd)));
        Assert.All(plan.Traces, trace => Assert.True(trace.IsNew));
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 30)];

    private static CommitPlan PlanOf(IReadOnlyList<SpanFacts> stored, IReadOnlyList<PricedSpan> incoming) =>
        CommitDraft.Of(stored.Count == 0 ? Nothing : new() { [A.Trace()] = TraceFacts.None with { Spans = stored } }, incoming)
            .Plan(Nothing, OrganisationCalendar.Utc);

    private static Dictionary<TraceKey, TraceFacts> Nothing => [];

    private static SpendDelta ContributionOf(IEnumerable<PricedSpan> spans)
    {
        var delta = new SpendDelta();
        foreach (var trace in spans.GroupBy(s => s.Key.TraceKey))
        {
            var tree = TraceAssembler.Assemble(trace.Select(SpanFacts.Of));
            Contribution.Add(delta, TraceRollup.Of(trace.Key.Project, tree), OrganisationCalendar.Utc, 1);
        }

        delta.Trim();
        return delta;
    }

    private static void AssertSame(SpendDelta expected, SpendDelta actual)
    {
        Assert.Equal(expected.Minutes.Keys.ToHashSet(), [.. actual.Minutes.Keys]);
        Assert.All(expected.Minutes, m => Assert.Equal(m.Value, actual.Minutes[m.Key]));
        Assert.Equal(expected.Days.Keys.ToHashSet(), [.. actual.Days.Keys]);
        Assert.All(expected.Days, d => Assert.Equal(d.Value, actual.Days[d.Key]));
        Assert.Equal(expected.Pipelines.Keys.ToHashSet(), [.. actual.Pipelines.Keys]);
        Assert.All(expected.Pipelines, p => Assert.Equal(p.Value, actual.Pipelines[p.Key]));
        Assert.Equal(expected.Outcomes.Keys.ToHashSet(), [.. actual.Outcomes.Keys]);
        Assert.All(expected.Outcomes, o => Assert.Equal(o.Value, actual.Outcomes[o.Key]));
    }
}

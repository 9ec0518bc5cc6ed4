using CostDashboard.Core.Guardrails;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Tests.Pricing;
using CostDashboard.Core.Traces;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Guardrails;

public sealed class PendingTraceTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 100)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task What_is_told_before_it_is_stored_comes_to_what_it_will_come_to(int seed)
    {
        var random = new Random(seed);
        var all = Spans(random);
        var stored = new InMemoryStore();
        var cut = random.Next(all.Count + 1);
        await stored.CommitAsync([.. all.Take(cut).Select(Sent)], TestContext.Current.CancellationToken);
        var facts = await stored.GetFactsAsync(A.Trace(), TestContext.Current.CancellationToken);

        // Some of those that are stored are told of again.
        var told = all.Skip(cut).Concat(all.Take(cut).Where(_ => random.Next(3) == 0)).ToList();
        var pending = PendingTrace.Of(A.Trace(), facts, told, TheBook.Book, A.Noon);
        await stored.CommitAsync([.. all.Skip(cut).Select(Sent)], TestContext.Current.CancellationToken);

        Assert.Equal((await stored.GetStampAsync(A.Trace(), TestContext.Current.CancellationToken))!.Summary, pending.Summary);
        Assert.Equal((all.Count - cut, told.Count - (all.Count - cut)), (pending.Counted, pending.Stored));
    }

    [Fact]
    public void Spans_without_ids_are_the_steps_of_an_agent_that_nobody_has_seen_yet()
    {
        var pending = Of(TraceFacts.None, Chat(), new(null, null, "search", PendingKind.Tool, Tool: "search"), new(null, null, "search", PendingKind.Tool, Tool: "search"), Chat());

        Assert.Equal((2, 2, 4), (pending.Summary!.Runs.Steps, pending.Summary.Runs.MostToolCalls, pending.Counted));
        Assert.Equal(2 * 180_000, pending.Summary.CostNanoUsd);
    }

    [Fact]
    public void A_span_that_names_no_parent_is_a_step_of_the_agents_latest_run()
    {
        PendingSpan[] agents = [new(A.SpanId("one"), null, "one", PendingKind.Agent, A.Noon, Agent: "refunds"), new(A.SpanId("two"), null, "two", PendingKind.Agent, A.Noon + 1_000, Agent: "billing")];
        var facts = TraceFacts.None with { Spans = [.. agents.Select(agent => SpanFacts.Of(Sent(agent)))] };

        var totals = Of(facts, Chat(), Chat() with { Agent = "refunds" }).Summary!.Runs;

        Assert.Equal([("billing", 1), ("refunds", 1)], totals.Agents.Where(agent => agent.Steps > 0).Select(agent => (agent.Agent, agent.Steps)));
    }

    [Fact]
    public void A_stated_cost_counts_and_a_model_without_a_price_is_unpriced_and_not_free()
    {
        Assert.Equal(12_500_000, Of(TraceFacts.None, Chat() with { CostUsd = 0.0125 }).Summary!.CostNanoUsd);

        var unknown = Of(TraceFacts.None, Chat() with { Model = "no-such-model" }).Summary!;
        Assert.Equal((0, 1, 1), (unknown.CostNanoUsd, unknown.Calls, unknown.UnpricedCalls));
    }

    [Fact]
    public void Nothing_stored_and_nothing_told_is_no_trace() => Assert.Equal(new(null, 0, 0), Of(TraceFacts.None));

    private static PendingTrace Of(TraceFacts stored, params PendingSpan[] spans) => PendingTrace.Of(A.Trace(), stored, spans, TheBook.Book, A.Noon);

    // 1,000 tokens at 0.15 and 50 at 0.6 dollars a million.
    private static PendingSpan Chat() => new(null, null, "chat", PendingKind.Chat, Provider: "openai", Model: "gpt-4o-mini", InputTokens: 1_000, OutputTokens: 50);

    private static PricedSpan Sent(PendingSpan span) => span.Price(new SpanKey(A.Project, A.TraceId(), span.Id!.Value), span.Parent, TheBook.Book, A.Noon);

    private static List<PendingSpan> Spans(Random random)
    {
        var spans = new List<PendingSpan> { new(A.SpanId("s0"), null, "agent", PendingKind.Agent, A.Noon, Agent: "refunds") };
        for (var i = 1; i < random.Next(2, 40); i++)
        {
            var kind = (PendingKind)random.Next(5);
            spans.Add(new(
                A.SpanId($"s{i}"),
                random.Next(8) == 0 ? A.SpanId($"s{random.Next(40)}") : spans[random.Next(spans.Count)].Id,
                $"span {random.Next(3)}",
                kind,
                A.Noon + (i * 1_000_000L),
                Provider: "openai",
                Model: kind is PendingKind.Chat or PendingKind.Embeddings || random.Next(4) == 0 ? random.Next(5) == 0 ? "no-such-model" : "gpt-4o-mini" : null,
                InputTokens: random.Next(3) > 0 ? random.Next(1, 5_000) : null,
                OutputTokens: random.Next(500),
                Tool: kind is PendingKind.Tool ? $"tool {random.Next(2)}" : null,
                Agent: kind is PendingKind.Agent ? $"agent {random.Next(2)}" : null,
                CostUsd: random.Next(6) == 0 ? 0.001 : null));
        }

        return spans;
    }
}

using CostDashboard.Core.Guardrails;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces.AgentRuns;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;
using static CostDashboard.Core.Tests.Traces.AgentRuns.Running;

namespace CostDashboard.Core.Tests.Traces.AgentRuns;

public sealed class TurnCausesTests
{
    private static readonly PriceReference s_price = new("test", "anthropic", "m", "exact", null, new(2026, 1, 1), "test");

    [Fact]
    public void What_the_run_had_read_before_is_carried_and_the_rest_is_new()
    {
        var run = RunOf(
        [
            Agent("a"), Computed("c1", 0, new(1000, 0, 0, 0, 100)), Tool("t1", "a", 1), Computed("c2", 2, new(2500, 0, 0, 0, 50)), Tool("t2", "a", 3), Computed("c3", 4, new(2000, 0, 0, 0, 10)),
        ]);

        // $3 a million in, $15 out: 3,000 nano-dollars a token read, 15,000 a token written. The third call reads less than the second.
        Assert.Equal(
            [new(0, 3_000_000, 1_500_000, 0, 0, 0), new(3_000_000, 4_500_000, 750_000, 0, 0, 0), new TurnCauses(6_000_000, 0, 150_000, 0, 0, 0)],
            run.Turns.Select(turn => turn.Causes));
        Assert.Equal(run.Total.NanoUsd, run.Causes.Sum);
    }

    [Fact]
    public void What_came_from_the_cache_was_carried_and_what_was_written_to_it_is_new()
    {
        var run = RunOf([Agent("a"), Computed("c1", 0, new(0, 0, 1000, 0, 0)), Tool("t1", "a", 1), Computed("c2", 2, new(10, 900, 600, 0, 0))]);

        // Carried: 900 from the cache at $0.30 and 10 plain at $3 and 90 of what was written at $3.75 a million; new: the other 510 that were written.
        Assert.Equal(new TurnCauses(270_000 + 30_000 + 337_500, 1_912_500, 0, 0, 0, 0), run.Turns[1].Causes);
    }

    [Fact]
    public void Fees_stand_beside_tokens()
    {
        var span = Computed("c1", 0, new(1000, 0, 0, 0, 0), new CostLine(Meter.WebSearch, 2, 0.01m));

        var causes = RunOf([Agent("a"), span, Tool("t1", "a", 1)]).Turns[0].Causes;

        Assert.Equal(new TurnCauses(0, 3_000_000, 0, 20_000_000, 0, 0), causes);
    }

    [Fact]
    public void A_reported_cost_is_divided_as_the_book_would_divide_it_and_no_nano_is_lost()
    {
        var span = A.Reported(Computed("c1", 0, new(1000, 0, 0, 0, 100)), 0.000000100m);

        // 3,000,000 to 1,500,000 of the book's; 100 nano-dollars were charged.
        Assert.Equal(new TurnCauses(0, 67, 33, 0, 0, 0), RunOf([Agent("a"), span, Tool("t1", "a", 1)]).Turns[0].Causes);
    }

    [Fact]
    public void A_reported_cost_that_the_book_cannot_divide_is_not_divided()
    {
        var span = Call("c1", "a", 0) with { Cost = new SpanCost.Reported(new(0.5m), new SpanCost.Unpriced("no price")) };

        Assert.Equal(new TurnCauses(0, 0, 0, 0, 0, 500_000_000), RunOf([Agent("a"), span, Tool("t1", "a", 1)]).Turns[0].Causes);
    }

    [Fact]
    public void A_call_whose_bill_is_not_there_is_not_divided()
    {
        PricedSpan[] spans = [Agent("a"), Call("c1", "a", 0, nanos: 5), Tool("t1", "a", 1)];

        var run = TraceAgents.Of(A.Rollup(spans), new Dictionary<SpanId, PricedSpan>(), GuardrailSettings.Usual).Runs[0];

        Assert.Equal(new TurnCauses(0, 0, 0, 0, 0, 5), run.Turns[0].Causes);
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 100)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_parts_of_any_bill_are_the_charge_and_none_is_negative(int seed)
    {
        var random = new Random(seed);
        var usage = new Usage(random.Next(5000), random.Next(5000), random.Next(900), random.Next(900), random.Next(2000));
        CostLine[] lines =
        [
            new(Meter.Input, usage.Input, Rate()),
            new(Meter.CacheRead, usage.CacheRead, Rate()),
            new(Meter.CacheWrite5m, usage.CacheWrite5m, Rate()),
            new(Meter.CacheWrite1h, usage.CacheWrite1h, Rate()),
            new(Meter.Output, usage.Output, Rate()),
            new(Meter.WebSearch, random.Next(3), 0.01m),
        ];
        var charge = random.NextInt64(1, random.Next(2) == 0 ? 50 : long.MaxValue / 2);
        var rollup = A.Rollup(A.Span("s", tokens: usage, usd: charge / 1_000_000_000m)).Spans[0].Charge;

        var causes = TurnCauses.Of(rollup, new SpanCost.Computed(new(charge / 1_000_000_000m), lines, s_price), random.Next(12_000));

        Assert.Equal(charge, causes.Sum);
        Assert.All((long[])[causes.Carried, causes.Added, causes.Output, causes.Fees, causes.Undivided], part => Assert.True(part >= 0));

        decimal? Rate() => random.Next(4) == 0 ? null : (decimal)(random.NextDouble() * 20);
    }

    private static PricedSpan Computed(string id, double start, Usage usage, params CostLine[] more)
    {
        CostLine[] lines =
        [
            new(Meter.Input, usage.Input, 3m), new(Meter.CacheRead, usage.CacheRead, 0.3m), new(Meter.CacheWrite5m, usage.CacheWrite5m, 3.75m), new(Meter.Output, usage.Output, 15m), .. more,
        ];
        var span = A.Span(id, "a", name: "chat m", start: start * 1000, kind: OperationKind.Chat, tokens: usage, usd: 1m);
        return span with { Cost = new SpanCost.Computed(new(lines.Sum(line => line.Amount.Amount)), lines, s_price) };
    }
}

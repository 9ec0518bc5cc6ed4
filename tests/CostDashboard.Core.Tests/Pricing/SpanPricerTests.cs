using System.Text;

using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Pricing;

public sealed class SpanPricerTests
{
    private static readonly PriceBook s_book = PriceBook.Of([PriceFile.Parse("acme.json", Encoding.UTF8.GetBytes("""
        { "provider": "acme", "name": "Acme", "currency": "USD", "models": [
          { "model": "long", "mode": "chat", "prices": [
            { "effectiveFrom": null, "recordedAt": "2026-01-01", "source": "list", "perMillion": { "input": "3", "output": "15", "cacheRead": "0.30", "cacheWrite5m": "3.75", "cacheWrite1h": "6" },
              "tiers": [ { "aboveInputTokens": 200000, "perMillion": { "input": "6", "output": "22.50", "cacheRead": "0.60", "cacheWrite5m": "7.50", "cacheWrite1h": "12" } } ],
              "serviceTiers": {
                "batch": { "perMillion": { "input": "1.50", "output": "7.50" } },
                "priority": { "perMillion": { "input": "9", "output": "45" }, "tiers": [ { "aboveInputTokens": 200000, "perMillion": { "input": "18", "output": "90" } } ] } } } ] },
          { "model": "plain", "mode": "chat", "prices": [
            { "effectiveFrom": null, "recordedAt": "2026-01-01", "source": "list", "perMillion": { "input": "2", "output": "8" } } ] },
          { "model": "thinker", "mode": "chat", "prices": [
            { "effectiveFrom": null, "recordedAt": "2026-01-01", "source": "list", "perMillion": { "input": "2", "output": "8", "reasoning": "3" } } ] },
          { "model": "embedder", "mode": "embedding", "prices": [
            { "effectiveFrom": null, "recordedAt": "2026-01-01", "source": "list", "perMillion": { "input": "0.02" } } ] },
          { "model": "searcher", "mode": "rerank", "prices": [
            { "effectiveFrom": null, "recordedAt": "2026-01-01", "source": "list", "perUnit": { "search": "0.002" } } ] },
          { "model": "free", "mode": "chat", "prices": [
            { "effectiveFrom": null, "recordedAt": "2026-01-01", "source": "list", "perMillion": { "input": "0", "output": "0" } } ] },
          { "model": "slip", "mode": "chat", "prices": [
            { "effectiveFrom": null, "recordedAt": "2026-01-01", "source": "list", "perMillion": { "input": "999999999", "output": "8" } } ] },
          { "model": "dated", "mode": "chat", "prices": [
            { "effectiveFrom": "2025-01-01", "recordedAt": "2025-01-05", "source": "list", "perMillion": { "input": "10", "output": "40" } },
            { "effectiveFrom": "2025-06-10", "recordedAt": "2025-06-11", "source": "list", "perMillion": { "input": "2", "output": "8" } } ] } ] }
        """))]);

    [Theory]
    [InlineData(200_000, 0, 0, 0, "0.6")]
    [InlineData(200_001, 0, 0, 0, "1.200006")]
    [InlineData(0, 200_000, 0, 0, "0.06")]
    [InlineData(1, 200_000, 0, 0, "0.120006")] // cached tokens follow the tier
    [InlineData(1, 0, 200_000, 0, "1.500006")]
    [InlineData(100_000, 50_000, 50_000, 1, "1.005012")] // all input counts, cache reads and writes included
    public void A_prompt_that_is_longer_than_the_limit_is_charged_at_the_higher_rate_as_a_whole(long input, long read, long write5m, long write1h, string usd) =>
        Assert.Equal(Money(usd), Cost("long", new(input, read, write5m, write1h, 0)).Total);

    [Fact]
    public void The_tier_of_the_prompt_applies_to_the_answer_too() =>
        Assert.Equal(Money("1.425006"), Cost("long", new(200_001, 0, 0, 0, 10_000)).Total);

    [Fact]
    public void A_bill_shows_each_class_and_where_its_price_came_from() =>
        Assert.Equal(
            new SpanCost.Computed(
                new(0.0131325m),
                [
                    new(Meter.Input, 1_000, 3m),
                    new(Meter.CacheRead, 400, 0.30m),
                    new(Meter.CacheWrite5m, 30, 3.75m),
                    new(Meter.CacheWrite1h, 900, 6m),
                    new(Meter.Output, 300, 15m),
                ],
                new(s_book.Version, "acme", "long", "exact", null, new(2026, 1, 1), "list")),
            Cost("long", new(1_000, 400, 30, 900, 300, Reasoning: 100)));

    [Fact]
    public void Writing_to_a_cache_without_a_price_of_its_own_follows_the_input_and_says_so() =>
        Assert.Equal(
            [new(Meter.CacheRead, 1_000, 2m, IsDerived: true), new(Meter.CacheWrite5m, 1_000, 2.50m, IsDerived: true), new(Meter.CacheWrite1h, 1_000, 4m, IsDerived: true)],
            Lines(Cost("plain", new(0, 1_000, 1_000, 1_000, 0))));

    [Fact]
    public void Reasoning_is_inside_output() =>
        Assert.Equal([new(Meter.Output, 1_000, 8m)], Lines(Cost("plain", new(0, 0, 0, 0, 1_000, Reasoning: 900))));

    [Fact]
    public void Reasoning_with_a_rate_of_its_own_leaves_output() =>
        Assert.Equal(
            [new(Meter.Output, 100, 8m), new(Meter.Reasoning, 900, 3m)],
            Lines(Cost("thinker", new(0, 0, 0, 0, 1_000, Reasoning: 900))));

    [Theory]
    [InlineData(null, "0.018", null)]
    [InlineData("default", "0.018", null)]
    [InlineData("batch", "0.009", "batch")]
    [InlineData("Priority", "0.054", "priority")]
    [InlineData("fast", "0.054", "priority")]
    [InlineData("flex", "0.018", "flex has no rate of its own")]
    public void The_service_tier_decides_the_rates(string? serviceTier, string usd, string? tier)
    {
        var cost = Assert.IsType<SpanCost.Computed>(Cost("long", new(1_000, 0, 0, 0, 1_000), serviceTier: serviceTier));

        Assert.Equal((Money(usd), tier), (cost.Sum, cost.Price.Tier));
    }

    [Fact]
    public void A_long_prompt_in_a_service_tier_has_both_in_its_reference()
    {
        var cost = Assert.IsType<SpanCost.Computed>(Cost("long", new(200_001, 0, 0, 0, 0), serviceTier: "priority"));

        Assert.Equal((Money("3.600018"), "priority, above 200,000 input tokens"), (cost.Sum, cost.Price.Tier));
    }

    [Theory]
    [InlineData("2025-01-01T00:00:00Z", "0.01")]
    [InlineData("2025-06-09T23:59:59Z", "0.01")]
    [InlineData("2025-06-10T00:00:00Z", "0.002")]
    [InlineData("2026-01-01T00:00:00Z", "0.002")]
    public void The_price_is_that_of_the_day_on_which_the_span_began(string start, string usd) =>
        Assert.Equal(Money(usd), Cost("dated", new(1_000, 0, 0, 0, 0), start).Total);

    [Fact]
    public void Before_its_first_price_a_model_has_none() =>
        Assert.Equal(new SpanCost.Unpriced("no price for model 'dated' on 2024-12-31"), Cost("dated", new(1, 0, 0, 0, 0), "2024-12-31T23:59:59Z"));

    [Fact]
    public void A_class_without_a_rate_makes_the_cost_a_lower_bound()
    {
        var cost = Assert.IsType<SpanCost.Partial>(Cost("embedder", new(1_000_000, 0, 0, 0, 5)));

        Assert.Equal((Money("0.02"), "no rate for output tokens"), (cost.Sum, cost.Missing));
        Assert.Equal([new(Meter.Input, 1_000_000, 0.02m), new(Meter.Output, 5, null)], cost.Lines);
    }

    [Fact]
    public void A_price_per_search_is_no_price_for_tokens() =>
        Assert.Equal(new SpanCost.Unpriced("model 'searcher' has no price for input tokens"), Cost("searcher", new(10, 0, 0, 0, 0)));

    [Fact]
    public void Free_is_a_price() => Assert.Equal(Usd.Zero, Assert.IsType<SpanCost.Computed>(Cost("free", new(10, 0, 0, 0, 10))).Sum);

    [Fact]
    public void An_unknown_model_is_unpriced_and_not_free()
    {
        var cost = Cost("gpt-99", new(10, 0, 0, 0, 10));

        Assert.Equal(new SpanCost.Unpriced("no price for model 'gpt-99' at acme"), cost);
        Assert.Null(cost.Total);
    }

    [Fact]
    public void A_reported_cost_wins_and_ours_stands_beside_it()
    {
        var cost = Assert.IsType<SpanCost.Reported>(Price(new("acme", "plain", new(1_000, 0, 0, 0, 0), ReportedCost: new(0.5m))));

        Assert.Equal((new Usd(0.5m), Money("0.002")), (cost.Sum, cost.Beside.Total));
    }

    [Fact]
    public void A_reported_cost_of_an_unknown_model_counts() =>
        Assert.Equal(
            new SpanCost.Reported(new(0.5m), new SpanCost.Unpriced("no price for model 'gpt-99' at acme")),
            Price(new("acme", "gpt-99", new(1_000, 0, 0, 0, 0), ReportedCost: new(0.5m))));

    [Theory]
    [InlineData("-0.01")]
    [InlineData("1000000000.01")]
    public void An_absurd_report_is_no_report(string usd) =>
        Assert.IsType<SpanCost.Computed>(Price(new("acme", "plain", new(1_000, 0, 0, 0, 0), ReportedCost: Money(usd))));

    [Theory]
    [InlineData(-1)]
    [InlineData(long.MaxValue)]
    public void Token_counts_that_no_model_has_are_not_billed(long tokens) =>
        Assert.Equal(new SpanCost.Unpriced("the counts of its usage are negative, beyond any model, or do not fit together"), Cost("plain", new(tokens, 0, 0, 0, 0)));

    [Fact]
    public void A_rate_that_is_a_slip_makes_no_amount_that_a_total_cannot_hold()
    {
        var most = Believable.MostTokens;

        Assert.Equal(new SpanCost.Unpriced("its usage at this model's price comes to more than 1,000,000 USD, which is not believed of one call"), Cost("slip", new(most, 0, 0, 0, 0)));
        Assert.Equal(new Usd(999.999999m), Cost("slip", new(1, 0, 0, 0, 0)).Total);
        Assert.Equal(new Usd(20_000m + 20_000m + 25_000m + 40_000m + 80_000m), Cost("plain", new(most, most, most, most, most)).Total);
    }

    [Fact]
    public void An_answer_under_an_unknown_name_is_priced_as_the_model_that_was_asked_for() =>
        Assert.Equal(Money("0.002"), Price(new("acme", "deployment-7", new(1_000, 0, 0, 0, 0), RequestModel: "plain")).Total);

    [Fact]
    public void A_call_that_states_no_usage_is_unpriced_and_one_that_states_none_used_is_free()
    {
        Assert.Equal(new SpanCost.Unpriced("the span states no usage"), Price(new("acme", "plain", default)));
        Assert.Equal(Usd.Zero, Price(new("acme", "plain", default, UsageRule: "input as stated")).Total);
    }

    [Fact]
    public void A_span_without_a_call_costs_nothing_and_says_why() =>
        Assert.Equal(SpanCost.NotACall.Instance, SpanPricer.Price(A.Span("s1").Span, s_book).Cost);

    [Fact]
    public void Spans_of_one_price_share_its_reference() =>
        Assert.Same(
            Assert.IsType<SpanCost.Computed>(Cost("plain", new(1, 0, 0, 0, 0))).Price,
            Assert.IsType<SpanCost.Computed>(Cost("plain", new(2, 0, 0, 0, 0))).Price);

    private static SpanCost Cost(string model, Usage usage, string? start = null, string? serviceTier = null) =>
        Price(new("acme", model, usage, ServiceTier: serviceTier), start);

    private static SpanCost Price(ModelCall call, string? start = null) =>
        TheBook.Price(s_book, call, start is null ? A.Noon : TheBook.At(start));

    private static IReadOnlyList<CostLine> Lines(SpanCost cost) => Assert.IsType<SpanCost.Computed>(cost).Lines;

    private static Usd Money(string usd) => new(decimal.Parse(usd, System.Globalization.CultureInfo.InvariantCulture));
}

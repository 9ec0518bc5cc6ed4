using CostDashboard.Core.Pricing;
using CostDashboard.Core.Pricing.Unpriced;
using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Tests.Pricing;

/// <summary>What can be said of calls that were stored without a price.</summary>
public sealed class UnpricedTests
{
    private static readonly RateCard s_card = PriceDocument.Read(Own.Price("2", more: """, "tiers": [ { "aboveInputTokens": 1000, "perMillion": { "input": "9", "output": "9" } } ]""").Record).Card;

    [Fact]
    public void Calls_are_estimated_at_the_base_rates_however_many_tokens_they_have_together() =>
        Assert.Equal(2m * 3, UnpricedEstimate.Of(Traffic("x", usage: new(2_000_000, 0, 0, 0, 1_000_000)), s_card).Total!.Value.Amount);

    [Fact]
    public void An_estimate_knows_of_discounts() =>
        Assert.Equal(1m, UnpricedEstimate.Of(Traffic("x", usage: new(1_000_000, 0, 0, 0, 0)), s_card, new(0.5m, "everything", "")).Total!.Value.Amount);

    [Fact]
    public void The_reason_is_the_one_that_pricing_gives()
    {
        var reason = UnpricedReason.Of(Traffic("comet-9"), Own.Book());

        Assert.Equal(("no price for model 'comet-9' at acme", null), (reason.Text, reason.PricedBy));
    }

    [Fact]
    public void A_price_that_begins_after_the_last_call_is_no_price_for_it() =>
        Assert.Equal("no price for model 'comet-2' on 2026-08-06", UnpricedReason.Of(Traffic("comet-2"), Own.Book(Own.Price("5", "2026-08-07", model: "comet-2"))).Text);

    [Fact]
    public void A_model_that_got_a_price_waits_to_be_priced_again() =>
        Assert.Equal("comet-2", UnpricedReason.Of(Traffic("comet-2"), Own.Book(Own.Price("5", "2026-08-06", model: "comet-2"))).PricedBy?.Model);

    [Theory]
    [InlineData("openai", "gpt4o-mini", "gpt-4o-mini", "openai")]
    [InlineData("anthropic", "claude_sonnet_5", "claude-sonnet-5", "anthropic")]
    [InlineData("groq", "my-llama-3.3-70b-versatile", "llama-3.3-70b-versatile", "groq")]
    [InlineData("", "acme/gemini-2.5-flash-tuned", "gemini-2.5-flash", "gcp.gemini")]
    public void The_likest_name_is_suggested_first(string provider, string model, string suggested, string at)
    {
        var first = new ModelSuggestions(TheBook.Book).For(provider, model, TheBook.At("2026-08-06"), 5)[0].Model;

        Assert.Equal((at, suggested), (first.Provider, first.Model));
    }

    [Theory]
    [InlineData("house-9")]
    [InlineData("")]
    [InlineData("////")]
    public void A_name_like_no_other_has_no_suggestions(string model) =>
        Assert.Empty(new ModelSuggestions(Own.Book()).For("acme", model, TheBook.At("2026-08-06"), 5));

    [Fact]
    public void A_suggestion_is_never_a_price() =>
        Assert.Null(Own.Book().Match("acme", "rocket-11").Model);

    private static UnpricedTraffic Traffic(string model, Usage usage = default) =>
        new("acme", model, PriceState.Unpriced, 3, usage, TheBook.At("2026-08-01"), TheBook.At("2026-08-06"), [new(1)]);
}

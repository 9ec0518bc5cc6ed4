using CostDashboard.Core.Pricing;
using CostDashboard.Core.Pricing.Imports;

namespace CostDashboard.Core.Tests.Pricing.Imports;

/// <summary>What a list would change, and what becomes of the book when it is accepted.</summary>
public sealed class PriceDiffsTests
{
    // In force since 2026-06-10: input 1, output 4, above 200,000 tokens 2 and 6.
    [Theory]
    [InlineData("\"input_cost_per_token\": 1e-06, \"output_cost_per_token\": 4e-06", PriceDifference.Same, "")]
    [InlineData("\"input_cost_per_token\": 1.5e-06, \"output_cost_per_token\": 4e-06", PriceDifference.Changed, "input 1 > 1.5")]
    [InlineData("\"input_cost_per_token\": 1e-06, \"input_cost_per_token_batches\": 5e-07", PriceDifference.Changed, "batch input  > 0.5")]
    [InlineData("\"input_cost_per_token\": 1e-06, \"input_cost_per_token_above_200k_tokens\": 3e-06", PriceDifference.Changed, "input above 200,000 input tokens 2 > 3")]
    [InlineData("\"input_cost_per_token\": 1e-06, \"input_cost_per_token_above_128k_tokens\": 2e-06", PriceDifference.Changed, "input above 128,000 input tokens  > 2; input above 200,000 input tokens 2 > ; output above 200,000 input tokens 6 > ")]
    [InlineData("\"input_cost_per_token\": 1e-06, \"cache_creation_input_token_cost\": 1.25e-06", PriceDifference.Same, "")]
    [InlineData("\"input_cost_per_token\": 1e-06, \"search_context_cost_per_query\": { \"search_context_size_medium\": 0.01 }", PriceDifference.Changed, "webSearch  > 0.01")]
    public void A_rate_that_differs_is_shown_with_both_amounts(string fields, PriceDifference difference, string changes)
    {
        var entry = Lists.Diff(Lists.LiteLlm(fields));

        Assert.Equal((difference, changes), (entry.Difference, Lists.Text(entry)));
    }

    [Fact]
    public void A_change_is_said_in_percent()
    {
        Assert.Equal(50m, new RateChange("input", 2m, 3m).Percent);
        Assert.Equal(-80m, new RateChange("input", 10m, 2m).Percent);
        Assert.Null(new RateChange("input", null, 2m).Percent);
        Assert.Null(new RateChange("input", 0m, 2m).Percent);
    }

    [Fact]
    public void A_model_that_the_book_lacks_is_added_with_all_its_rates()
    {
        var entry = Lists.Diff(Lists.LiteLlm("\"input_cost_per_token\": 1e-06, \"output_cost_per_token\": 2e-06", "acme/comet-2"));

        Assert.Equal((PriceDifference.Added, "acme", "comet-2", "input  > 1; output  > 2", true), (entry.Difference, entry.Provider, entry.Model, Lists.Text(entry), entry.NeedsDay));
    }

    [Theory]
    [InlineData("comet-2026-08-01", "3e-06", PriceDifference.Same)]
    [InlineData("comet-2026-08-01", "5e-06", PriceDifference.Added)]
    public void A_snapshot_that_calls_find_by_a_rule_is_news_only_at_another_price(string model, string input, PriceDifference difference) =>
        Assert.Equal(difference, Lists.Diff(Lists.LiteLlm($"\"input_cost_per_token\": {input}", $"acme/{model}")).Difference);

    [Fact]
    public void Dated_prices_are_compared_with_those_of_their_days()
    {
        var diff = PriceDiffs.Of(Lists.Read(Lists.GenAi("""
            [ { "prices": { "input_mtok": 2, "output_mtok": 9 } }, { "constraint": { "start_date": "2026-06-10" }, "prices": { "input_mtok": 1, "output_mtok": 4 } },
              { "constraint": { "start_date": "2027-01-01" }, "prices": { "input_mtok": 3 } } ]
            """)), Own.Book(), Lists.Today);

        Assert.Equal(
            [(null, PriceDifference.Changed, "output 8 > 9"), (new DateOnly(2026, 6, 10), PriceDifference.Same, ""), (new DateOnly(2027, 1, 1), PriceDifference.Changed, "input 1 > 3")],
            diff.Entries.Select(entry => (entry.EffectiveFrom, entry.Difference, Lists.Text(entry))));
        Assert.All(diff.Entries, entry => Assert.False(entry.NeedsDay));
    }

    [Fact]
    public void What_was_accepted_holds_from_the_chosen_day_and_says_where_it_is_from()
    {
        var record = PriceDiffs.Accept(Lists.Diff(Lists.LiteLlm("\"input_cost_per_token\": 7e-06")), Own.Book(), new(2026, 9, 1), Lists.Today, "list.json 2026-08-06");

        Assert.Equal((new DateOnly(2026, 9, 1), Lists.Today, "list.json 2026-08-06"), (record.EffectiveFrom, record.RecordedAt, record.Source));
        Assert.Equal((7m, 4m), (PriceDocument.Read(record).Card.Standard.Bands[0].Rates.Input, PriceDocument.Read(record).Card.Standard.Bands[0].Rates.Output));
    }

    [Fact]
    public void What_the_list_does_not_know_stays_as_the_book_has_it()
    {
        var book = Own.Book(Own.Price("2", model: "comet", more: """
            , "serviceTiers": { "batch": { "perMillion": { "input": "1" } } }, "timeOfDay": [ { "name": "night", "fromUtc": "16:30", "toUtc": "00:30", "perMillion": { "input": "1" } } ],
            "regions": { "eu": { "multiplier": "1.1" } }, "perUnit": { "webSearch": "0.01" }
            """));

        var card = Lists.Accepted(Lists.LiteLlm("\"input_cost_per_token\": 3e-06, \"output_cost_per_token_batches\": 4e-06, \"input_cost_per_token_above_200k_tokens\": 5e-06", "acme/comet"), book);

        Assert.Equal((3m, 2m, 0.01m), (card.Standard.Bands[0].Rates.Input, card.Standard.Bands[0].Rates.Output, card.Standard.Bands[0].Rates.Listed(Core.Spans.Meter.WebSearch)));
        Assert.Equal((1m, 4m), (card.Rates.ServiceTiers["batch"].Bands[0].Rates.Input, card.Rates.ServiceTiers["batch"].Bands[0].Rates.Output));
        Assert.Equal((5m, 2m), (card.Standard.Bands[1].Rates.Input, card.Standard.Bands[1].Rates.Output));
        Assert.Equal(("night", 3.3m), (card.Rates.Windows.Single().Hours.Name, card.Regions["eu"].Standard.Bands[0].Rates.Input));
    }

    [Fact]
    public void An_alias_that_the_list_prices_by_itself_becomes_a_model_and_one_at_the_same_price_does_not()
    {
        var list = Lists.Read("""
            { "rocket-1": { "litellm_provider": "acme", "input_cost_per_token": 5e-06 }, "rocket": { "litellm_provider": "acme", "input_cost_per_token": 6e-06 } }
            """);
        var same = Lists.Read("""
            { "rocket-1": { "litellm_provider": "acme", "input_cost_per_token": 5e-06 }, "rocket": { "litellm_provider": "acme", "input_cost_per_token": 5e-06 } }
            """);

        Assert.Equal(["rocket Changed", "rocket-1 Changed"], PriceDiffs.Of(list, Own.Book(), Lists.Today).Entries.Select(entry => $"{entry.Model} {entry.Difference}"));
        Assert.Equal(["rocket Same", "rocket-1 Changed"], PriceDiffs.Of(same, Own.Book(), Lists.Today).Entries.Select(entry => $"{entry.Model} {entry.Difference}"));
    }

    [Fact]
    public void An_alias_by_which_the_list_knows_the_model_changes_the_model() =>
        Assert.Equal("rocket-1", Lists.Diff(Lists.LiteLlm("\"input_cost_per_token\": 5e-06", "acme/rocket")).Model);

    [Fact]
    public void What_was_not_understood_cannot_be_accepted() =>
        Assert.Throws<ArgumentException>(() => PriceDiffs.Accept(Lists.Diff(Lists.LiteLlm("")), Own.Book(), null, Lists.Today, "a list"));

    [Fact]
    public void The_key_of_an_entry_does_not_depend_on_the_book()
    {
        var json = Lists.LiteLlm("\"input_cost_per_token\": 5e-06");

        Assert.Equal(Lists.Diff(json).Key, Lists.Diff(json, Own.Book(Own.Price("5"), Own.Price("6", model: "comet-2"))).Key);
    }
}

using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Tests.Pricing;

/// <summary>What the organisation says, over the prices that ship.</summary>
public sealed class PriceCompositionTests
{
    [Theory]
    [InlineData("2026-06-09", 2)]
    [InlineData("2026-06-10", 1)]
    [InlineData("2026-07-01", 7)]
    [InlineData("2026-07-31", 7)]
    [InlineData("2026-08-01", 1)]
    public void An_override_holds_for_its_days_and_the_book_before_and_after(string day, int input) =>
        Assert.Equal(input, InputOf(Own.Book(Own.Price("7", "2026-07-01", "2026-07-31")), day));

    [Fact]
    public void An_override_wins_over_a_price_of_the_book_that_begins_later() =>
        Assert.Equal(7, InputOf(Own.Book(Own.Price("7", "2026-06-01")), "2026-06-20"));

    [Fact]
    public void An_imported_price_holds_until_the_book_has_a_later_one()
    {
        var book = Own.Book(Own.Price("7", "2026-05-01", kind: PriceKind.Imported));

        Assert.Equal((7, 1), (InputOf(book, "2026-06-09"), InputOf(book, "2026-06-10")));
    }

    [Fact]
    public void Of_two_prices_from_one_day_on_the_later_recorded_one_is_right() =>
        Assert.Equal(6, InputOf(Own.Book(Own.Price("6", "2026-07-01", recorded: 2), Own.Price("5", "2026-07-01", recorded: 1)), "2026-07-02"));

    [Fact]
    public void An_imported_correction_wins_over_the_price_that_ships_with_an_earlier_record() =>
        Assert.Equal(7, InputOf(Own.Book(Own.Price("7", "2026-06-10", kind: PriceKind.Imported)), "2026-06-10"));

    [Fact]
    public void A_withdrawn_entry_is_as_if_it_had_never_been()
    {
        var entry = Own.Price("7");
        var withdrawn = entry with { Origin = entry.Origin with { Withdrawn = new(entry.Origin.RecordedAt, "anna@example.com") } };

        Assert.Equal(Own.Book().Version, Own.Book(withdrawn).Version);
        Assert.Equal(1, InputOf(Own.Book(withdrawn), "2026-07-01"));
    }

    [Fact]
    public void A_model_that_the_book_lacks_is_priced_by_what_the_organisation_says()
    {
        var book = Own.Book(Own.Price("5", model: "comet-2", aliases: ["the-comet"]), Own.Price("6", provider: "house", model: "house-9"));

        Assert.Equal((5, 5, 6), (InputOf(book, "2026-07-01", "the-comet"), InputOf(book, "2026-07-01", "comet-2", "acme-ai"), InputOf(book, "2026-07-01", "house-9", "house")));
        Assert.Equal("only house sells it", book.Match("", "house-9").Rule);
    }

    [Fact]
    public void A_new_model_whose_price_has_ended_is_unpriced_again() =>
        Assert.Equal(
            new SpanCost.Unpriced("no price for model 'comet-2' on 2026-08-01"),
            Cost(Own.Book(Own.Price("5", to: "2026-07-31", model: "comet-2")), "2026-08-01", "comet-2"));

    [Fact]
    public void A_price_for_an_alias_makes_it_a_model_of_its_own_from_its_day_on()
    {
        var book = Own.Book(Own.Price("7", "2026-07-01", model: "Rocket"));

        Assert.Equal((1, 7, 1), (InputOf(book, "2026-06-30", "rocket"), InputOf(book, "2026-07-01", "rocket"), InputOf(book, "2026-07-01")));
        Assert.Empty(book.Find("acme", "rocket-1")!.Aliases);
    }

    [Fact]
    public void One_price_of_the_organisations_own_for_a_host_takes_no_other_price_away()
    {
        var book = Own.Book(Own.Price("5", provider: "gateway", model: "house-9"));

        Assert.Equal("maker acme: exact", book.Match("gateway", "rocket-1").Rule);
    }

    [Fact]
    public void A_name_that_ships_is_not_taken_by_another_models_alias()
    {
        var book = Own.Book(Own.Price("5", model: "comet-2", aliases: ["rocket", "comet", "comet-2x"]));

        Assert.Equal(["comet", "comet-2", "comet-2", "rocket-1"], new[] { "comet", "comet-2", "comet-2x", "rocket" }.Select(name => book.Find("acme", name)!.Model));
    }

    [Fact]
    public void The_bill_says_whose_price_it_is()
    {
        var price = Assert.IsType<SpanCost.Computed>(Cost(Own.Book(Own.Price("7", "2026-07-01")), "2026-07-02")).Price;

        Assert.Equal((PriceKind.Override, "contract", new DateOnly(2026, 7, 1), new DateOnly(2026, 8, 6)), (price.Kind, price.Source, price.EffectiveFrom, price.RecordedAt));
    }

    [Fact]
    public void A_discount_is_taken_off_each_line_and_the_line_still_shows_the_list_price()
    {
        var cost = Assert.IsType<SpanCost.Computed>(Cost(Own.Book(Own.Discount(0.8m)), "2026-07-02"));

        Assert.Equal(new(0.8m, "everything", "as agreed"), cost.Price.Discount);
        Assert.Equal([new(Meter.Input, 100_000, 1m, Factor: 0.8m)], cost.Lines);
        Assert.Equal((0.08m, 0.08m), (cost.Sum.Amount, cost.Lines[0].Amount.Amount));
    }

    [Theory]
    [InlineData("rocket-1", "0.05")]
    [InlineData("comet", "0.27")]
    public void The_closest_discount_is_the_only_one(string model, string usd)
    {
        var book = Own.Book(Own.Discount(0.8m), Own.Discount(0.5m, "acme", "rocket"), Own.Discount(0.9m, "acme-ai"));

        Assert.Equal(decimal.Parse(usd, System.Globalization.CultureInfo.InvariantCulture), Cost(book, "2026-07-01", model).Total!.Value.Amount);
    }

    [Fact]
    public void A_model_is_left_out_of_a_wider_discount_by_one_of_its_own_that_takes_nothing_off() =>
        Assert.Null(Assert.IsType<SpanCost.Computed>(Cost(Own.Book(Own.Discount(0.8m), Own.Discount(1m, "acme", "rocket-1")), "2026-07-01")).Price.Discount);

    [Theory]
    [InlineData("2026-06-30", 0.1)]
    [InlineData("2026-07-01", 0.05)]
    [InlineData("2026-07-31", 0.05)]
    [InlineData("2026-08-01", 0.1)]
    public void A_discount_holds_for_its_days(string day, double usd) =>
        Assert.Equal((decimal)usd, Cost(Own.Book(Own.Discount(0.5m, from: "2026-07-01", to: "2026-07-31")), day).Total!.Value.Amount);

    [Fact]
    public void What_a_span_reports_is_not_discounted()
    {
        var call = new ModelCall("acme", "rocket-1", new(100_000, 0, 0, 0, 0), ReportedCost: new(5m));

        var cost = Assert.IsType<SpanCost.Reported>(TheBook.Price(Own.Book(Own.Discount(0.5m)), call, TheBook.At("2026-07-01")));

        Assert.Equal((5m, 0.05m), (cost.Sum.Amount, cost.Beside.Total!.Value.Amount));
    }

    [Theory]
    [InlineData("acme", "my-deployment", 1)]
    [InlineData("acme-ai", "MY-DEPLOYMENT", 1)]
    [InlineData("other", "my-deployment", 3)]
    [InlineData("", "my-deployment", 3)]
    public void An_alias_of_the_organisation_is_tried_first(string provider, string model, int input)
    {
        var book = Own.Book(Own.Alias("my-deployment", "acme"), Own.Alias("my-deployment", target: "comet"));

        Assert.Equal(input, InputOf(book, "2026-07-01", model, provider));
        Assert.Equal("organisation alias", Assert.IsType<SpanCost.Computed>(Cost(book, "2026-07-01", model, provider)).Price.Matched);
    }

    [Theory]
    [InlineData("2026-06-30", 3)]
    [InlineData("2026-07-01", 1)]
    [InlineData("2026-08-01", 3)]
    public void An_alias_holds_for_its_days_and_may_mean_another_model_than_the_book_does(string day, int input) =>
        Assert.Equal(input, InputOf(Own.Book(Own.Alias("comet", from: "2026-07-01", to: "2026-07-31")), day, "comet"));

    [Fact]
    public void An_alias_that_leads_nowhere_says_so() =>
        Assert.Equal(
            new SpanCost.Unpriced("no price for model 'comet-7' at acme, which an alias of the organisation leads to"),
            Cost(Own.Book(Own.Alias("my-deployment", target: "comet-7")), "2026-07-01", "my-deployment"));

    [Fact]
    public void The_version_of_the_book_tells_of_every_entry()
    {
        PriceEntry[] entries = [Own.Price("7"), Own.Discount(0.5m), Own.Alias("x")];

        Assert.Equal(4, entries.Select(entry => Own.Book(entry).Version).Append(Own.Book().Version).Distinct().Count());
        Assert.Equal(Own.Book(entries).Version, Own.Book(entries.Reverse()).Version);
    }

    private static decimal? InputOf(PriceBook book, string day, string model = "rocket-1", string provider = "acme") =>
        Cost(book, day, model, provider).Total?.Amount * 10m;

    private static SpanCost Cost(PriceBook book, string day, string model = "rocket-1", string provider = "acme") =>
        TheBook.Price(book, new(provider, model, new(100_000, 0, 0, 0, 0)), TheBook.At(day));
}

using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Tests.Pricing;

public sealed class PriceEntryRulesTests
{
    [Fact]
    public void What_a_book_can_be_made_of_is_no_mistake()
    {
        Assert.Null(PriceEntryRules.Mistake(Own.Price("5", "2026-07-01", "2026-07-01")));
        Assert.Null(PriceEntryRules.Mistake(Own.Discount(0m, "acme")));
        Assert.Null(PriceEntryRules.Mistake(Own.Alias("x", provider: "")));
    }

    public static TheoryData<PriceEntry, string> Mistakes => new()
    {
        { Own.Discount(0.5m, from: "2026-07-02", to: "2026-07-01"), "The last day is before the first." },
        { Own.Discount(0.5m, from: "1026-07-02"), "1026-07-02 is not between 2000-01-01 and 2199-12-31." },
        { Own.Discount(-0.1m), "A factor is between 0 and 10: 0.8 takes a fifth off." },
        { Own.Discount(0.5m, model: "rocket-1"), "A discount on a model names its provider." },
        { Own.Alias(" x"), "The model has 1 to 200 characters, no control characters and no space at either end." },
        { Own.Alias("x", targetProvider: ""), "The provider has 1 to 200 characters, no control characters and no space at either end." },
        { Own.Price("5", kind: PriceKind.Shipped), "Prices that ship are not recorded." },
        { Own.Price("5") with { Origin = Own.Origin("2026-07-01") }, "The price and its entry name different days." },
        { Own.Price("5") with { Origin = Own.Origin() with { Note = new('x', 501) } }, "A note has at most 500 characters." },
        { Long(Own.Price("5")), "A price has at most 32768 characters." },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_said_in_a_sentence(PriceEntry entry, string mistake) => Assert.Equal(mistake, PriceEntryRules.Mistake(entry));

    [Fact]
    public void A_price_that_breaks_the_format_names_the_field()
    {
        var broken = Assert.Throws<PriceFileException>(() => Own.Price("5", more: """, "perUnit": { "webSerch": "1" }"""));

        Assert.Equal("acme rocket-1.price.perUnit.webSerch: no such unit", broken.Message);
    }

    private static PriceEntry.Price Long(PriceEntry.Price price) => price with { Record = price.Record with { Document = price.Record.Document.PadRight(40_000) } };

    [Fact]
    public void A_stored_price_is_the_one_that_was_recorded()
    {
        var record = Own.Price("5", "2026-07-01", aliases: ["r"]).Record;

        var (aliases, mode, card) = PriceDocument.Read(record);

        Assert.Equal(("r", "chat", 5m, record.EffectiveFrom, record.RecordedAt, record.Source), (Assert.Single(aliases), mode, card.Rates.Standard.Bands[0].Rates.Listed(Meter.Input), card.EffectiveFrom, card.RecordedAt, card.Source));
        Assert.Throws<PriceFileException>(() => PriceDocument.Read(record with { EffectiveFrom = null }));
    }
}

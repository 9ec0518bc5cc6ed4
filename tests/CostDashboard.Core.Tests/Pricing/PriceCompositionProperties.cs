using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;
using FsCheck;
using FsCheck.Fluent;

namespace CostDashboard.Core.Tests.Pricing;

/// <summary>What holds for anything that an organisation may say about prices, in whatever order it was said.</summary>
public sealed class PriceCompositionProperties
{
    private static readonly DateOnly s_first = new(2026, 5, 1);

    private static readonly Gen<DateOnly?> s_day = Gen.Choose(-1, 20).Select(day => day < 0 ? (DateOnly?)null : s_first.AddDays(day));

    private static readonly Gen<(string? From, string? To)> s_days =
        from one in s_day
        from other in s_day
        let isInOrder = one is null || other is null || one <= other
        select (Text(isInOrder ? one : other), Text(isInOrder ? other : one));

    private static readonly Gen<string?> s_provider = Gen.Elements<string?>(null, "acme", "acme-ai", "house");

    private static readonly Gen<string> s_model = Gen.Elements("rocket-1", "Rocket", "comet", "comet-2", "COMET-2", "house-9");

    private static readonly Gen<PriceEntry> s_entry =
        from days in s_days
        from provider in s_provider
        from model in s_model
        from other in s_model
        from amount in Gen.Choose(1, 9)
        from recorded in Gen.Choose(0, 3)
        from kind in Gen.Choose(0, 4)
        select kind switch
        {
            0 => (PriceEntry)Own.Discount(amount / 10m, provider, provider is null ? null : model, days.From, days.To, recorded),
            1 => Own.Alias(model, provider, other, "acme", days.From, days.To, recorded),
            2 => Own.Price($"{amount}", days.From, days.To, model, provider ?? "acme", PriceKind.Imported, recorded, [other]),
            _ => Own.Price($"{amount}", days.From, days.To, model, provider ?? "acme", PriceKind.Override, recorded),
        };

    private static readonly Gen<Said> s_said =
        from entries in s_entry.ArrayOf().Resize(12)
        from shuffled in Gen.Shuffle(entries)
        select new Said(entries, shuffled);

    [Fact]
    public void The_order_in_which_things_were_said_does_not_matter() => Holds(said =>
    {
        var (one, other) = (Own.Book(said.Entries), Own.Book(said.Shuffled));
        return one.Version == other.Version && Costs(one).SequenceEqual(Costs(other));
    });

    [Fact]
    public void On_any_day_the_price_is_the_last_recorded_of_those_that_began_last_and_the_organisations_own_goes_first() => Holds(said =>
    {
        PriceEntry.Price[] prices = [.. said.Entries.OfType<PriceEntry.Price>()];
        var comet = Own.Book(prices).Find("acme", "comet")!;
        return Days().All(day => InputAt(comet, day) == (Expected(prices, day) is { } own ? InputOf(PriceDocument.Read(own.Record).Card) : ShippedInput));
    });

    [Fact]
    public void Periods_follow_each_other_and_never_overlap() => Holds(said =>
        Own.Book(said.Entries).Models.All(model => model.Periods.Zip(model.Periods.Skip(1)).All(pair => pair.First.From < pair.First.To && pair.First.To <= pair.Second.From)));

    [Fact]
    public void A_discounted_bill_adds_up_and_is_the_list_price_times_the_factor() => Holds(said =>
    {
        PriceEntry[] withoutDiscounts = [.. said.Entries.Where(entry => entry is not PriceEntry.Discount)];
        return Costs(Own.Book(said.Entries)).Zip(Costs(Own.Book(withoutDiscounts))).All(pair => (pair.First, pair.Second) switch
        {
            (SpanCost.Computed paid, SpanCost.Computed list) =>
                paid.Sum.Amount == list.Sum.Amount * paid.Price.Factor && paid.Lines.Sum(line => line.Amount.Amount) == paid.Sum.Amount,
            var (one, other) => one == other,
        });
    });

    private static PriceEntry.Price? Expected(IEnumerable<PriceEntry.Price> prices, DateOnly day) => prices
        .Where(price => price.Record.Provider != "house" && price.Record.Model == "comet")
        .Where(price => !(price.Origin.From > day) && !(price.Origin.To < day))
        .OrderBy(price => price.Kind is PriceKind.Override)
        .ThenBy(price => price.Origin.From)
        .ThenBy(price => price.Origin.RecordedAt)
        .ThenBy(price => price.Origin.Id)
        .LastOrDefault();

    private const decimal ShippedInput = 3m;

    private static decimal? InputAt(ModelPrices model, DateOnly day) => InputOf(model.AsOf(StartOf(day))!);

    private static decimal? InputOf(RateCard card) => card.Rates.Standard.Bands[0].Rates.Listed(Meter.Input);

    private static List<SpanCost> Costs(PriceBook book) =>
    [
        .. from day in Days()
           from provider in new[] { "", "acme", "house", "other" }
           from model in new[] { "rocket-1", "rocket", "comet", "comet-2", "house-9" }
           select WithoutVersion(TheBook.Price(book, new(provider, model, new(1_000, 200, 0, 0, 50)), StartOf(day))),
    ];

    private static SpanCost WithoutVersion(SpanCost cost) => cost is SpanCost.Computed computed ? computed with { Price = computed.Price with { BookVersion = "" } } : cost;

    private static IEnumerable<DateOnly> Days() => Enumerable.Range(-2, 26).Select(s_first.AddDays);

    private static UnixNanos StartOf(DateOnly day) => TheBook.At(Text(day)!);

    private static string? Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static void Holds(Func<Said, bool> property) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(s_said.ToArbitrary(), property));

    private sealed record Said(PriceEntry[] Entries, PriceEntry[] Shuffled);
}

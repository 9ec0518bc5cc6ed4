namespace CostDashboard.Core.Pricing;

/// <summary>Puts what the organisation says over the prices that ship. The same entries in any order make the same book.</summary>
internal static class PriceComposition
{
    /// <param name="shipped">No two of them share a name.</param>
    /// <param name="entries">Those that are not withdrawn.</param>
    /// <exception cref="PriceFileException">A stored price cannot be read.</exception>
    internal static IReadOnlyList<ProviderPrices> Of(IReadOnlyList<ProviderPrices> shipped, IReadOnlyList<PriceEntry> entries)
    {
        var discounts = entries.OfType<PriceEntry.Discount>().ToList();
        var prices = entries.OfType<PriceEntry.Price>().ToLookup(price => ProviderOf(shipped, price.Record.Provider), StringComparer.OrdinalIgnoreCase);
        if (discounts.Count == 0 && prices.Count == 0)
        {
            return shipped;
        }

        var known = shipped.Select(provider => provider.Provider).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var own = prices
            .Where(group => !known.Contains(group.Key))
            .Select(group => FirstSpelling(group.Select(price => price.Record.Provider)))
            .Select(name => new ProviderPrices(name, name, [], [], isShipped: false));
        return [.. shipped.Concat(own).Select(provider => Of(provider, [.. prices[provider.Provider]], discounts))];
    }

    private static ProviderPrices Of(ProviderPrices provider, IReadOnlyList<PriceEntry.Price> prices, IReadOnlyList<PriceEntry.Discount> discounts)
    {
        var ofProvider = discounts.Where(discount => discount.Provider is not { } name || provider.IsCalled(name)).ToList();
        if (prices.Count == 0 && ofProvider.Count == 0)
        {
            return provider;
        }

        // An alias means its model: a price for gpt-4o-2024-08-06, where that is another name of gpt-4o, is one for gpt-4o.
        var own = prices
            .Select(entry => new OwnPrice(entry, PriceDocument.Read(entry.Record)))
            .ToLookup(price => provider.Find(price.Entry.Record.Model)?.Model ?? price.Entry.Record.Model, StringComparer.OrdinalIgnoreCase);
        var drafts = new List<Draft>();
        foreach (var model in provider.Models)
        {
            drafts.Add(new(model.Model, model.Mode, model.Aliases, [.. model.Cards.Select(PriceTimeline.Candidate.Shipped)], [.. own[model.Model]]));
        }

        foreach (var group in own.Where(group => provider.Find(group.Key) is null))
        {
            var latest = group.OrderByDescending(price => price.Entry.Origin.RecordedAt).ThenByDescending(price => price.Entry.Origin.Id).First();
            drafts.Add(new(FirstSpelling(group.Select(price => price.Entry.Record.Model)), latest.Read.Mode, [], [], [.. group]));
        }

        return new(provider.Provider, provider.Name, provider.Aliases, Models(provider, drafts, ofProvider), provider.IsShipped);
    }

    private static List<ModelPrices> Models(ProviderPrices provider, List<Draft> drafts, List<PriceEntry.Discount> discounts)
    {
        // A model's own name is never an alias of another, and what ships keeps its names.
        var taken = drafts.SelectMany(draft => draft.Aliases.Append(draft.Model)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var models = new List<ModelPrices>(drafts.Count);
        foreach (var draft in drafts.OrderBy(draft => draft.Model, StringComparer.Ordinal))
        {
            string[] more = [.. draft.Own.SelectMany(price => price.Read.Aliases).Order(StringComparer.Ordinal).Where(taken.Add)];
            var aliases = more.Length == 0 ? draft.Aliases : [.. draft.Aliases, .. more];
            var ofModel = discounts.Where(discount => discount.Model is not { } name || Means(provider, name, draft, aliases)).ToList();
            var unchanged = draft.Own.Count == 0 && ofModel.Count == 0 ? provider.Find(draft.Model) : null;
            models.Add(unchanged ?? new(
                provider.Provider,
                draft.Model,
                aliases,
                draft.Mode,
                PriceTimeline.Of([.. draft.Shipped, .. draft.Own.Select(price => PriceTimeline.Candidate.Of(price.Entry, price.Read.Card))], ofModel)));
        }

        return models;
    }

    private static bool Means(ProviderPrices provider, string name, Draft draft, IReadOnlyList<string> aliases) =>
        provider.Find(name) is { } shipped
            ? shipped.Model == draft.Model
            : draft.Model.Equals(name, StringComparison.OrdinalIgnoreCase) || aliases.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static string ProviderOf(IReadOnlyList<ProviderPrices> shipped, string name) =>
        shipped.FirstOrDefault(provider => provider.IsCalled(name))?.Provider ?? name;

    // Several spellings of one name: which was recorded first must not matter.
    private static string FirstSpelling(IEnumerable<string> spellings) => spellings.Min(StringComparer.Ordinal)!;

    private sealed record OwnPrice(PriceEntry.Price Entry, (IReadOnlyList<string> Aliases, string Mode, RateCard Card) Read);

    private sealed record Draft(
        string Model, string Mode, IReadOnlyList<string> Aliases, IReadOnlyList<PriceTimeline.Candidate> Shipped, IReadOnlyList<OwnPrice> Own);
}

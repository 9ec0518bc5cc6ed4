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

        var own = prices.Select(entry => new OwnPrice(entry, PriceDocument.Read(entry.Record))).ToLookup(price => price.Entry.Record.Model, StringComparer.OrdinalIgnoreCase);
        var drafts = new List<Draft>();
        foreach (var model in provider.Models)
        {
            string[] kept = [.. model.Aliases.Where(alias => !own.Contains(alias))];
            drafts.Add(new(model.Model, model.Mode, kept.Length == model.Aliases.Count ? model.Aliases : kept, model.Cards, [.. own[model.Model]]));
        }

        var models = provider.Models.Select(model => model.Model).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var group in own.Where(group => !models.Contains(group.Key)))
        {
            // A name that so far was an alias becomes a model: until its own price begins, it costs what its model does.
            var before = provider.Find(group.Key);
            var latest = group.OrderByDescending(price => price.Entry.Origin.RecordedAt).ThenByDescending(price => price.Entry.Origin.Id).First();
            drafts.Add(new(FirstSpelling(group.Select(price => price.Entry.Record.Model)), before?.Mode ?? latest.Read.Mode, [], before?.Cards ?? [], [.. group]));
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
            var ofModel = discounts.Where(discount => discount.Model is not { } name || aliases.Append(draft.Model).Contains(name, StringComparer.OrdinalIgnoreCase)).ToList();
            var unchanged = draft.Own.Count == 0 && ofModel.Count == 0 && provider.Find(draft.Model) is { } same && same.Aliases == aliases ? same : null;
            models.Add(unchanged ?? new(provider.Provider, draft.Model, aliases, draft.Mode, PriceTimeline.Of(draft.Candidates, ofModel)));
        }

        return models;
    }

    private static string ProviderOf(IReadOnlyList<ProviderPrices> shipped, string name) =>
        shipped.FirstOrDefault(provider => provider.IsCalled(name))?.Provider ?? name;

    // Several spellings of one name: which was recorded first must not matter.
    private static string FirstSpelling(IEnumerable<string> spellings) => spellings.Min(StringComparer.Ordinal)!;

    private sealed record OwnPrice(PriceEntry.Price Entry, (IReadOnlyList<string> Aliases, string Mode, RateCard Card) Read);

    private sealed record Draft(
        string Model, string Mode, IReadOnlyList<string> Aliases, IReadOnlyList<RateCard> Shipped, IReadOnlyList<OwnPrice> Own)
    {
        internal IReadOnlyList<PriceTimeline.Candidate> Candidates =>
            [.. Shipped.Select(PriceTimeline.Candidate.Shipped), .. Own.Select(price => PriceTimeline.Candidate.Of(price.Entry, price.Read.Card))];
    }
}

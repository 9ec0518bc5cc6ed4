using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

using CostDashboard.Core.Units;

namespace CostDashboard.Core.Pricing.Imports;

/// <summary>Compares a list with the book in force, and takes over what somebody chose.</summary>
public static class PriceDiffs
{
    /// <param name="today">UTC. Prices to which the list gives no day are compared with those of today.</param>
    public static PriceDiff Of(PriceList list, PriceBook book, DateOnly today)
    {
        var entries = new List<PriceDiffEntry>();
        var models = list.Models.ToDictionary(model => (model.Provider, Model: model.Model.ToLowerInvariant()));
        foreach (var listed in list.Models)
        {
            var target = TargetOf(listed, book);
            var canonical = target.Known is { } known && !target.IsSpelled && !IsNamed(known.Model, listed.Model) ? models.GetValueOrDefault((listed.Provider, known.Model.ToLowerInvariant())) : null;
            if (canonical is not null && canonical.Prices.SequenceEqual(listed.Prices))
            {
                entries.Add(new(KeyOf(listed.NameInList, null), PriceDifference.Same, listed.Provider, listed.Model, listed.NameInList, null, [], $"another name of {canonical.Model}, at the same price"));
                continue;
            }

            // The list prices an alias by itself: then it becomes a model of its own.
            var model = canonical is null && target is { Known: { } one, IsSpelled: false } ? one.Model : listed.Model;
            for (var i = 0; i < listed.Prices.Count; i++)
            {
                entries.Add(Entry(listed, i, model, target, book, today));
            }
        }

        entries.AddRange(list.Problems.Select(problem =>
            new PriceDiffEntry(KeyOf(problem.Name, null), PriceDifference.NotUnderstood, "", "", problem.Name, null, [], problem.Reason)));
        return new(list, entries);
    }

    /// <summary>The price that an entry puts into the book: what the list states, over what the book has.</summary>
    /// <param name="from">From which day on it holds, where the entry <see cref="PriceDiffEntry.NeedsDay"/>; null from the beginning.</param>
    /// <param name="today">As in <see cref="Of"/>.</param>
    /// <exception cref="ArgumentException">The entry is not understood.</exception>
    public static PriceRecord Accept(PriceDiffEntry entry, PriceBook book, DateOnly? from, DateOnly today, string source)
    {
        if (entry is not { Price: { } price, Listed: { } listed })
        {
            throw new ArgumentException("An entry that is not understood cannot be accepted.", nameof(entry));
        }

        var effective = entry.NeedsDay ? from : price.EffectiveFrom;
        var target = TargetOf(listed, book);
        var card = target.Known?.AsOf(StartOf(entry.NeedsDay ? from ?? today : DayOf(listed, price, today)));
        using var merged = JsonDocument.Parse(PriceMerge.Of(card?.Json, price.Json).ToJsonString());
        return PriceDocument.Compose(entry.Provider, entry.Model, effective, today, source, listed.Aliases, target.Known?.Mode ?? listed.Mode, merged.RootElement);
    }

    private static PriceDiffEntry Entry(ListedModel listed, int index, string model, Target target, PriceBook book, DateOnly today)
    {
        var price = listed.Prices[index];
        var card = target.Known?.AsOf(StartOf(DayOf(listed, price, today)));
        using var json = JsonDocument.Parse(price.Json);
        var stated = PriceDocument.Read(PriceDocument.Compose(listed.Provider, listed.Model, price.EffectiveFrom, today, "list", [], listed.Mode, json.RootElement)).Card;
        var changes = RateMap.Changes(card, stated);
        var difference = changes.Count == 0 ? PriceDifference.Same : card is null || target.IsSpelled ? PriceDifference.Added : PriceDifference.Changed;
        return new(
            KeyOf(listed.NameInList, price.EffectiveFrom),
            difference,
            listed.Provider,
            model,
            listed.NameInList,
            price.EffectiveFrom,
            changes,
            listed.LeftOut.Count == 0 ? null : $"left out: {string.Join(", ", listed.LeftOut)}",
            price,
            listed);
    }

    // The day on which the list's price is compared: the one that it names; the last one before those it names; today.
    private static DateOnly DayOf(ListedModel listed, ListedPrice price, DateOnly today) =>
        price.EffectiveFrom
        ?? (price.IsFromBeginning && listed.Prices.Select(other => other.EffectiveFrom).FirstOrDefault(day => day is not null) is { } next ? next.AddDays(-1) : today);

    /// <summary>The model that calls of that name are priced by now.</summary>
    private static Target TargetOf(ListedModel listed, PriceBook book)
    {
        if (book.Find(listed.Provider, listed.Model) is { } known)
        {
            return new(known, IsSpelled: false);
        }

        return new(book.Provider(listed.Provider) is { } seller ? ModelMatcher.At(seller, listed.Model)?.Model : null, IsSpelled: true);
    }

    private static string KeyOf(string nameInList, DateOnly? day) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{day:O}\n{nameInList}"))).AsSpan(0, 8));

    private static bool IsNamed(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static UnixNanos StartOf(DateOnly day) => PriceTimeline.StartOf(day);

    /// <param name="IsSpelled">Found by a rule (a dated suffix removed …): the book has no model of that very name.</param>
    private sealed record Target(ModelPrices? Known, bool IsSpelled);
}

using System.Globalization;

using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Pricing.Imports;

/// <summary>The rates of a card one by one, so that two cards can be compared whatever they have.</summary>
internal static class RateMap
{
    // Lists went through binary fractions.
    private const decimal Tolerance = 0.000001m;

    /// <summary>Rates that a list states and the book does not have so, and limits of length that the list replaces by others.</summary>
    /// <param name="book">Null where the book has no price.</param>
    internal static IReadOnlyList<RateChange> Changes(RateCard? book, RateCard list)
    {
        var stated = Of(list).ToList();
        if (book is null)
        {
            return [.. stated.Select(rate => new RateChange(NameOf(rate), null, rate.Usd))];
        }

        var known = Of(book).ToDictionary(NameOf, rate => rate.Usd, StringComparer.Ordinal);
        var changes = new List<RateChange>();
        foreach (var rate in stated)
        {
            var name = NameOf(rate);
            var old = known.TryGetValue(name, out var usd) ? usd : (decimal?)null;
            if (!IsSame(old ?? Derived(book, rate), rate.Usd))
            {
                changes.Add(new(name, old, rate.Usd));
            }
        }

        // Where a list states limits of length, one that it does not name is gone. Where it states none, it may just not know them.
        var limits = stated.Where(IsOfLength).ToLookup(rate => rate.ServiceTier, rate => rate.AboveInputTokens);
        changes.AddRange(Of(book)
            .Where(rate => IsOfLength(rate) && limits.Contains(rate.ServiceTier) && !limits[rate.ServiceTier].Contains(rate.AboveInputTokens))
            .Select(rate => new RateChange(NameOf(rate), rate.Usd, null)));
        return changes;
    }

    // A unit costs the same in every table unless a table says otherwise; a region's rates are the others times a factor, which the input shows.
    private static IEnumerable<ListedRate> Of(RateCard card)
    {
        var standard = card.Standard.Bands[0].Rates;
        return ListedRate.Of(card).Where(rate =>
            rate is { ServiceTier: null, Hours: null, Region: null, AboveInputTokens: null }
            || (rate.Region is null
                ? rate.Meter.IsTokens() || standard.Listed(rate.Meter) != rate.Usd
                : rate is { Meter: Meter.Input, ServiceTier: null, Hours: null, AboveInputTokens: null }));
    }

    private static bool IsOfLength(ListedRate rate) => rate is { Hours: null, Region: null, AboveInputTokens: not null };

    // What the book charges by a rule, and the list states to be just that, is no news.
    private static decimal? Derived(RateCard book, ListedRate rate) =>
        rate is { ServiceTier: null, Hours: null, Region: null, AboveInputTokens: null } ? book.Standard.Bands[0].Rates.Of(rate.Meter).Rate
        : rate is { Hours: null, Region: null, AboveInputTokens: null, ServiceTier: { } tier } && book.Rates.ServiceTiers.TryGetValue(tier, out var table) ? table.Bands[0].Rates.Of(rate.Meter).Rate
        : null;

    private static bool IsSame(decimal? old, decimal @new) => old is { } known && Math.Abs(known - @new) <= Tolerance * Math.Max(known, @new);

    private static string NameOf(ListedRate rate)
    {
        var meter = rate.Meter.ToString();
        var name = char.ToLowerInvariant(meter[0]) + meter[1..];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{(rate.ServiceTier is null ? "" : rate.ServiceTier + " ")}{name}{(rate.AboveInputTokens is { } above ? $" above {above:N0} input tokens" : "")}{(rate.Hours is { } hours ? $", {hours}" : "")}{(rate.Region is null ? "" : $" in {rate.Region}")}");
    }
}

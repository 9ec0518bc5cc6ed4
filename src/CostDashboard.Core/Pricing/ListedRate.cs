using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Pricing;

/// <summary>One rate of a card, with what has to be true of a call for it to be charged.</summary>
/// <param name="Usd">US dollars for one of <see cref="Meters.Unit"/>.</param>
/// <param name="ServiceTier">A name of <see cref="Pricing.ServiceTier"/>; null for the standard tier.</param>
/// <param name="Hours">The hours of the day; null for any, or for all that no other rate names.</param>
/// <param name="Region">Where the call was computed; null wherever no other rate names.</param>
/// <param name="AboveInputTokens">More input tokens than this; null for any prompt.</param>
/// <param name="IsMarginal">Only the tokens beyond that limit are charged at this rate.</param>
public sealed record ListedRate(
    Meter Meter, decimal Usd, string? ServiceTier = null, TimeOfDay? Hours = null, string? Region = null, long? AboveInputTokens = null, bool IsMarginal = false)
{
    /// <summary>All rates of a card: standard ones first, then those of service tiers, hours and regions.</summary>
    public static IEnumerable<ListedRate> Of(RateCard card) =>
        Of(card.Rates, null).Concat(card.Regions.OrderBy(region => region.Key, StringComparer.Ordinal).SelectMany(region => Of(region.Value, region.Key)));

    private static IEnumerable<ListedRate> Of(RateSheet sheet, string? region) =>
        Of(sheet.Standard, new(default, 0, Region: region))
            .Concat(sheet.ServiceTiers.OrderBy(tier => tier.Key, StringComparer.Ordinal).SelectMany(tier => Of(tier.Value, new(default, 0, tier.Key, Region: region))))
            .Concat(sheet.Windows.SelectMany(window => Of(window.Rates, new(default, 0, Hours: window.Hours, Region: region))));

    private static IEnumerable<ListedRate> Of(RateTable table, ListedRate when) =>
        table.Bands.SelectMany(band => band.Rates.All, (band, rate) => when with
        {
            Meter = rate.Key,
            Usd = rate.Value,
            AboveInputTokens = band.AboveInputTokens < 0 ? null : band.AboveInputTokens,
            IsMarginal = band.AboveInputTokens >= 0 && table.IsMarginal,
        });
}

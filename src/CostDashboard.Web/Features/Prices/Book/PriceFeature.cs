using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spans;

namespace CostDashboard.Web.Features.Prices.Book;

/// <summary>What a price has beside plain input and output.</summary>
[Flags]
public enum PriceFeatures
{
    None = 0,
    Cached = 1,
    Batch = 2,
    Tiers = 4,
    Audio = 8,
    Units = 16,
}

/// <summary>A feature as the filter offers it.</summary>
/// <param name="Name">In an address: <c>has=batch</c>.</param>
public sealed record PriceFeature(PriceFeatures Flag, string Name, string Label)
{
    public static IReadOnlyList<PriceFeature> All { get; } =
    [
        new(PriceFeatures.Cached, "cached", "cached"),
        new(PriceFeatures.Batch, "batch", "batch"),
        new(PriceFeatures.Tiers, "tiers", "tiers"),
        new(PriceFeatures.Audio, "audio", "audio"),
        new(PriceFeatures.Units, "units", "per unit"),
    ];

    public static PriceFeatures Parse(string name) => All.FirstOrDefault(f => f.Name == name)?.Flag ?? PriceFeatures.None;

    public static PriceFeatures Of(RateCard card)
    {
        var has = PriceFeatures.None;
        if (card.Standard.Bands[0].Rates.CacheRead is not null)
        {
            has |= PriceFeatures.Cached;
        }

        if (card.Rates.ServiceTiers.ContainsKey("batch"))
        {
            has |= PriceFeatures.Batch;
        }

        if (card.Standard.Bands.Length > 1)
        {
            has |= PriceFeatures.Tiers;
        }

        if (card.Standard.Bands[0].Rates.All.Any(rate => rate.Key is Meter.AudioInput or Meter.AudioCacheRead or Meter.AudioOutput))
        {
            has |= PriceFeatures.Audio;
        }

        return card.Standard.Bands[0].Rates.All.Any(rate => !rate.Key.IsTokens()) ? has | PriceFeatures.Units : has;
    }
}

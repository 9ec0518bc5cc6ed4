using System.Collections.Frozen;
using System.Collections.Immutable;

using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Pricing;

/// <summary>The rates that hold for prompts longer than so many tokens. The first band of a table holds for any prompt.</summary>
/// <param name="AboveInputTokens">Strictly above: with 200,000, a prompt of 200,000 tokens is still in the band before. −1 for the first band.</param>
/// <param name="Label">What made the rate differ from the base rate, for <see cref="PriceReference.Tier"/>; null for the base rate itself.</param>
/// <param name="Index">The band's place among all bands of its card.</param>
public sealed record RateBand(long AboveInputTokens, Rates Rates, string? Label, int Index);

/// <summary>Bands by length of the prompt. A prompt that crosses a limit is charged at the higher band as a whole, cached tokens included, unless the table is marginal.</summary>
/// <param name="IsMarginal">Of each class only the tokens beyond the limit are charged at the higher band.</param>
public sealed record RateTable(ImmutableArray<RateBand> Bands, bool IsMarginal = false)
{
    /// <summary>The band of a whole request; of a marginal table the highest that any of its classes reaches.</summary>
    public RateBand For(Usage usage)
    {
        var length = IsMarginal
            ? Math.Max(Math.Max(usage.Input, usage.CacheRead), Math.Max(Math.Max(usage.CacheWrite5m, usage.CacheWrite1h), usage.Output))
            : usage.TotalInput;
        for (var i = Bands.Length - 1; i > 0; i--)
        {
            if (length > Bands[i].AboveInputTokens)
            {
                return Bands[i];
            }
        }

        return Bands[0];
    }
}

/// <summary>Hours of the day with rates of their own.</summary>
public sealed record RateWindow(TimeOfDay Hours, RateTable Rates);

/// <summary>The tables among which a call's service tier and the time of its start choose.</summary>
/// <param name="ServiceTiers">By the names of <see cref="ServiceTier"/>; a tier's own rates hold all day.</param>
/// <param name="Windows">They replace the standard rates while they are open; no two are open at once.</param>
public sealed record RateSheet(RateTable Standard, FrozenDictionary<string, RateTable> ServiceTiers, ImmutableArray<RateWindow> Windows)
{
    public IEnumerable<RateTable> Tables => [Standard, .. ServiceTiers.Values, .. Windows.Select(window => window.Rates)];

    /// <summary>The rates of a service tier; the standard ones of that time of day where the sheet has none of its own for it.</summary>
    public RateTable For(string? serviceTier, UnixNanos moment)
    {
        if (ServiceTier.RatesName(serviceTier) is { } name
            && (ServiceTiers.TryGetValue(name, out var table) || (ServiceTier.Synonym(name) is { } other && ServiceTiers.TryGetValue(other, out table))))
        {
            return table;
        }

        foreach (var window in Windows)
        {
            if (window.Hours.Contains(moment))
            {
                return window.Rates;
            }
        }

        return Standard;
    }

    /// <summary>A service tier that costs something else than the standard one.</summary>
    public bool HasOwnRatesFor(string serviceTier) =>
        ServiceTiers.ContainsKey(serviceTier) || (ServiceTier.Synonym(serviceTier) is { } other && ServiceTiers.ContainsKey(other));
}

/// <summary>What one model costs from a day on.</summary>
/// <param name="EffectiveFrom">The UTC day from which the provider charges it; null when that is not known, and then it holds from the beginning.</param>
/// <param name="RecordedAt">The day on which we learnt it; prices are corrected later than they change.</param>
/// <param name="Rates">Wherever the call was computed.</param>
/// <param name="Regions">Where the provider charges more for computing in a region, by the region's name in lower case.</param>
public sealed record RateCard(
    DateOnly? EffectiveFrom,
    DateOnly RecordedAt,
    string Source,
    RateSheet Rates,
    FrozenDictionary<string, RateSheet> Regions)
{
    /// <summary>Who says so.</summary>
    public PriceKind Kind { get; init; } = PriceKind.Shipped;

    /// <summary>The price as it was read, in the form of a price file.</summary>
    public required string Json { get; init; }

    /// <summary>How many bands all tables of the card have together.</summary>
    public required int BandCount { get; init; }

    /// <summary>The first moment of <see cref="EffectiveFrom"/>.</summary>
    public UnixNanos EffectiveAt { get; } = PriceTimeline.StartOf(EffectiveFrom ?? DateOnly.MinValue);

    /// <summary>What is charged where nothing else is said: the standard tier, at any time of day, in any region.</summary>
    public RateTable Standard => Rates.Standard;

    /// <summary>The rates for a region; the usual ones where the card has none of its own for it.</summary>
    public RateSheet In(string? region) => region is not null && Regions.TryGetValue(region, out var sheet) ? sheet : Rates;
}

using System.Collections.Frozen;
using System.Collections.Immutable;

using CostDashboard.Core.Units;

namespace CostDashboard.Core.Pricing;

/// <summary>The rates that hold for prompts longer than so many tokens. The first band of a table holds for any prompt.</summary>
/// <param name="AboveInputTokens">Strictly above: with 200,000, a prompt of 200,000 tokens is still in the band before. −1 for the first band.</param>
/// <param name="Label">What made the rate differ from the base rate, for <see cref="Spans.PriceReference.Tier"/>; null for the base rate itself.</param>
/// <param name="Index">The band's place among all bands of its card.</param>
public sealed record RateBand(long AboveInputTokens, Rates Rates, string? Label, int Index);

/// <summary>Bands by length of the prompt. A prompt that crosses a limit is charged at the higher band as a whole, cached tokens included.</summary>
public sealed record RateTable(ImmutableArray<RateBand> Bands)
{
    /// <param name="totalInput">All input tokens, cache reads and writes included.</param>
    public RateBand For(long totalInput)
    {
        for (var i = Bands.Length - 1; i > 0; i--)
        {
            if (totalInput > Bands[i].AboveInputTokens)
            {
                return Bands[i];
            }
        }

        return Bands[0];
    }
}

/// <summary>What one model costs from a day on.</summary>
/// <param name="EffectiveFrom">The UTC day from which the provider charges it; null when that is not known, and then it holds from the beginning.</param>
/// <param name="RecordedAt">The day on which we learnt it; prices are corrected later than they change.</param>
/// <param name="PerUnit">US dollars for one search, page, image or second, by the price file's name of the unit.</param>
public sealed record RateCard(
    DateOnly? EffectiveFrom,
    DateOnly RecordedAt,
    string Source,
    RateTable Standard,
    FrozenDictionary<string, RateTable> ServiceTiers,
    IReadOnlyDictionary<string, decimal> PerUnit)
{
    /// <summary>Who says so.</summary>
    public PriceKind Kind { get; init; } = PriceKind.Shipped;

    /// <summary>How many bands all tables of the card have together.</summary>
    public required int BandCount { get; init; }

    /// <summary>The first moment of <see cref="EffectiveFrom"/>.</summary>
    public UnixNanos EffectiveAt { get; } = PriceTimeline.StartOf(EffectiveFrom ?? DateOnly.MinValue);

    /// <summary>The rates of a service tier, the standard ones where the card has none of its own for it.</summary>
    public RateTable For(string? serviceTier) =>
        ServiceTier.RatesName(serviceTier) is { } name
        && (ServiceTiers.TryGetValue(name, out var table) || (ServiceTier.Synonym(name) is { } other && ServiceTiers.TryGetValue(other, out table)))
            ? table
            : Standard;
}

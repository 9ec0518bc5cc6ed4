using System.Collections.Immutable;

using CostDashboard.Core.Units;

namespace CostDashboard.Core.Pricing;

/// <summary>All prices of one model at one provider, now and before.</summary>
/// <param name="Provider">As OpenTelemetry's <c>gen_ai.provider.name</c> has it.</param>
/// <param name="Model">The provider's own name of it.</param>
/// <param name="Aliases">Other names of the same model at the same price.</param>
/// <param name="Mode">What it does: chat, embedding, rerank …</param>
/// <param name="Cards">Ordered by <see cref="RateCard.EffectiveFrom"/>; never empty.</param>
/// <param name="BandCount">How many bands all cards have together.</param>
public sealed record ModelPrices(
    string Provider,
    string Model,
    IReadOnlyList<string> Aliases,
    string Mode,
    ImmutableArray<RateCard> Cards,
    int BandCount)
{
    /// <summary>The card in force at a moment; null before the first one.</summary>
    public RateCard? AsOf(UnixNanos moment)
    {
        for (var i = Cards.Length - 1; i >= 0; i--)
        {
            if (Cards[i].EffectiveAt <= moment)
            {
                return Cards[i];
            }
        }

        return null;
    }
}

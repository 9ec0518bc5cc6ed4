using System.Collections.Immutable;

using CostDashboard.Core.Units;

namespace CostDashboard.Core.Pricing;

/// <summary>All prices of one model at one provider, now and before.</summary>
/// <param name="Provider">As OpenTelemetry's <c>gen_ai.provider.name</c> has it.</param>
/// <param name="Model">The provider's own name of it.</param>
/// <param name="Aliases">Other names of the same model at the same price.</param>
/// <param name="Mode">What it does: chat, embedding, rerank …</param>
/// <param name="Periods">What is in force when, in the order of time; never empty.</param>
public sealed record ModelPrices(
    string Provider,
    string Model,
    IReadOnlyList<string> Aliases,
    string Mode,
    ImmutableArray<PricePeriod> Periods)
{
    /// <summary>The cards that are ever in force, in the order in which they first are.</summary>
    public ImmutableArray<RateCard> Cards { get; } = [.. Periods.Select(period => period.Card).Distinct(ReferenceEqualityComparer.Instance).Cast<RateCard>()];

    /// <summary>How many bands all periods have together.</summary>
    internal int BandCount => Periods.Length == 0 ? 0 : Periods[^1].FirstBand + Periods[^1].Card.BandCount;

    /// <summary>What is in force at a moment; null before the first price, and after the last one that has an end.</summary>
    public PricePeriod? PeriodAt(UnixNanos moment)
    {
        for (var i = Periods.Length - 1; i >= 0; i--)
        {
            if (Periods[i].From <= moment)
            {
                return moment < Periods[i].To ? Periods[i] : null;
            }
        }

        return null;
    }

    /// <summary>The card in force at a moment; null where there is none.</summary>
    public RateCard? AsOf(UnixNanos moment) => PeriodAt(moment)?.Card;
}

using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Pricing.Unpriced;

/// <summary>What calls without a price would cost at a chosen one.</summary>
/// <remarks>Totals do not know how long each prompt was, when it was sent and by which service tier: the base rates are taken for all.</remarks>
public static class UnpricedEstimate
{
    /// <returns><see cref="SpanCost.Computed"/>; <see cref="SpanCost.Partial"/> or <see cref="SpanCost.Unpriced"/> where the price lacks a class of tokens.</returns>
    public static SpanCost Of(UnpricedTraffic traffic, RateCard card, PriceDiscount? discount = null)
    {
        var band = card.Standard.Bands[0];
        var price = new PriceReference("", traffic.Provider, traffic.Model, "estimate", card.EffectiveFrom, card.RecordedAt, card.Source, Kind: card.Kind, Discount: discount);
        return Bill.Of(new(traffic.Provider, traffic.Model, traffic.Usage), new([band]), band, price);
    }
}

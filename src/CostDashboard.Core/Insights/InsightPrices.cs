using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Insights;

/// <summary>What calls would have cost otherwise, by the book at the call's time. Not safe for several threads.</summary>
/// <param name="now">Models that have a price then are offered instead.</param>
public sealed class InsightPrices(PriceBook book, UnixNanos now)
{
    private readonly Dictionary<ModelPrices, ModelPrices?> _cheaper = [];

    /// <summary>What would not have been charged for a call had it been another one; 0 to what was charged, in nano-dollars.</summary>
    internal long Saving(InsightCall call, ModelCall instead) => Math.Clamp(Difference(call, instead), 0, call.CostNanoUsd);

    /// <summary>The same for other tokens.</summary>
    internal long Saving(InsightCall call, Usage instead) => Saving(call, call.Call with { Usage = instead });

    /// <summary>
    /// The charge less what it would have been for other tokens, negative where these cost more: charge × (1 − the book's price of the other ÷ the book's
    /// price of it). The proportion, and not the book's difference, so that of a reported cost, or one by older prices, never more is saved than there is.
    /// </summary>
    /// <returns>0 where the book cannot price both in full.</returns>
    internal long Difference(InsightCall call, Usage instead) => Difference(call, call.Call with { Usage = instead });

    /// <summary>The cheaper model of the same provider and family, and what a call would have saved with it; null where the book has none.</summary>
    internal (ModelPrices Model, long Saving)? Cheaper(InsightCall call)
    {
        if (book.Match(call.Call.Provider, call.Call.Model, call.Start, call.Call.Region).Model is not { } model)
        {
            return null;
        }

        if (!_cheaper.TryGetValue(model, out var cheaper))
        {
            _cheaper[model] = cheaper = CheaperModel.Of(book, model, now);
        }

        return cheaper is null ? null : (cheaper, Saving(call, call.Call with { Provider = cheaper.Provider, Model = cheaper.Model, RequestModel = null }));
    }

    /// <summary>Whether writing into the provider's cache costs something else than plain input.</summary>
    internal bool ChargesForCacheWrites(InsightCall call) =>
        book.Match(call.Call.Provider, call.Call.Model, call.Start, call.Call.Region).Model?.AsOf(call.Start)?.Standard.For(call.Usage).Rates.Listed(Meter.CacheWrite5m) is not null;

    private long Difference(InsightCall call, ModelCall instead) =>
        AmountOf(call.Call, call.Start) is > 0 and var amount && AmountOf(instead, call.Start) is { } other
            ? call.CostNanoUsd - new Usd(Usd.FromNanos(call.CostNanoUsd).Amount * (other / amount)).ToNanos()
            : 0;

    private decimal? AmountOf(ModelCall call, UnixNanos start) => SpanPricer.Compute(call, start, book) is SpanCost.Computed computed ? computed.Sum.Amount : null;
}

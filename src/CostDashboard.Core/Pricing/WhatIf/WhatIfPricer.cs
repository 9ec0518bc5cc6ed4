using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Pricing.WhatIf;

/// <summary>
/// Prices chat calls that were made with another model, or with other tokens. Another model costs what the book says now. The same model costs
/// <code>charge × book(other tokens) ÷ book(its tokens)</code>
/// the proportion and not the book's own figure, so that a reported cost, or one by older prices, changes by as much as the tokens make it change.
/// </summary>
/// <param name="now">Whose prices are taken.</param>
/// <remarks>Of one call its tier by prompt length, service tier, modalities and units are priced as they were; of many the rate of the mean call. Time grows with the entries given.</remarks>
public sealed class WhatIfPricer(PriceBook book, UnixNanos now)
{
    /// <param name="instead">Null keeps each call's own model.</param>
    /// <param name="of">Only calls of this model change; null for every call.</param>
    public WhatIfAnswer Price(IEnumerable<WhatIfCalls> all, WhatIfAssumptions assumptions, ModelPrices? instead, (string Provider, string Model)? of = null)
    {
        long calls = 0, changed = 0, charged = 0, cost = 0;
        var leftOut = new List<WhatIfLeftOut>();
        foreach (var some in all)
        {
            var isMeant = (of is null || of == (some.Provider, some.Model)) && !(instead is null && assumptions.IsNone);
            var (amount, reason) = !isMeant ? (some.CostNanoUsd, null) : CostOf(some, assumptions, instead);
            if (some.IncompleteCalls > 0)
            {
                reason = "what was charged is not known in full";
            }

            if (reason is not null)
            {
                leftOut.Add(new(some.Provider, some.Model, some.Calls, some.CostNanoUsd, reason));
                continue;
            }

            calls += some.Calls;
            changed += isMeant ? some.Calls : 0;
            charged = checked(charged + some.CostNanoUsd);
            cost = checked(cost + amount);
        }

        return new(instead, calls, changed, charged, cost, Merged(leftOut));
    }

    private (long NanoUsd, string? Reason) CostOf(WhatIfCalls calls, WhatIfAssumptions assumptions, ModelPrices? instead)
    {
        var used = assumptions.Of(calls.Usage, calls.Calls, calls.One?.Modalities is not null);
        if (instead is not null)
        {
            var other = BookPrice(calls, instead.Provider, instead.Model, used);
            return other is SpanCost.Computed { Sum: var sum } ? (sum.ToNanos(), null) : (0, ReasonOf(other));
        }

        var (then, otherwise) = (BookPrice(calls, calls.Provider, calls.Model, calls.Usage), BookPrice(calls, calls.Provider, calls.Model, used));
        return then is SpanCost.Computed { Sum.Amount: > 0 and var before } && otherwise is SpanCost.Computed { Sum.Amount: var after }
            ? (new Usd(Usd.FromNanos(calls.CostNanoUsd).Amount * (after / before)).ToNanos(), null)
            : (0, then is SpanCost.Computed { Sum.Amount: 0 } ? "the model is free" : ReasonOf(then is SpanCost.Computed ? otherwise : then));
    }

    private SpanCost BookPrice(WhatIfCalls calls, string provider, string model, Usage usage)
    {
        if (calls.One is { } one)
        {
            var isSame = (one.Provider, one.Model) == (provider, model);
            return SpanPricer.Compute(
                one with { Provider = provider, Model = model, Usage = usage, ReportedCost = null, RequestModel = isSame ? one.RequestModel : null, Region = isSame ? one.Region : null },
                now,
                book);
        }

        var match = book.Match(provider, model, now);
        if (match.Model?.PeriodAt(now) is not { } period)
        {
            return match.Unpriced ?? new SpanCost.Unpriced($"'{model}' has no price today");
        }

        // Totals know neither the hour nor the service tier: the standard rates of the mean call are taken for all.
        var band = period.Card.Standard.For((calls with { Usage = usage }).Mean);
        var units = band.Rates.RequestFee is null ? null : new BillableUnits().With(Meter.Request, calls.Calls);
        return Bill.Of(new(provider, model, usage, Units: units), new([band]), band, match.Reference(book.Version, period, band));
    }

    private static string ReasonOf(SpanCost cost) => cost switch
    {
        SpanCost.Unpriced unpriced => unpriced.Reason,
        SpanCost.Partial partial => partial.Missing,
        _ => "it has no price",
    };

    private static List<WhatIfLeftOut> Merged(List<WhatIfLeftOut> all) =>
        [.. all.GroupBy(one => (one.Provider, one.Model, one.Reason))
            .Select(group => new WhatIfLeftOut(group.Key.Provider, group.Key.Model, group.Sum(o => o.Calls), group.Sum(o => o.CostNanoUsd), group.Key.Reason))
            .OrderByDescending(o => o.CostNanoUsd)
            .ThenByDescending(o => o.Calls)
            .ThenBy(o => o.Model, StringComparer.Ordinal)];
}

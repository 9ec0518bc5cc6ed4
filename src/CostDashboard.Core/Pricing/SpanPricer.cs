using System.Globalization;

using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Pricing;

/// <summary>What a span's own call costs by a price book, as of the span's start.</summary>
public static class SpanPricer
{
    private static readonly SpanCost.Unpriced s_tooDear = new(string.Create(
        CultureInfo.InvariantCulture, $"its usage at this model's price comes to more than {Believable.MostComputedUsd:N0} USD, which is not believed of one call"));

    public static PricedSpan Price(NormalizedSpan span, PriceBook book) =>
        new(span, span.Call is { } call ? CostOf(call, span.Source.Start, book) : SpanCost.NotACall.Instance);

    /// <summary>The cost that the call reports wins, and ours stands beside it; an absurd report (negative, above what is believed) is no report.</summary>
    private static SpanCost CostOf(ModelCall call, UnixNanos start, PriceBook book)
    {
        var computed = Compute(call, start, book);
        return call.ReportedCost is { Amount: >= 0m and <= Believable.MostReportedUsd } reported ? new SpanCost.Reported(reported, computed) : computed;
    }

    /// <summary>What the book makes of a call, whatever the call itself reports.</summary>
    internal static SpanCost Compute(ModelCall call, UnixNanos start, PriceBook book)
    {
        var match = Match(call, start, book);
        if (match.Model is not { } model)
        {
            return match.Unpriced!;
        }

        if (model.PeriodAt(start) is not { } period)
        {
            return new SpanCost.Unpriced(string.Create(
                CultureInfo.InvariantCulture,
                $"no price for model '{model.Model}' on {start.ToDateTimeOffset():yyyy-MM-dd}"));
        }

        var table = period.Card.In(call.Region).For(call.ServiceTier, start);
        var band = table.For(call.Usage);
        if (!call.StatesUsage && !(band.Rates is { RequestFee: not null, PricesTokens: false }))
        {
            return new SpanCost.Unpriced("the span states no usage");
        }

        if (!IsPlausible(call))
        {
            return new SpanCost.Unpriced("the counts of its usage are negative, beyond any model, or do not fit together");
        }

        var bill = Bill.Of(call, table, band, Reference(match, period, band, call, book));
        return bill.Total is { Amount: > Believable.MostComputedUsd } ? s_tooDear : bill;
    }

    // Azure answers with the model behind a deployment; where a gateway answers with a name of its own, the one that was asked for may be known.
    private static ModelMatch Match(ModelCall call, UnixNanos start, PriceBook book)
    {
        var match = book.Match(call.Provider, call.Model, start, call.Region);
        return match.Model is null && call.RequestModel is { Length: > 0 } asked && asked != call.Model
            && book.Match(call.Provider, asked, start, call.Region) is { Model: not null } byRequest
                ? byRequest
                : match;
    }

    private static PriceReference Reference(ModelMatch match, PricePeriod period, RateBand band, ModelCall call, PriceBook book)
    {
        var reference = match.Reference(book.Version, period, band);
        return ServiceTier.RatesName(call.ServiceTier) is { } tier && !period.Card.Rates.HasOwnRatesFor(tier)
            ? reference with { Tier = band.Label is null ? $"{tier} has no rate of its own" : $"{tier} has no rate of its own, {band.Label}" }
            : reference;
    }

    private static bool IsPlausible(ModelCall call)
    {
        var usage = call.Usage;
        if (!(IsPlausible(usage.Input) && IsPlausible(usage.CacheRead) && IsPlausible(usage.CacheWrite5m)
            && IsPlausible(usage.CacheWrite1h) && IsPlausible(usage.Output) && IsPlausible(usage.Reasoning)))
        {
            return false;
        }

        if (call.Modalities is { } modalities && !modalities.FitInto(usage))
        {
            return false;
        }

        if (call.Units is { } units)
        {
            foreach (var meter in BillableUnits.Meters)
            {
                if (!IsPlausible(units.Of(meter)))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool IsPlausible(long count) => count is >= 0 and <= Believable.MostTokens;
}

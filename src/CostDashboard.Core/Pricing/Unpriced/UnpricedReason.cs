using System.Globalization;

using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Pricing.Unpriced;

/// <summary>What the book in force has to say to calls that were stored without a price.</summary>
/// <param name="Text">Why there is none, as a sentence without its point; or which price there is by now.</param>
/// <param name="PricedBy">The model whose price they would get if they were priced again; null where there still is none.</param>
public sealed record UnpricedReason(string Text, ModelPrices? PricedBy)
{
    public static UnpricedReason Of(UnpricedTraffic traffic, PriceBook book)
    {
        // Of the last day: a price that begins later says nothing about these calls.
        var at = traffic.LastSeen + (UnixNanos.PerDay - 1);
        var match = book.Match(traffic.Provider, traffic.Model, at);
        if (match.Model is not { } model)
        {
            return new(match.Unpriced!.Reason, null);
        }

        if (model.PeriodAt(at) is null)
        {
            return new(string.Create(CultureInfo.InvariantCulture, $"no price for model '{model.Model}' on {at.ToDateTimeOffset():yyyy-MM-dd}"), null);
        }

        return traffic.State is PriceState.Partial
            ? new($"'{model.Model}' at {model.Provider} had no rate for a part of what was used, or the calls state none", model)
            : new($"'{model.Model}' at {model.Provider} has a price by now ({match.Rule}), or the calls state no usage", model);
    }
}

using CostDashboard.Core.Access;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Pricing.Unpriced;
using CostDashboard.Core.Units;

namespace CostDashboard.Web.Features.Prices.Keeping;

/// <summary>A model in the traffic that has no price, or only a part of one.</summary>
/// <param name="Reason">What the book in force says of it.</param>
/// <param name="Suggestions">Models that it might be, likest first; none is ever taken without somebody's choice.</param>
public sealed record UnknownModel(UnpricedTraffic Traffic, UnpricedReason Reason, IReadOnlyList<ModelSuggestion> Suggestions);

/// <summary>Lists what was called without a known price.</summary>
internal sealed class UnknownModels(IUnpricedQueries queries, CurrentPrices prices)
{
    private const int MostSuggestions = 5;

    // A suggestion looks at every name in the book; whoever looks at the hundredth model has better things to do first.
    private const int MostWithSuggestions = 100;

    /// <param name="from">The beginning of a day in the organisation's zone.</param>
    /// <param name="to">The same, exclusive.</param>
    internal async Task<IReadOnlyList<UnknownModel>> GetAsync(ProjectId? project, UnixNanos from, UnixNanos to, CancellationToken cancellationToken)
    {
        var book = prices.Book;
        var suggestions = new ModelSuggestions(book);
        var traffic = await queries.GetAsync(project, from, to, cancellationToken);
        return [.. traffic.Select((calls, index) =>
        {
            var reason = UnpricedReason.Of(calls, book);
            return new UnknownModel(
                calls,
                reason,
                reason.PricedBy is null && index < MostWithSuggestions ? suggestions.For(calls.Provider, calls.Model, calls.LastSeen, MostSuggestions) : []);
        })];
    }
}

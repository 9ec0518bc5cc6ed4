using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Web.Features.Prices.Book;
using CostDashboard.Web.Features.Prices.Repricing;
using CostDashboard.Web.Ui.Asking;

namespace CostDashboard.Web.Features.Prices;

/// <summary>Links to re-pricing with its question filled in, for all projects.</summary>
internal static class RepriceLink
{
    // As far back as a period of the pages reaches.
    private const int MostDays = 1_095;

    /// <summary>The days for which an entry holds, until the end of today: what can be stored of them.</summary>
    public static (UnixNanos From, UnixNanos To) PeriodOf(EntryOrigin days, UnixNanos now)
    {
        var tomorrow = BookView.Today(now).AddDays(1);
        var to = days.To is { } last && last < tomorrow ? last.AddDays(1) : tomorrow;
        var first = to.AddDays(-MostDays);
        var from = days.From is { } day && day > first ? day : first;
        return (BookView.StartOf(from < to ? from : to.AddDays(-1)), BookView.StartOf(to));
    }

    /// <param name="names">Providers and models as the totals name them; none leaves nothing out, and so do more than a link can carry.</param>
    public static string To(
        PageContext context, UnixNanos from, UnixNanos to, IReadOnlyCollection<(string? Provider, string Model)> names, params ReadOnlySpan<PriceState> states)
    {
        var filters = FilterSet.None;
        if (names.Count <= FilterSet.MostValues / 2)
        {
            foreach (var (provider, model) in names)
            {
                filters = provider is null ? filters : filters.With(new(Dimension.Provider), provider);
                filters = filters.With(new(Dimension.Model), model);
            }
        }

        foreach (var state in states)
        {
            filters = filters.With(new(Dimension.PriceState), state.ToString());
        }

        return (context.Question with { Range = new RangeChoice.Between(from, to), Filters = filters }).Url(RepricingView.Path).Add("all", "1").ToString();
    }
}

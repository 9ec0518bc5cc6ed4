using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Web.Features.Spend;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Text;

namespace CostDashboard.Web.Features.Overview;

/// <summary>What the figures at the top of the overview are made of.</summary>
/// <param name="Month">From the first of this month until now, beside the same days of the last.</param>
/// <param name="UnpricedModels">Models whose calls have no known price in the range, or a price for a part only.</param>
/// <param name="HasLatency">The distributions of the range were asked for.</param>
public sealed record OverviewFigures(SpendComparison Range, SpendComparison Month, IReadOnlyList<string> UnpricedModels, bool HasLatency)
{
    private static readonly Facet s_price = new(Dimension.PriceState);

    public string UnpricedNote => (Range.Now.UnpricedCalls, Range.Now.PartialCalls) switch
    {
        (0, 0) => "every call has a price",
        (0, var partial) => $"{Calls(partial)} priced in part",
        (var unpriced, 0) => $"{Calls(unpriced)} of {Models}",
        var (unpriced, partial) => $"{Calls(unpriced)}, {NumberText.Count(partial)} in part",
    };

    private string Models => UnpricedModels.Count == 1 ? "1 model" : NumberText.Count(UnpricedModels.Count) + " models";

    public static async Task<OverviewFigures> AskAsync(ISpendQueries spend, PageContext context, bool withLatency, CancellationToken cancellationToken)
    {
        var month = new RangeChoice.Named("month").At(context.Now, context.Calendar);
        var inRange = SpendComparison.AskAsync(spend, context, context.Range, withLatency, cancellationToken);
        var inMonth = SpendComparison.AskAsync(spend, context, month, withDistributions: false, cancellationToken);
        var range = await inRange;
        return new(range, await inMonth, range.Now.IncompleteCalls == 0 ? [] : await UnpricedModelsAsync(spend, context, cancellationToken), withLatency);
    }

    public string UnpricedLink(PageContext context) => Range.Now.IncompleteCalls == 0
        ? context.Question.Url("/spend").Add("by", "price").ToString()
        : Unpriced(context).Url("/spend").Add("by", "model").Add("measure", Range.Now.UnpricedCalls > 0 ? "unpriced" : "partial").ToString();

    private static PageQuestion Unpriced(PageContext context) =>
        context.Question.With(s_price, nameof(PriceState.Unpriced)).With(s_price, nameof(PriceState.Partial));

    private static async Task<IReadOnlyList<string>> UnpricedModelsAsync(ISpendQueries spend, PageContext context, CancellationToken cancellationToken)
    {
        var answer = await spend.AskAsync(
            new(
                context.ProjectId, context.Range.From, context.Range.To, Grain.Total, [Dimension.Model],
                Unpriced(context).Filters.ToSpendFilters(), WithDistributions: false),
            cancellationToken);
        return [.. answer.Rows.Select(r => r.Values[0])];
    }

    private static string Calls(long count) => count == 1 ? "1 call" : NumberText.Count(count) + " calls";
}

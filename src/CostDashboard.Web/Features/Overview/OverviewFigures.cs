using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Forecasts;
using CostDashboard.Web.Features.Spend;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Text;

namespace CostDashboard.Web.Features.Overview;

/// <summary>What the figures at the top of the overview are made of.</summary>
/// <param name="Today">From midnight until now, beside the same hours of yesterday.</param>
/// <param name="Month">From the first of this month until now, beside the same days of the last.</param>
/// <param name="UnpricedModels">Models whose calls have no known price in the range, or a price for a part only.</param>
/// <param name="HasLatency">The distributions of the range were asked for.</param>
public sealed record OverviewFigures(
    SpendComparison Range, SpendComparison Today, SpendComparison Month, MonthForecast Forecast, IReadOnlyList<string> UnpricedModels, bool HasLatency)
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

    /// <summary>All but the latency, which takes several times longer. The questions are asked side by side.</summary>
    public static async Task<OverviewFigures> AskAsync(ISpendQueries spend, PageContext context, CancellationToken cancellationToken)
    {
        var inRange = SpendComparison.AskAsync(spend, context, context.Range, withDistributions: false, cancellationToken);
        var inDay = SpendComparison.AskAsync(spend, context, Named("today", context), withDistributions: false, cancellationToken);
        var inMonth = SpendComparison.AskAsync(spend, context, Named("month", context), withDistributions: false, cancellationToken);
        var history = HistoryAsync(spend, context, cancellationToken);
        var range = await inRange;
        var models = range.Now.IncompleteCalls == 0 ? [] : await UnpricedModelsAsync(spend, context, cancellationToken);
        var month = await inMonth;
        return new(range, await inDay, month, MonthForecast.Of(await history, month.Now.CostNanoUsd), models, HasLatency: false);
    }

    /// <summary>The same with the latency.</summary>
    public async Task<OverviewFigures> WithLatencyAsync(ISpendQueries spend, PageContext context, CancellationToken cancellationToken) =>
        this with { Range = await SpendComparison.AskAsync(spend, context, context.Range, withDistributions: true, cancellationToken), HasLatency = true };

    public string UnpricedLink(PageContext context) => Range.Now.IncompleteCalls == 0
        ? context.Question.Url("/spend").Add("by", "price").ToString()
        : Unpriced(context).Url("/spend").Add("by", "model").Add("measure", Range.Now.UnpricedCalls > 0 ? "unpriced" : "partial").ToString();

    /// <summary>Models with calls in the range that have no known price, or a price for a part only.</summary>
    public static async Task<IReadOnlyList<string>> UnpricedModelsAsync(ISpendQueries spend, PageContext context, CancellationToken cancellationToken)
    {
        var answer = await spend.AskAsync(
            new(
                context.ProjectId, context.Range.From, context.Range.To, Grain.Total, [Dimension.Model],
                Unpriced(context).Filters.ToSpendFilters(), WithDistributions: false),
            cancellationToken);
        return [.. answer.Rows.Select(r => r.Values[0])];
    }

    private static async Task<SpendHistory> HistoryAsync(ISpendQueries spend, PageContext context, CancellationToken cancellationToken)
    {
        var (now, calendar) = (context.Now, context.Calendar);
        var question = new SpendQuestion(
            context.ProjectId, SpendHistory.BeginOf(now, calendar), TimeRange.Ceiling(now), Grain.Day, [], context.Question.Filters.ToSpendFilters(), WithDistributions: false);
        var days = spend.AskAsync(question, cancellationToken);
        var hours = spend.AskAsync(question with { From = SpendHistory.BeginOfHours(now, calendar), Grain = Grain.Hour }, cancellationToken);
        var first = await spend.GetExtentAsync(context.ProjectId, cancellationToken) is var (begin, _) ? begin : now;
        return SpendHistory.Of(first, now, calendar, (await days).Rows, (await hours).Rows);
    }

    private static TimeRange Named(string name, PageContext context) => new RangeChoice.Named(name).At(context.Now, context.Calendar);

    private static PageQuestion Unpriced(PageContext context) =>
        context.Question.With(s_price, nameof(PriceState.Unpriced)).With(s_price, nameof(PriceState.Partial));

    private static string Calls(long count) => count == 1 ? "1 call" : NumberText.Count(count) + " calls";
}

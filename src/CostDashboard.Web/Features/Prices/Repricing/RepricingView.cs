using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Web.Ui.Asking;

namespace CostDashboard.Web.Features.Prices.Repricing;

/// <summary>
/// What the page of re-pricing is asked: the period, and by <c>provider</c>, <c>model</c> and <c>price</c> which calls of it. So a link from
/// anywhere brings its models along. Other filters mean nothing here, nor do values that are left out.
/// </summary>
/// <param name="IsOfAllProjects">By <c>all=1</c>; otherwise of the page's project.</param>
public sealed record RepricingView(bool IsOfAllProjects, IReadOnlyList<SpendFilter> Filters)
{
    public const string Path = "/prices/repricing";

    /// <summary>What calls can be chosen by.</summary>
    public static IReadOnlyList<Dimension> Offered { get; } = [Dimension.Model, Dimension.Provider, Dimension.PriceState];

    public static RepricingView From(PageContext context) => new(
        context.Query.Flag("all"),
        [.. context.Question.Filters.ToSpendFilters().Where(filter => !filter.IsExclude && Offered.Contains(filter.Dimension))]);

    public static string PathOf(int run) => FormattableString.Invariant($"{Path}/{run}");

    public RepricingQuestion QuestionOf(PageContext context) => new(
        context.Range.From,
        context.Range.To,
        IsOfAllProjects ? [] : [context.ProjectId],
        ValuesOf(Dimension.Provider),
        ValuesOf(Dimension.Model),
        [.. ValuesOf(Dimension.PriceState).Select(StateOf).OfType<PriceState>()]);

    private static PriceState? StateOf(string name) =>
        Enum.TryParse<PriceState>(name, ignoreCase: true, out var state) && Enum.IsDefined(state) && state is not PriceState.NotACall ? state : null;

    private IReadOnlyList<string> ValuesOf(Dimension dimension) => [.. Filters.Where(filter => filter.Dimension == dimension).SelectMany(filter => filter.Values)];
}

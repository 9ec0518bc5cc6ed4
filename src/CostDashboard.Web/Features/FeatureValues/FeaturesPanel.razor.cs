using CostDashboard.Core.Spend;
using CostDashboard.Core.Value;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Loading;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.FeatureValues;

/// <summary>Cost against value, in a sentence, as a chart and by feature; every cost opens the traces behind it, every value its record.</summary>
public sealed partial class FeaturesPanel
{
    [Parameter, EditorRequired]
    public FeatureView View { get; set; } = null!;

    [Inject]
    private ISpendQueries Spend { get; set; } = null!;

    [Inject]
    private IFeatureValueStore Values { get; set; } = null!;

    private FeatureQuestion Question => FeatureQuestion.Of(Context);

    protected override async Task<Load<FeatureFigures>> AskAsync(CancellationToken cancellationToken)
    {
        var figures = await Question.AskAsync(Spend, Values, cancellationToken);
        return figures.Rows.Count == 0
            ? new Load<FeatureFigures>.Missing(
                "No feature has cost or value in this period. Spans name their feature in an attribute (Set up, Attributes); what it brings is recorded under Values, by CSV or over the API. Or choose a longer period.")
            : new Load<FeatureFigures>.Ready(figures);
    }

    /// <summary>The features that return most and least; null where there are not two.</summary>
    private static (FeatureRow Best, FeatureRow Worst)? Extremes(FeatureFigures figures)
    {
        List<FeatureRow> known = [.. figures.Rows.Where(row => row.Now.Revenue?.Return is not null).OrderBy(row => row.Now.Revenue!.Return)];
        return known.Count > 1 ? (known[^1], known[0]) : null;
    }

    private static (int Count, KnownCost Cost) WithoutValue(FeatureFigures figures)
    {
        List<FeatureRow> rows = [.. figures.Rows.Where(row => row.Now is { HasValue: false, Calls: > 0 })];
        return figures.Now.HasValue ? (rows.Count, rows.Aggregate(default(KnownCost), (sum, row) => sum + row.Now.Cost)) : default;
    }

    private string Name(FeatureRow row) => Context.Names.Of(FeatureView.Facet, row.Feature);

    private static double? Before(FeatureRow row) => row.Before.Calls == 0 && row.Now.Calls == 0 ? null : row.Before.Cost.NanoUsd;

    private static string? Was(FeatureRow row) => row.Before.Revenue?.Return is null ? null : $"{FeatureText.Return(row.Before.Revenue)} in the period before";

    private string SortLink(FeatureSort sort)
    {
        var isTurned = View.Sort == sort ? !View.Ascending : sort is FeatureSort.Feature;
        return Context.Here(("sort", sort is FeatureSort.Cost ? null : sort.ToString().ToLowerInvariant()), ("dir", isTurned ? "asc" : null));
    }

    private string Only(FeatureRow row) => Context.Here(Context.Question with { Filters = FilterSet.None.With(FeatureView.Facet, row.Feature) });

    private PageQuestion Traces(FilterSet filters)
    {
        var range = FeatureView.RangeIn(Context);
        return Context.Question with { Range = new RangeChoice.Between(range.From, range.To), Filters = filters };
    }

    private string TracesOf(FeatureRow row) =>
        SpansBehind.List(Context, Traces(FilterSet.None.With(FeatureView.Facet, row.Feature)));

    private string? ListOf(FilterSet filters, KnownCost cost) => IncompleteCalls.List(Context, Traces(filters), cost.UnpricedCalls, cost.PartialCalls);

    private string ValuesOf(FeatureRow row) => Context.Question.Url(ValuesPage.Path, withFilters: false).Add("feature", row.Feature).ToString();
}

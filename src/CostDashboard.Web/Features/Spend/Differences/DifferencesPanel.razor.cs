using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Loading;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Spend.Differences;

/// <summary>The values by how far their reported and computed costs are apart; every row opens the traces behind it.</summary>
public sealed partial class DifferencesPanel
{
    private static readonly Facet s_price = new(Dimension.PriceState);

    [Parameter, EditorRequired]
    public DifferencesView View { get; set; } = null!;

    [Parameter, EditorRequired]
    public TimeRange Range { get; set; } = null!;

    [Inject]
    private ISpendQueries Spend { get; set; } = null!;

    private IEnumerable<Facet> Facets => DimensionName.Offered
        .Where(d => d is not Dimension.PriceState)
        .Select(d => new Facet(d))
        .Concat((Context.Project?.TagKeys ?? []).Select(key => new Facet(Dimension.Tag, key)));

    protected override async Task<Load<DifferenceTable>> AskAsync(CancellationToken cancellationToken)
    {
        var question = new SpendQuestion(
            Context.ProjectId, Range.From, Range.To, Grain.Total, [View.By.Dimension], Context.Question.Filters.ToSpendFilters(), View.By.TagKey, WithDistributions: false);
        var table = DifferenceTable.Of(await Spend.AskAsync(question, cancellationToken), View.Sort, View.Ascending);
        return table.Rows.Count == 0
            ? new Load<DifferenceTable>.Missing(Context.Question.Filters.IsEmpty
                ? "No call of this period reports a cost that the price book computes as well."
                : "No call of this period that passes the filters reports a cost that the price book computes as well.")
            : new Load<DifferenceTable>.Ready(table);
    }

    private string SortLink(DifferenceSort sort)
    {
        var isTurned = View.Sort == sort ? !View.Ascending : sort is DifferenceSort.Value;
        return Context.Here(("sort", sort is DifferenceSort.Difference ? null : sort.ToString().ToLowerInvariant()), ("dir", isTurned ? "asc" : null));
    }

    private string TracesOf(DifferenceRow row)
    {
        var filters = Context.Question.Filters.Except(View.By).With(View.By, row.Value).Except(s_price).With(s_price, nameof(PriceState.Reported));
        return (Context.Question with { Range = new RangeChoice.Between(Range.From, Range.To), Filters = filters })
            .Url("/traces").Add("basis", "spent").Add("sort", "cost").Add("via", Context.Here()).ToString();
    }
}

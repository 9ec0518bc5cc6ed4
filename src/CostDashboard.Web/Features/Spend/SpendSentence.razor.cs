using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Loading;
using CostDashboard.Web.Ui.Text;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Spend;

/// <summary>What the period cost, in a sentence, before anything is drawn.</summary>
public sealed partial class SpendSentence
{
    [Inject]
    private ISpendQueries Spend { get; set; } = null!;

    private string Subject => Context.Question.Range switch
    {
        RangeChoice.Between => TimeText.Period(Context.Range, Context.Calendar),
        RangeChoice.Rolling rolling => "The " + rolling.Label,
        var named => Wording.Capital(named.Label),
    };

    private string Unpriced
    {
        get
        {
            var price = new Facet(Dimension.PriceState);
            return Context.Question.With(price, nameof(PriceState.Unpriced)).With(price, nameof(PriceState.Partial)).Url("/spend").Add("by", "model").Add("measure", "unpriced").ToString();
        }
    }

    // Totals per user and tag are of whole days.
    private TimeRange Range => Context.Question.Filters.Values.Any(f => f.Facet.IsDaily) ? Context.Range.InDays(Context.Calendar) : Context.Range;

    protected override async Task<Load<SpendComparison>> AskAsync(CancellationToken cancellationToken) =>
        new Load<SpendComparison>.Ready(await SpendComparison.AskAsync(Spend, Context, Range, withDistributions: false, cancellationToken));
}

using CostDashboard.Core.Environments;
using CostDashboard.Core.Spend;
using CostDashboard.Web.Features.Spend;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Charts;
using CostDashboard.Web.Ui.Loading;
using CostDashboard.Web.Ui.Text;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Environments;

/// <summary>How much was spent outside production, in a sentence, over time and by environment; from slices by environment.</summary>
public sealed partial class EnvironmentsPanel
{
    private const int MostRows = 100;

    [Parameter, EditorRequired]
    public EnvironmentRules Rules { get; set; } = null!;

    [Inject]
    private ISpendQueries Spend { get; set; } = null!;

    protected override async Task<Load<OutsideProduction>> AskAsync(CancellationToken cancellationToken)
    {
        var range = Context.Range;
        var question = OutsideProduction.Question(Context, range.From, range.To, Grain.Total, Dimension.Environment);
        var now = Spend.AskAsync(question, cancellationToken);
        var before = await Spend.AskAsync(question with { From = range.PreviousFrom, To = range.PreviousTo }, cancellationToken);
        var spend = OutsideProduction.Of(Rules, await now, before, await SpendComparison.IsFirstAsync(Spend, Context, range, cancellationToken));
        return spend.Rows.Count == 0
            ? new Load<OutsideProduction>.Missing(Context.Question.Filters.IsEmpty
                ? "There is no model call in this period. Spans name their environment as deployment.environment.name of their resource, or as Set up, Attributes says."
                : "No model call of this period passes the filters.")
            : new Load<OutsideProduction>.Ready(spend);
    }

    private static string Share(Core.Spend.SpendMeasures part, OutsideProduction spend) =>
        spend.All.CostNanoUsd == 0 ? NumberText.None : NumberText.Percent((double)part.CostNanoUsd / spend.All.CostNanoUsd);

    private string Whole => SpansBehind.List(Context, Context.Range);

    private static string? WhyNoList(FilterSet? outside) => outside is null ? "the sum of the environments below; they are more than an address can name" : null;

    private string? TracesOf(EnvironmentRow row) =>
        OutsideProduction.Traces(Context, Context.Range.From, Context.Range.To, Context.Question.Filters.Except(OutsideProduction.Facet).With(OutsideProduction.Facet, row.Name));

    private UsageShape Shape(FilterSet outside)
    {
        var context = Context with { Question = Context.Question with { Filters = outside } };
        return new(context, Context.Range, TimeAxis.GrainFor(Context.Range, isDaily: false), OutsideProduction.Facet, Measure.Cost);
    }
}

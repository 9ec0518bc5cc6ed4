using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spend;
using CostDashboard.Web.Features.Spend;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Charts;
using CostDashboard.Web.Ui.Loading;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.CodingAgents;

/// <summary>What coding agents cost, in a sentence, over time and by agent and model; from totals by service, provider and model.</summary>
public sealed partial class AgentSpendPanel
{
    private const int MostRows = 100;

    [Inject]
    private ISpendQueries Spend { get; set; } = null!;

    [Inject]
    private CurrentPrices Prices { get; set; } = null!;

    protected override async Task<Load<AgentSpend>> AskAsync(CancellationToken cancellationToken)
    {
        var question = new SpendQuestion(
            Context.ProjectId, Context.Range.From, Context.Range.To, Grain.Total, [Dimension.Service, Dimension.Provider, Dimension.Model],
            Context.Question.Filters.ToSpendFilters(), WithDistributions: false);
        var spend = AgentSpend.Of(await Spend.AskAsync(question, cancellationToken), Prices.Book, Context.Now);
        return spend.Rows.Count == 0
            ? new Load<AgentSpend>.Missing("No coding agent has sent a call in this period. How to have one send is told below.")
            : new Load<AgentSpend>.Ready(spend);
    }

    private string Whole => SpansBehind.List(Context, Context.Range);

    private string TracesOf(AgentModel row) => SpansBehind.List(
        Context, Context.Range, Context.Question.Filters.Except(AgentTools.Facet).With(AgentTools.Facet, row.Service).With(new(Dimension.Provider), row.Provider).With(new(Dimension.Model), row.Model));

    private UsageShape Shape => new(Context, Context.Range, TimeAxis.GrainFor(Context.Range, isDaily: false), AgentTools.Facet, Measure.Cost);
}

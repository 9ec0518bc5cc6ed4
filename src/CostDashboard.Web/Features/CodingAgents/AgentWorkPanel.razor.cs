using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Loading;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.CodingAgents;

/// <summary>What coding agents cost by repository, and what they changed for it; from totals by feature, which for agents is the repository, and step.</summary>
public sealed partial class AgentWorkPanel
{
    private const int MostRows = 100;

    private static readonly Facet s_repository = new(Dimension.Feature);
    private static readonly Dimension[] s_ofCalls = [Dimension.Model, Dimension.Provider, Dimension.PriceState, Dimension.Kind, Dimension.Step];

    [Parameter, EditorRequired]
    public SavedTime Saved { get; set; } = null!;

    [Inject]
    private ISpendQueries Spend { get; set; } = null!;

    protected override async Task<Load<AgentWork>> AskAsync(CancellationToken cancellationToken)
    {
        var filters = Context.Question.Filters.ToSpendFilters();
        var spent = await Spend.AskAsync(Question(filters, Dimension.Feature), cancellationToken);
        var isOfCalls = filters.Any(filter => s_ofCalls.Contains(filter.Dimension));
        SpendFilter ofTools = new(Dimension.Kind, [nameof(OperationKind.Tool)]);
        var work = AgentWork.Of(spent, isOfCalls ? null : await Spend.AskAsync(Question([.. filters, ofTools], Dimension.Feature, Dimension.Step), cancellationToken));
        return work.Rows.Count == 0 ? new Load<AgentWork>.Missing("No coding agent has sent anything in this period.") : new Load<AgentWork>.Ready(work);
    }

    private SpendQuestion Question(IReadOnlyList<SpendFilter> filters, params Dimension[] by) =>
        new(Context.ProjectId, Context.Range.From, Context.Range.To, Grain.Total, by, filters, WithDistributions: false);

    private string TracesOf(RepositoryWork row) => SpansBehind.List(Context, Context.Range, Context.Question.Filters.Except(s_repository).With(s_repository, row.Name));
}

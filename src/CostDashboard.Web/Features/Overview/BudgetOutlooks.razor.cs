using CostDashboard.Core.Watching.Budgets;
using CostDashboard.Web.Features.Budgets;
using CostDashboard.Web.Ui.Loading;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Overview;

/// <summary>Whether the budgets of the project last, in a sentence that leads to them.</summary>
public sealed partial class BudgetOutlooks
{
    [Inject]
    private IBudgetStore Budgets { get; set; } = null!;

    [Inject]
    private IBudgetQueries Queries { get; set; } = null!;

    private string All => BudgetsPage.LinkTo(Context, null);

    protected override async Task<Load<IReadOnlyList<BudgetState>>> AskAsync(CancellationToken cancellationToken)
    {
        var budgets = await Budgets.ListAsync(Context.ProjectId, cancellationToken);
        return new Load<IReadOnlyList<BudgetState>>.Ready(
            budgets.Count == 0 ? [] : [.. BudgetSentence.Ordered(await Queries.ReadAsync(Context.ProjectId, budgets, Context.Now, cancellationToken))]);
    }
}

using CostDashboard.Core.Spend;
using CostDashboard.Web.Features.Spend;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Charts;
using CostDashboard.Web.Ui.Loading;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Steps;

/// <summary>The values of a dimension that a step's calls have: the models it uses, the customers and features that use it.</summary>
public sealed partial class StepBreakdown
{
    private const int Most = 6;

    private Hues _hues = Hues.Of([]);

    [Parameter, EditorRequired]
    public Facet By { get; set; }

    [Inject]
    private ISpendQueries Spend { get; set; } = null!;

    [Inject]
    private LastingHues Lasting { get; set; } = null!;

    private string Id => $"by-{DimensionName.Of(By)}";

    protected override async Task<Load<SpendTable>> AskAsync(CancellationToken cancellationToken)
    {
        var question = SpendTable.Question(Context, By, Context.Range) with { By = [By.Dimension], WithDistributions = false };
        var table = SpendTable.Of(await Spend.AskAsync(question, cancellationToken), SpendSort.Cost, ascending: false);
        _hues = await Lasting.OfAsync(Context, By, table.Rows.Take(Most).Select(r => r.Value), cancellationToken);
        return table.Rows.Count == 0 ? new Load<SpendTable>.Missing("No model call in this period.") : new Load<SpendTable>.Ready(table);
    }
}

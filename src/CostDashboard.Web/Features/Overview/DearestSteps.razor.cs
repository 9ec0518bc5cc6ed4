using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Web.Features.Spend;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Charts;
using CostDashboard.Web.Ui.Loading;
using CostDashboard.Web.Ui.Text;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Overview;

/// <summary>The steps that cost most, with what a call of each is like.</summary>
public sealed partial class DearestSteps
{
    private const int Most = 8;

    private static readonly Facet s_step = new(Dimension.Step);

    private Hues _hues = Hues.Of([]);

    [Inject]
    private ISpendQueries Spend { get; set; } = null!;

    [Inject]
    private LastingHues Lasting { get; set; } = null!;

    private double Days => Math.Max(1, (double)Context.Range.Length / UnixNanos.PerDay);

    protected override async Task<Load<SpendTable>> AskAsync(CancellationToken cancellationToken)
    {
        var question = SpendTable.Question(Context, s_step, Context.Range) with { By = [Dimension.Step], WithDistributions = false };
        var table = SpendTable.Of(await Spend.AskAsync(question, cancellationToken), SpendSort.Cost, ascending: false);
        _hues = await Lasting.OfAsync(Context, s_step, table.Rows.Take(Hues.Count).Select(r => r.Value), cancellationToken);
        return table.Rows.Count == 0
            ? new Load<SpendTable>.Missing("No spans in this period.")
            : new Load<SpendTable>.Ready(table);
    }

    private static string PerCall(SpendTableRow row, long tokens) => row.Measures.Calls == 0 ? NumberText.None : NumberText.Average(Math.Round((double)tokens / row.Measures.Calls));
}

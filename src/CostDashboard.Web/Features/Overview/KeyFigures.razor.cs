using CostDashboard.Core.Spend;
using CostDashboard.Web.Features.Spend;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Loading;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Overview;

/// <summary>The six figures at the top; each opens what is behind it.</summary>
public sealed partial class KeyFigures
{
    private static readonly RangeChoice s_month = new RangeChoice.Named("month");

    [Inject]
    private ISpendQueries Spend { get; set; } = null!;

    private string Against => "against " + SpendComparison.Against(Context);

    protected override async Task<Load<OverviewFigures>> AskAsync(CancellationToken cancellationToken) =>
        new Load<OverviewFigures>.Ready(await OverviewFigures.AskAsync(Spend, Context, cancellationToken));
}

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

    // Latency is read from distributions, which take several times longer than the sums.
    protected override bool HasMore => true;

    protected override async Task<Load<OverviewFigures>> AskAsync(CancellationToken cancellationToken) =>
        new Load<OverviewFigures>.Ready(await OverviewFigures.AskAsync(Spend, Context, withLatency: false, cancellationToken));

    protected override async Task<Load<OverviewFigures>> AskMoreAsync(CancellationToken cancellationToken) =>
        new Load<OverviewFigures>.Ready(await OverviewFigures.AskAsync(Spend, Context, withLatency: true, cancellationToken));
}

using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Forecasts;
using CostDashboard.Web.Features.Spend;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Loading;
using CostDashboard.Web.Ui.Text;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Overview;

/// <summary>What the month comes to, in a sentence, and the figures below it; each opens what is behind it.</summary>
public sealed partial class KeyFigures
{
    private static readonly RangeChoice s_today = new RangeChoice.Named("today");
    private static readonly RangeChoice s_month = new RangeChoice.Named("month");

    [Inject]
    private ISpendQueries Spend { get; set; } = null!;

    private string Against => "against " + SpendComparison.Against(Context);

    private string Month => TimeText.Text(Context.Now, Context.Calendar, "MMMM");

    // Latency is read from distributions, which take several times longer than the sums.
    protected override bool HasMore => true;

    protected override async Task<Load<OverviewFigures>> AskAsync(CancellationToken cancellationToken) =>
        new Load<OverviewFigures>.Ready(await OverviewFigures.AskAsync(Spend, Context, cancellationToken));

    protected override async Task<Load<OverviewFigures>> AskMoreAsync(CancellationToken cancellationToken) =>
        Answer is Load<OverviewFigures>.Ready { Value: var figures }
            ? new Load<OverviewFigures>.Ready(await figures.WithLatencyAsync(Spend, Context, cancellationToken))
            : Answer;

    private static string Band(MonthForecast.Expected forecast) => $"{MoneyText.About(forecast.LowNanoUsd)} – {MoneyText.About(forecast.HighNanoUsd)}";
}

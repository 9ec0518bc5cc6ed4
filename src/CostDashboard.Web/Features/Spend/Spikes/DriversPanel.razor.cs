using System.Globalization;
using CostDashboard.Core.Spend.Spikes;
using CostDashboard.Web.Ui.Loading;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Spend.Spikes;

/// <summary>The difference as a waterfall: usual, the four factors, now.</summary>
public sealed partial class DriversPanel
{
    [Parameter, EditorRequired]
    public SpikeView View { get; set; } = null!;

    [Inject]
    private SpikeReading Reading { get; set; } = null!;

    protected override async Task<Load<SpikeReport>> AskAsync(CancellationToken cancellationToken) =>
        await Reading.ReportAsync(View, cancellationToken) is { IsCompared: true } report
            ? new Load<SpikeReport>.Ready(report)
            : new Load<SpikeReport>.Missing("There is nothing to compare with yet. Once the same hours of two other days or weeks are recorded, what made the difference stands here.");

    private static string CssOf(WaterfallBar bar) => bar.Factor is null ? "" : bar.NanoUsd >= 0 ? "more" : "less";

    private static string Share(double share) => share.ToString("0.#####", CultureInfo.InvariantCulture);
}

using CostDashboard.Core.Spend.Spikes;
using CostDashboard.Web.Ui.Loading;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Spend.Spikes;

/// <summary>The periods that the period was compared with, each with the traces behind it: "usual" is their mean.</summary>
public sealed partial class UsualPanel
{
    [Parameter, EditorRequired]
    public SpikeView View { get; set; } = null!;

    [Inject]
    private SpikeReading Reading { get; set; } = null!;

    protected override async Task<Load<SpikeReport>> AskAsync(CancellationToken cancellationToken) =>
        await Reading.ReportAsync(View, cancellationToken) is { IsCompared: true } report
            ? new Load<SpikeReport>.Ready(report)
            : new Load<SpikeReport>.Missing("Usual is the mean of the same hours of up to four weeks before, or of up to seven days before. Neither was recorded yet.");
}

using CostDashboard.Core.Spend.Spikes;
using CostDashboard.Web.Ui.Loading;
using CostDashboard.Web.Ui.Text;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Spend.Spikes;

/// <summary>The parts of the traffic that explain the difference: they and the common growth add up to it. Below, the same money by other values.</summary>
public sealed partial class CausesPanel
{
    [Parameter, EditorRequired]
    public SpikeView View { get; set; } = null!;

    [Inject]
    private SpikeReading Reading { get; set; } = null!;

    protected override async Task<Load<SpikeReport>> AskAsync(CancellationToken cancellationToken)
    {
        var report = await Reading.ReportAsync(View, cancellationToken);
        return !report.IsCompared
            ? new Load<SpikeReport>.Missing("There is nothing to compare with yet: no part of the traffic can be said to have moved.")
            : report.Drivers.DifferenceNanoUsd == 0
                ? new Load<SpikeReport>.Missing("It cost exactly as much as usual.")
                : new Load<SpikeReport>.Ready(report);
    }

    private static IReadOnlyList<SpikeValue> Others(SpikeReport report) =>
        [.. report.Values.Moved.Where(value => !report.Causes.Causes.Any(cause => cause.Values is [var one] && one == value.Value))];

    private static long Nanos(SpikeFigures figures) => decimal.ToInt64(decimal.Round(figures.CostNanoUsd, 0, MidpointRounding.ToEven));

    private static double Share(SpikeReport report, long nanos) => Math.Clamp((double)nanos / report.Drivers.DifferenceNanoUsd, 0, 1);

    private static string Percent(SpikeReport report, long nanos) => NumberText.Percent((double)nanos / report.Drivers.DifferenceNanoUsd);
}

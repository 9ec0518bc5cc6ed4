using CostDashboard.Core.Spend.Spikes;
using CostDashboard.Web.Ui.Loading;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Spend.Spikes;

/// <summary>The suggested action, with the money that it would save per day and what that assumes.</summary>
public sealed partial class ActionPanel
{
    [Parameter, EditorRequired]
    public SpikeView View { get; set; } = null!;

    [Inject]
    private SpikeReading Reading { get; set; } = null!;

    protected override async Task<Load<SpikeAction>> AskAsync(CancellationToken cancellationToken)
    {
        var report = await Reading.ReportAsync(View, cancellationToken);
        return report.IsCompared
            ? new Load<SpikeAction>.Ready(await Reading.ActionAsync(View, SpikeWords.Name(report.Focus.Values, Context.Names), cancellationToken))
            : new Load<SpikeAction>.Missing("Nothing is suggested before there is something to compare with.");
    }
}

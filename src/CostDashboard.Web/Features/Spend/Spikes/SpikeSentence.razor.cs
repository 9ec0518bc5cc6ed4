using CostDashboard.Core.Spend.Spikes;
using CostDashboard.Web.Ui.Loading;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Spend.Spikes;

/// <summary>The report in a few sentences: how much more, what explains it, which factor it was, and since when.</summary>
public sealed partial class SpikeSentence
{
    [Parameter, EditorRequired]
    public SpikeView View { get; set; } = null!;

    [Inject]
    private SpikeReading Reading { get; set; } = null!;

    // Since when is looked for once the rest can be read.
    protected override bool HasMore => true;

    protected override async Task<Load<(SpikeReport Report, SpikeTimes? Times)>> AskAsync(CancellationToken cancellationToken) =>
        new Load<(SpikeReport, SpikeTimes?)>.Ready((await Reading.ReportAsync(View, cancellationToken), null));

    protected override async Task<Load<(SpikeReport Report, SpikeTimes? Times)>> AskMoreAsync(CancellationToken cancellationToken) =>
        new Load<(SpikeReport, SpikeTimes?)>.Ready((await Reading.ReportAsync(View, cancellationToken), await Reading.TimesAsync(View, cancellationToken)));

    private static string FactorName(SpikeFactor factor) => factor switch
    {
        SpikeFactor.Volume => "number of calls",
        SpikeFactor.TokensPerCall => "tokens per call",
        SpikeFactor.PricePerToken => "price per token",
        _ => "mix of steps and models",
    };
}

using CostDashboard.Core.Spend.Spikes;
using CostDashboard.Core.Units;
using CostDashboard.Web.Ui.Loading;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Spend.Spikes;

/// <summary>Steps by how much money their unit cost moved.</summary>
/// <param name="Since">Since when a call of the first one costs what it does; null where no moment stands out, or before it was looked for.</param>
public sealed record UnitCosts(IReadOnlyList<UnitCostMove> Moves, UnixNanos? Since);

/// <summary>The steps whose calls cost more or less each than they used to, and since when of the one that moved most.</summary>
public sealed partial class UnitCostPanel
{
    private const int MostMoves = 5;

    [Parameter, EditorRequired]
    public SpikeView View { get; set; } = null!;

    [Inject]
    private SpikeReading Reading { get; set; } = null!;

    protected override bool HasMore => true;

    protected override async Task<Load<UnitCosts>> AskAsync(CancellationToken cancellationToken)
    {
        var report = await Reading.ReportAsync(View, cancellationToken);
        return report.Moves.Count == 0
            ? new Load<UnitCosts>.Missing(report.IsCompared ? "A call of each step costs what it usually does." : "There is nothing to compare a call's cost with yet.")
            : new Load<UnitCosts>.Ready(new([.. report.Moves.Take(MostMoves)], null));
    }

    protected override async Task<Load<UnitCosts>> AskMoreAsync(CancellationToken cancellationToken)
    {
        var report = await Reading.ReportAsync(View, cancellationToken);
        return new Load<UnitCosts>.Ready(
            new([.. report.Moves.Take(MostMoves)], await Reading.UnitCostSinceAsync(View, report.Moves[0].Step, cancellationToken)));
    }

    private static long Nanos(decimal nanos) => decimal.ToInt64(decimal.Round(nanos, 0, MidpointRounding.ToEven));
}

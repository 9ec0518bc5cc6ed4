using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Spend.Spikes;

/// <summary>What a period cost against what is usual, and why: everything that the totals alone can tell.</summary>
/// <param name="All">All of the traffic that was asked for.</param>
/// <param name="Baseline">The sums of each period that it was compared with, in the order of <see cref="SpikeBaseline.Periods"/>.</param>
/// <param name="Main">The part that the single cause names; null where there is no single cause.</param>
/// <param name="Moves">The steps whose unit cost moved, most money first.</param>
/// <param name="UnpricedCalls">Calls of the period whose cost is unknown and in no number here.</param>
/// <param name="PartialCalls">Calls of the period of which only a part is in the numbers.</param>
public sealed record SpikeReport(
    Period Period,
    SpikeBaseline ComparedWith,
    SpikePart All,
    IReadOnlyList<SpikeFigures> Baseline,
    SpikeCauses Causes,
    SpikePart? Main,
    SpikeValues Values,
    IReadOnlyList<UnitCostMove> Moves,
    long UnpricedCalls,
    long PartialCalls)
{
    /// <summary>Whether anything was recorded to compare with.</summary>
    public bool IsCompared => ComparedWith.Kind is not BaselineKind.None;

    public SpikeDrivers Drivers => All.Drivers;

    public long NowNanoUsd => decimal.ToInt64(All.Now.CostNanoUsd);

    /// <summary>The mean of the baseline, rounded once: what was spent less the difference, so that all that is told adds up.</summary>
    public long UsualNanoUsd => NowNanoUsd - Drivers.DifferenceNanoUsd;

    /// <summary>Where to look first: at the single cause, or at everything.</summary>
    public SpikePart Focus => Main ?? All;

    /// <summary>Time grows with the number of cells.</summary>
    /// <param name="answer">To a question about the same period and baseline.</param>
    public static SpikeReport Of(Period period, SpikeBaseline baseline, SpikeAnswer answer)
    {
        var cells = answer.Cells;
        var isCompared = baseline.Kind is not BaselineKind.None;
        var causes = isCompared ? SpikeSearch.Find(cells) : new(0, [], 0);
        return new(
            period,
            baseline,
            SpikePart.Of(cells, []),
            answer.Baseline,
            causes,
            causes.Single is { } single ? SpikePart.Of(cells, single) : null,
            isCompared ? SpikeValues.Of(cells) : new([], 0),
            isCompared ? UnitCostMove.Of(cells) : [],
            CallsOf(cells, PriceState.Unpriced),
            CallsOf(cells, PriceState.Partial));
    }

    private static long CallsOf(IReadOnlyList<SpikeCell> cells, PriceState state) =>
        decimal.ToInt64(cells.Where(cell => cell.Series.PriceState == state).Sum(cell => cell.Now.Calls));
}

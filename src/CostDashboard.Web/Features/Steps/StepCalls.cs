using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Pipelines;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;

namespace CostDashboard.Web.Features.Steps;

/// <summary>Where to look for calls that show what a step is like: a day, and a range of cost or duration within which they lie.</summary>
public sealed record CallSpot(UnixNanos Day, CallRange Range);

/// <summary>
/// The distributions say on which day, and between which values, the dearest, the slowest and a typical call lie; so the trace is found by
/// looking at the charged spans of one day, however long the period is.
/// </summary>
public static class StepCalls
{
    /// <summary>The last day with a call in the highest bin of cost; null where no cost is known.</summary>
    public static CallSpot? Dearest(IReadOnlyList<PipelineOfDay> days) =>
        Highest(days, d => d.CostPerOne.Bins.Select(b => (int?)b.Key).LastOrDefault()) is var (day, bin)
            ? new(day, new(MinCostNanoUsd: Histogram.Axis.Low(bin)))
            : null;

    /// <summary>The last day with a call in the highest bin of latency.</summary>
    public static CallSpot? Slowest(IReadOnlyList<PipelineOfDay> days) =>
        Highest(days, d => d.Density.Cells.Select(c => (int?)c.Latency).LastOrDefault()) is var (day, bin)
            ? new(day, new(MinDuration: Density.Axis.Low(bin)))
            : null;

    /// <summary>The last day with a call in the bin of the median cost.</summary>
    public static CallSpot? Typical(IReadOnlyList<PipelineOfDay> days)
    {
        var all = new Histogram();
        foreach (var day in days)
        {
            all.Merge(day.Measures.CostPerOne);
        }

        if (all.Quantile(0.5) is not { } median)
        {
            return null;
        }

        var bin = Histogram.BinOf(median);
        return new(days.Last(d => d.Measures.CostPerOne.Bins.Any(b => b.Key == bin)).Start, new(Histogram.Axis.Low(bin), Histogram.Axis.High(bin)));
    }

    private static (UnixNanos Day, int Bin)? Highest(IReadOnlyList<PipelineOfDay> days, Func<PipelineMeasures, int?> bin) =>
        days.Select(d => (d.Start, Bin: bin(d.Measures))).Where(d => d.Bin is not null).OrderBy(d => d.Bin).ThenBy(d => d.Start).ToList() is [.., var last]
            ? (last.Start, last.Bin!.Value)
            : null;
}

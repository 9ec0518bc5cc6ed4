namespace CostDashboard.Core.Spend.Spikes;

/// <summary>A step whose calls cost more or less each than they used to.</summary>
/// <param name="NanoUsd">The difference per call times the calls of the period: the money that the step's unit cost moved.</param>
public sealed record UnitCostMove(string Step, decimal UsualPerCallNanoUsd, decimal NowPerCallNanoUsd, long NanoUsd)
{
    /// <summary>The steps that were called before and now, those whose unit cost moved most money first.</summary>
    public static IReadOnlyList<UnitCostMove> Of(IReadOnlyList<SpikeCell> cells) =>
        [.. cells
            .GroupBy(cell => cell.Series.Step, StringComparer.Ordinal)
            .Select(step => (
                step.Key,
                Now: step.Aggregate(default(SpikeFigures), (sum, cell) => sum + cell.Now),
                Usual: step.Aggregate(default(SpikeFigures), (sum, cell) => sum + cell.Usual)))
            .Where(step => step.Now.Calls > 0 && step.Usual.Calls > 0)
            .Select(step => Between(step.Key, step.Usual, step.Now))
            .Where(move => move.NanoUsd != 0)
            .OrderByDescending(move => Math.Abs(move.NanoUsd))
            .ThenBy(move => move.Step, StringComparer.Ordinal)];

    private static UnitCostMove Between(string step, SpikeFigures usual, SpikeFigures now)
    {
        var (before, after) = (usual.CostNanoUsd / usual.Calls, now.CostNanoUsd / now.Calls);
        return new(step, before, after, decimal.ToInt64(decimal.Round((after - before) * now.Calls, 0, MidpointRounding.ToEven)));
    }
}

namespace CostDashboard.Core.Spend.Spikes;

/// <summary>One value, with what it costs beyond its usual cost times the growth of everything else.</summary>
public sealed record SpikeValue(DimensionValue Value, SpikeFigures Now, SpikeFigures Usual, long ExcessNanoUsd);

/// <summary>
/// Every value of every dimension by itself: the same calls seen from several sides, so that, other than causes, these overlap.
/// </summary>
/// <param name="Moved">Those that explain at least <see cref="SpikeSearch.LeastShare"/> of the difference, the most first.</param>
/// <param name="WithTheRest">How many values grew or shrank only in step with everything else.</param>
public sealed record SpikeValues(IReadOnlyList<SpikeValue> Moved, int WithTheRest)
{
    /// <summary>More of them are not listed.</summary>
    public const int MostMoved = 12;

    /// <summary>Time grows with cells × dimensions.</summary>
    public static SpikeValues Of(IReadOnlyList<SpikeCell> cells)
    {
        var all = cells.Aggregate((Now: default(SpikeFigures), Usual: default(SpikeFigures)), (sum, cell) => (sum.Now + cell.Now, sum.Usual + cell.Usual));
        var difference = all.Now.CostNanoUsd - all.Usual.CostNanoUsd;
        var moved = new List<SpikeValue>();
        var others = 0;
        foreach (var dimension in SpikeDimensions.All)
        {
            var values = new Dictionary<string, (SpikeFigures Now, SpikeFigures Usual)>(StringComparer.Ordinal);
            foreach (var cell in cells)
            {
                var name = cell.Series.ValueOf(dimension);
                var sum = values.GetValueOrDefault(name);
                values[name] = (sum.Now + cell.Now, sum.Usual + cell.Usual);
            }

            // A dimension of one value says nothing about where.
            foreach (var (name, (now, usual)) in values.Count > 1 ? values : [])
            {
                var excess = Excess(now, usual, all.Now, all.Usual);
                if (difference != 0 && excess * Math.Sign(difference) >= SpikeSearch.LeastShare * Math.Abs(difference))
                {
                    moved.Add(new(new(dimension, name), now, usual, decimal.ToInt64(decimal.Round(excess, 0, MidpointRounding.ToEven))));
                }
                else
                {
                    others++;
                }
            }
        }

        // A stable order: of values that are the same calls, the dimension that a person can act on first.
        return new([.. moved.OrderByDescending(value => Math.Abs(value.ExcessNanoUsd)).Take(MostMoved)], others);
    }

    private static decimal Excess(SpikeFigures now, SpikeFigures usual, SpikeFigures allNow, SpikeFigures allUsual)
    {
        var (restNow, restUsual) = (allNow.CostNanoUsd - now.CostNanoUsd, allUsual.CostNanoUsd - usual.CostNanoUsd);
        return now.CostNanoUsd - ((restUsual > 0 ? restNow / restUsual : 1) * usual.CostNanoUsd);
    }
}

namespace CostDashboard.Core.Spend.Spikes;

/// <summary>The dimensions in which a cause is looked for.</summary>
/// <remarks>
/// A release is not among them: a new one takes the place of the one before it, and would always be "all new" beside one that is "all gone".
/// Series are put together over releases first; that a cause came with a release is told of the cause (<see cref="SpikePart.Novelties"/>).
/// </remarks>
internal static class SpikeDimensions
{
    /// <summary>What a person can act on first: of two parts that are the same calls, the name that stands first here is given.</summary>
    internal static IReadOnlyList<Dimension> All { get; } =
    [
        Dimension.Step, Dimension.Customer, Dimension.Feature, Dimension.Model, Dimension.Environment, Dimension.Service, Dimension.ApiKey, Dimension.Provider,
        Dimension.Project,
    ];

    internal static bool Has(SpendKey series, IReadOnlyList<DimensionValue> values) =>
        values.All(value => series.ValueOf(value.Dimension) == value.Value);

    /// <summary>The same calls whatever release they were made by.</summary>
    internal static IReadOnlyList<SpikeCell> OverReleases(IReadOnlyList<SpikeCell> cells)
    {
        if (cells.All(cell => cell.Series.Release.Length == 0))
        {
            return cells;
        }

        var sums = new Dictionary<SpendKey, SpikeCell>();
        foreach (var cell in cells)
        {
            var series = cell.Series with { Release = "" };
            sums[series] = sums.TryGetValue(series, out var sum)
                ? new(series, sum.Now + cell.Now, sum.Usual + cell.Usual)
                : cell with { Series = series };
        }

        return [.. sums.Values];
    }
}

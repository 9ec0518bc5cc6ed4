using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Spend.Spikes;

/// <summary>A part of the traffic, or all of it, looked at by itself.</summary>
/// <param name="Values">What its calls have in common; none for all of the traffic.</param>
/// <param name="Drivers">Its own difference, split.</param>
/// <param name="Novelties">Models and releases of its calls that were not there before, dearest first.</param>
/// <param name="Kinds">What kinds of call it is made of, dearest first.</param>
public sealed record SpikePart(
    IReadOnlyList<DimensionValue> Values,
    SpikeFigures Now,
    SpikeFigures Usual,
    SpikeDrivers Drivers,
    IReadOnlyList<SpikeNovelty> Novelties,
    IReadOnlyList<OperationKind> Kinds)
{
    private const decimal MostOfIt = 0.8m;

    /// <summary>The factor that moved it.</summary>
    public SpikeFactor Factor => Drivers.Main;

    /// <summary>How many times its usual value a factor has; null where there is nothing on one side, and for the mix, which is no number.</summary>
    public decimal? TimesUsual(SpikeFactor factor) => factor switch
    {
        SpikeFactor.Volume => Ratio(Now.Calls, Usual.Calls),
        SpikeFactor.TokensPerCall => Ratio(Now.TokensPerCall, Usual.TokensPerCall),
        SpikeFactor.PricePerToken => Ratio(Now.CostPerToken, Usual.CostPerToken),
        _ => null,
    };

    internal static SpikePart Of(IReadOnlyList<SpikeCell> all, IReadOnlyList<DimensionValue> values)
    {
        List<SpikeCell> cells = [.. all.Where(cell => SpikeDimensions.Has(cell.Series, values))];
        return new(
            values,
            cells.Aggregate(default(SpikeFigures), (sum, cell) => sum + cell.Now),
            cells.Aggregate(default(SpikeFigures), (sum, cell) => sum + cell.Usual),
            SpikeDrivers.Of(cells),
            SpikeNovelty.In(cells),
            [.. cells.GroupBy(cell => cell.Series.Kind).OrderByDescending(kind => kind.Sum(cell => cell.Now.CostNanoUsd)).Select(kind => kind.Key)]);
    }

    /// <summary>
    /// The part to look at for a cause. Where the cause is a model that nothing called before, its calls are new, but not what they do: then it is
    /// the step that moved to it, whose mix has changed.
    /// </summary>
    internal static SpikePart Of(IReadOnlyList<SpikeCell> all, SpikeCause cause)
    {
        if (!cause.IsNew || !cause.Values.Any(IsOfModel))
        {
            return Of(all, cause.Values);
        }

        List<DimensionValue> others = [.. cause.Values.Where(value => !IsOfModel(value))];
        var around = others.Count > 0 ? others : StepOf(all, cause);
        return around is not null && all.Any(cell => cell.Usual.Calls > 0 && SpikeDimensions.Has(cell.Series, around)) ? Of(all, around) : Of(all, cause.Values);
    }

    private static bool IsOfModel(DimensionValue value) => value.Dimension is Dimension.Model or Dimension.Provider;

    // The step that nearly all of the cause's cost is of; null where it is of several.
    private static List<DimensionValue>? StepOf(IReadOnlyList<SpikeCell> all, SpikeCause cause)
    {
        var step = all
            .Where(cell => SpikeDimensions.Has(cell.Series, cause.Values))
            .GroupBy(cell => cell.Series.Step, StringComparer.Ordinal)
            .MaxBy(cells => cells.Sum(cell => cell.Now.CostNanoUsd))!;
        return step.Sum(cell => cell.Now.CostNanoUsd) >= MostOfIt * cause.Now.CostNanoUsd ? [new(Dimension.Step, step.Key)] : null;
    }

    private static decimal? Ratio(decimal? now, decimal? usual) => now is { } after && usual is { } before and not 0 ? after / before : null;
}

/// <summary>A model or a release whose calls began after the baseline.</summary>
public sealed record SpikeNovelty(DimensionValue Value, SpikeFigures Now)
{
    /// <summary>What costs a smaller share of its part is not told of.</summary>
    public const decimal LeastShare = 0.25m;

    private static readonly Dimension[] s_dimensions = [Dimension.Release, Dimension.Model];

    // Where nothing was there before, everything is new alike and no news.
    internal static IReadOnlyList<SpikeNovelty> In(IReadOnlyList<SpikeCell> cells) =>
        cells.All(cell => cell.Usual.Calls == 0)
            ? []
            : [.. s_dimensions.SelectMany(dimension => cells
                .GroupBy(cell => cell.Series.ValueOf(dimension), StringComparer.Ordinal)
                .Where(value => value.Key.Length > 0 && value.All(cell => cell.Usual.Calls == 0))
                .Select(value => new SpikeNovelty(
                    new(dimension, value.Key), value.Aggregate(default(SpikeFigures), (sum, cell) => sum + cell.Now)))
                .Where(novelty => novelty.Now.CostNanoUsd > 0 && novelty.Now.CostNanoUsd >= LeastShare * cells.Sum(cell => cell.Now.CostNanoUsd))
                .OrderByDescending(novelty => novelty.Now.CostNanoUsd)
                .ThenBy(novelty => novelty.Value.Value, StringComparer.Ordinal))];
}

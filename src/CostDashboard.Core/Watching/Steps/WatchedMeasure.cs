using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Incidents;

namespace CostDashboard.Core.Watching.Steps;

/// <summary>What of a step is watched, hour by hour.</summary>
public enum WatchedMeasure : byte
{
    CostPerCall = 1,
    TokensPerCall = 2,
    Calls = 3,
    Spend = 4,
}

internal static class WatchedMeasures
{
    public static IReadOnlyList<WatchedMeasure> All { get; } = Enum.GetValues<WatchedMeasure>();

    /// <returns>Null where there is nothing to divide by, or where the cost is not known as a whole: a lower bound would look like a fall.</returns>
    public static double? Of(this WatchedMeasure measure, SpendMeasures hour) => measure switch
    {
        WatchedMeasure.CostPerCall => hour.Calls == 0 || hour.IncompleteCalls > 0 ? null : hour.CostNanoUsd / (double)hour.Calls,
        WatchedMeasure.TokensPerCall => hour.Calls == 0 ? null : hour.Usage.Total / (double)hour.Calls,
        WatchedMeasure.Calls => hour.Calls,
        WatchedMeasure.Spend => hour.IncompleteCalls > 0 ? null : hour.CostNanoUsd,
        _ => throw new ArgumentOutOfRangeException(nameof(measure)),
    };

    public static IncidentKind Kind(this WatchedMeasure measure) =>
        measure is WatchedMeasure.CostPerCall or WatchedMeasure.TokensPerCall ? IncidentKind.StepAnomaly : IncidentKind.SpendSpike;

    public static IncidentUnit Unit(this WatchedMeasure measure) => measure switch
    {
        WatchedMeasure.TokensPerCall => IncidentUnit.Tokens,
        WatchedMeasure.Calls => IncidentUnit.Count,
        _ => IncidentUnit.NanoUsd,
    };

    public static string Name(this WatchedMeasure measure) => measure switch
    {
        WatchedMeasure.CostPerCall => "cost per call",
        WatchedMeasure.TokensPerCall => "tokens per call",
        WatchedMeasure.Calls => "calls an hour",
        _ => "spend an hour",
    };

    /// <summary>What is more than usual costs so much more in an hour: the part of its cost that would not be there with what was expected.</summary>
    /// <returns>Nano-dollars; null where the hour's cost is not known as a whole.</returns>
    public static long? MoneyAtRisk(double actual, double expected, SpendMeasures hour) =>
        hour.IncompleteCalls > 0 || actual <= 0 ? null : (long)Math.Min(long.MaxValue / 2.0, Math.Round(hour.CostNanoUsd * Math.Clamp(1 - expected / actual, 0, 1)));

    public static string Money(long nanos) => Usd.FromNanos(nanos).Amount.ToString("$#,0.00", System.Globalization.CultureInfo.InvariantCulture);
}

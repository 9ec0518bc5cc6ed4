using CostDashboard.Core.Spend;
using CostDashboard.Core.Watching.Incidents;

namespace CostDashboard.Core.Watching.Steps;

/// <summary>What of a step is watched, hour by hour.</summary>
public enum WatchedMeasure : byte
{
    CostPerCall = 1,
    TokensPerCall = 2,
    Calls = 3,
    Spend = 4,

    /// <summary>Input tokens of a call that came from no cache: what a lost cache shows in.</summary>
    InputPerCall = 5,

    CacheReadPerCall = 6,

    CacheWritePerCall = 7,

    OutputPerCall = 8,

    /// <summary>The median of how long a call takes, in nanoseconds.</summary>
    Latency = 9,

    /// <summary>The median of the calls that state it, in nanoseconds.</summary>
    TimeToFirstToken = 10,

    /// <summary>The share of the step's spans that failed, of 1.</summary>
    ErrorRate = 11,

    /// <summary>Nano-dollars, over all classes of tokens: a new price or another model shows here at once, whatever calls take.</summary>
    CostPerToken = 12,
}

internal static class WatchedMeasures
{
    /// <summary>Fewer calls than these have no median, and no share of failures, worth comparing.</summary>
    public const int LeastCalls = 5;

    // Calls that count as much as what was expected does: the mean of so many is half believed.
    private const double HalfCertain = 6;

    public static IReadOnlyList<WatchedMeasure> OfSteps { get; } = Enum.GetValues<WatchedMeasure>();

    /// <summary>Of a customer or a model in a step: there are more of these, and they are smaller.</summary>
    public static IReadOnlyList<WatchedMeasure> OfParts { get; } = [WatchedMeasure.CostPerCall, WatchedMeasure.TokensPerCall, WatchedMeasure.Spend];

    /// <summary>What may rise week by week.</summary>
    public static IReadOnlyList<WatchedMeasure> OfRises { get; } = [WatchedMeasure.CostPerCall, WatchedMeasure.TokensPerCall];

    /// <returns>Null where there is nothing to divide by, or where the cost is not known as a whole: a lower bound would look like a fall.</returns>
    public static double? Of(this WatchedMeasure measure, SpendMeasures hour) => measure switch
    {
        WatchedMeasure.CostPerCall => hour.IncompleteCalls > 0 ? null : PerCall(hour.CostNanoUsd, hour),
        WatchedMeasure.CostPerToken => hour.IncompleteCalls > 0 || hour.Usage.IsZero ? null : hour.CostNanoUsd / (double)hour.Usage.Total,
        WatchedMeasure.TokensPerCall => PerCall(hour.Usage.Total, hour),
        WatchedMeasure.InputPerCall => PerCall(hour.Usage.Input, hour),
        WatchedMeasure.CacheReadPerCall => PerCall(hour.Usage.CacheRead, hour),
        WatchedMeasure.CacheWritePerCall => PerCall(hour.Usage.CacheWrite, hour),
        WatchedMeasure.OutputPerCall => PerCall(hour.Usage.Output, hour),
        WatchedMeasure.Calls => hour.Calls,
        WatchedMeasure.Spend => hour.IncompleteCalls > 0 ? null : hour.CostNanoUsd,
        WatchedMeasure.Latency => hour.Calls < LeastCalls ? null : hour.Latency.Quantile(0.5),
        WatchedMeasure.TimeToFirstToken => hour.TimeToFirstToken.Count < LeastCalls ? null : hour.TimeToFirstToken.Quantile(0.5),
        WatchedMeasure.ErrorRate => hour.Spans < LeastCalls ? null : hour.Errors / (double)hour.Spans,
        _ => throw new ArgumentOutOfRangeException(nameof(measure)),
    };

    /// <summary>How much an hour tells, of 1: a mean of few calls tells little, a sum is what it is.</summary>
    public static double CertaintyOf(this WatchedMeasure measure, SpendMeasures hour) => measure switch
    {
        WatchedMeasure.Calls or WatchedMeasure.Spend => 1,
        WatchedMeasure.TimeToFirstToken => hour.TimeToFirstToken.Count / (hour.TimeToFirstToken.Count + HalfCertain),
        WatchedMeasure.ErrorRate => hour.Spans / (hour.Spans + HalfCertain),
        _ => hour.Calls / (hour.Calls + HalfCertain),
    };

    /// <summary>Whether more of it is more money. Waiting and failing cost something too, but nobody knows how much.</summary>
    public static bool IsMoney(this WatchedMeasure measure) => measure is not (WatchedMeasure.Latency or WatchedMeasure.TimeToFirstToken or WatchedMeasure.ErrorRate);

    public static IncidentKind Kind(this WatchedMeasure measure) =>
        measure is WatchedMeasure.Calls or WatchedMeasure.Spend ? IncidentKind.SpendSpike : IncidentKind.StepAnomaly;

    public static IncidentUnit Unit(this WatchedMeasure measure) => measure switch
    {
        WatchedMeasure.CostPerCall or WatchedMeasure.CostPerToken or WatchedMeasure.Spend => IncidentUnit.NanoUsd,
        WatchedMeasure.Calls => IncidentUnit.Count,
        WatchedMeasure.Latency or WatchedMeasure.TimeToFirstToken => IncidentUnit.Nanoseconds,
        WatchedMeasure.ErrorRate => IncidentUnit.Share,
        _ => IncidentUnit.Tokens,
    };

    public static string Name(this WatchedMeasure measure) => measure switch
    {
        WatchedMeasure.CostPerCall => "cost per call",
        WatchedMeasure.CostPerToken => "cost per token",
        WatchedMeasure.TokensPerCall => "tokens per call",
        WatchedMeasure.InputPerCall => "uncached input tokens per call",
        WatchedMeasure.CacheReadPerCall => "cached input tokens per call",
        WatchedMeasure.CacheWritePerCall => "tokens written to the cache per call",
        WatchedMeasure.OutputPerCall => "output tokens per call",
        WatchedMeasure.Calls => "calls an hour",
        WatchedMeasure.Latency => "median time of a call",
        WatchedMeasure.TimeToFirstToken => "median time to first token",
        WatchedMeasure.ErrorRate => "share of failed spans",
        _ => "spend an hour",
    };

    private static double? PerCall(long sum, SpendMeasures hour) => hour.Calls == 0 ? null : sum / (double)hour.Calls;
}

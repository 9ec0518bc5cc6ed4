using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Spend;

/// <summary>What a figure counts.</summary>
public enum FigureUnit : byte
{
    /// <summary>Nano-dollars.</summary>
    Usd = 0,
    Count = 1,
    Nanoseconds = 2,

    /// <summary>Of 1.</summary>
    Share = 3,
}

/// <summary>A figure that can be read out of measures: what charts and tables show, and what alert rules watch.</summary>
/// <param name="Name">In addresses, and stored with rules.</param>
/// <param name="AddsUp">Values of groups sum to the value of all; where there is nothing it is zero.</param>
/// <param name="Amount">In its unit; null where there is nothing to measure, which is not zero.</param>
public sealed record SpendFigure(string Name, string Label, FigureUnit Unit, bool AddsUp, Func<SpendMeasures, decimal?> Amount)
{
    /// <summary>It is read from histograms.</summary>
    public bool NeedsDistributions { get; private init; }

    /// <summary>Only model calls are looked at (<see cref="OnlyCalls"/>); other spans would blur it.</summary>
    public bool IsOfCalls { get; private init; }

    /// <summary>Why the totals cannot tell it of these dimensions, grouped by or filtered on; null where they can.</summary>
    public Func<IEnumerable<Dimension>, string?> WhyNot { get; private init; } = _ => null;

    /// <summary>Leaves out what calls no model.</summary>
    public static SpendFilter OnlyCalls { get; } = new(Dimension.PriceState, [nameof(PriceState.NotACall)], IsExclude: true);

    public static SpendFigure Cost { get; } = new("cost", "Cost", FigureUnit.Usd, true, m => m.CostNanoUsd);

    public static SpendFigure CostPerTrace { get; } = new("cost-per-trace", "Cost per query", FigureUnit.Usd, false, Answerable.CostPerTrace) { WhyNot = Answerable.WhyNotCostPerTrace };

    /// <summary>In the order in which pages offer them.</summary>
    public static IReadOnlyList<SpendFigure> All { get; } =
    [
        Cost,
        CostPerTrace,
        new("cost-per-call", "Cost per call", FigureUnit.Usd, false, m => Ratio(m.CostNanoUsd, m.Calls)),
        Counted("calls", "Model calls", m => m.Calls),
        OfTraces(Counted("traces", "Traces", m => m.Traces)),
        Counted("tokens", "Tokens", m => m.Usage.Total),
        Counted("input", "Input tokens", m => m.Usage.TotalInput),
        Counted("fresh", "Input tokens not cached", m => m.Usage.Input),
        Counted("cached", "Tokens read from cache", m => m.Usage.CacheRead),
        Counted("cache-write", "Tokens written to cache", m => m.Usage.CacheWrite),
        Counted("output", "Output tokens", m => m.Usage.Output),
        Counted("reasoning", "Reasoning tokens, part of the output", m => m.Usage.Reasoning),
        Quantile("p50", "Call latency, median", 0.5, m => m.Latency),
        Quantile("p95", "Call latency, 95th percentile", 0.95, m => m.Latency),
        Quantile("p99", "Call latency, 99th percentile", 0.99, m => m.Latency),
        Quantile("ttft", "Time to first token, median", 0.5, m => m.TimeToFirstToken),
        Quantile("ttft-p95", "Time to first token, 95th percentile", 0.95, m => m.TimeToFirstToken),
        OfTraces(Quantile("trace-p50", "Trace latency, median", 0.5, m => m.TraceLatency) with { IsOfCalls = false }),
        OfTraces(Quantile("trace-p95", "Trace latency, 95th percentile", 0.95, m => m.TraceLatency) with { IsOfCalls = false }),
        new("errors", "Share of failed spans", FigureUnit.Share, false, m => Ratio(m.Errors, m.Spans)) { WhyNot = Answerable.WhyNotOfSpans },
        Counted("unpriced", "Unpriced calls", m => m.UnpricedCalls),
        Counted("partial", "Calls priced in part", m => m.PartialCalls),
    ];

    /// <summary>Null where there is none of this name.</summary>
    public static SpendFigure? Find(string? name) => All.FirstOrDefault(figure => figure.Name == name);

    private static SpendFigure Counted(string name, string label, Func<SpendMeasures, long> count) => new(name, label, FigureUnit.Count, true, m => count(m));

    private static SpendFigure Quantile(string name, string label, double quantile, Func<SpendMeasures, Histogram> of) =>
        new(name, label, FigureUnit.Nanoseconds, false, m => of(m).Quantile(quantile)) { NeedsDistributions = true, IsOfCalls = true, WhyNot = Answerable.WhyNotOfSpans };

    private static SpendFigure OfTraces(SpendFigure figure) => figure with { WhyNot = Answerable.WhyNotTraces };

    private static decimal? Ratio(long part, long whole) => whole == 0 ? null : (decimal)part / whole;
}

using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Web.Ui.Charts;
using CostDashboard.Web.Ui.Text;

namespace CostDashboard.Web.Features.Spend;

/// <summary>What a chart and a table can show of spend rows.</summary>
/// <param name="Name">In addresses.</param>
/// <param name="AddsUp">Values of groups sum to the value of all; only then they may be stacked, and have a share.</param>
/// <param name="Amount">In nano-dollars, nanoseconds, whole things, or a share of 1; null where there is nothing to measure, which is not zero.</param>
public sealed record Measure(string Name, string Label, ChartUnit Unit, bool AddsUp, Func<SpendMeasures, decimal?> Amount)
{

    /// <summary>It is read from histograms.</summary>
    public bool NeedsDistributions { get; private init; }

    /// <summary>Only model calls are looked at; other spans would blur it.</summary>
    public bool IsOfCalls { get; private init; }

    /// <summary>What it means where the name does not say all, as a sentence.</summary>
    public string? Note { get; private init; }

    /// <summary>Why the totals cannot tell it of these dimensions, grouped by or filtered on; null where they can.</summary>
    public Func<IEnumerable<Dimension>, string?> WhyNot { get; private init; } = _ => null;

    public static Measure Cost { get; } = new("cost", "Cost", ChartUnit.Usd, true, m => m.CostNanoUsd);

    public static Measure CostPerTrace { get; } = new("cost-per-trace", "Cost per query", ChartUnit.Usd, false, Answerable.CostPerTrace)
    {
        WhyNot = Answerable.WhyNotCostPerTrace,
        Note = "Cost per query is what was charged, divided by the traces whose root began in the period and has the same value. What a trace spends after the end of the period counts there.",
    };

    /// <summary>In the order in which the page offers them.</summary>
    public static IReadOnlyList<Measure> All { get; } =
    [
        Cost,
        CostPerTrace,
        new("cost-per-call", "Cost per call", ChartUnit.Usd, false, m => Ratio(m.CostNanoUsd, m.Calls)),
        Counted("calls", "Model calls", m => m.Calls),
        OfTraces(Counted("traces", "Traces", m => m.Traces)),
        Counted("tokens", "Tokens", m => m.Usage.Total),
        Counted("input", "Input tokens", m => m.Usage.TotalInput),
        Counted("fresh", "Input tokens not cached", m => m.Usage.Input),
        Counted("cached", "Tokens read from cache", m => m.Usage.CacheRead),
        Counted("cache-write", "Tokens written to cache", m => m.Usage.CacheWrite),
        Counted("output", "Output tokens", m => m.Usage.Output),
        Counted("reasoning", "Reasoning tokens, part of the output", m => m.Usage.Reasoning),
        Quantile("p50", "Call latency, median", 0.5m, m => m.Latency),
        Quantile("p95", "Call latency, 95th percentile", 0.95m, m => m.Latency),
        Quantile("p99", "Call latency, 99th percentile", 0.99m, m => m.Latency),
        Quantile("ttft", "Time to first token, median", 0.5m, m => m.TimeToFirstToken),
        Quantile("ttft-p95", "Time to first token, 95th percentile", 0.95m, m => m.TimeToFirstToken),
        OfTraces(Quantile("trace-p50", "Trace latency, median", 0.5m, m => m.TraceLatency) with { IsOfCalls = false }),
        OfTraces(Quantile("trace-p95", "Trace latency, 95th percentile", 0.95m, m => m.TraceLatency) with { IsOfCalls = false }),
        new("errors", "Share of failed spans", ChartUnit.Share, false, m => Ratio(m.Errors, m.Spans)) { WhyNot = Answerable.WhyNotOfSpans },
        Counted("unpriced", "Unpriced calls", m => m.UnpricedCalls),
        Counted("partial", "Calls priced in part", m => m.PartialCalls),
    ];

    public static Measure Of(string? name) => All.FirstOrDefault(m => m.Name == name) ?? Cost;

    /// <summary>As an axis counts it: dollars, nanoseconds, things, a share of 1.</summary>
    public double? Value(SpendMeasures measures) => Amount(measures) is not { } amount ? null : (double)(Unit is ChartUnit.Usd ? amount / Usd.NanosPerDollar : amount);

    /// <summary>For people.</summary>
    public string Text(SpendMeasures measures) => IsUnknown(measures) ? "unpriced" : Text(Amount(measures));

    /// <summary>How much more it is than before, with its sign; none where one of the two is not known.</summary>
    public string Difference(SpendMeasures now, SpendMeasures before) => (Amount(now), Amount(before)) switch
    {
        ({ } after, { } then) when !IsUnknown(now) && !IsUnknown(before) => Signed(after - then),
        _ => NumberText.None,
    };

    // Money of which nothing is known is not zero.
    private bool IsUnknown(SpendMeasures measures) => Unit is ChartUnit.Usd && measures is { CostNanoUsd: 0, UnpricedCalls: > 0 };

    private string Signed(decimal difference) => Unit is ChartUnit.Usd
        ? MoneyText.Signed(Whole(difference))
        : difference switch
        {
            0 => Text(0m),
            > 0 => "+ " + Text(difference),
            _ => MoneyText.Minus + " " + Text(-difference),
        };

    private string Text(decimal? amount) => (amount, Unit) switch
    {
        (null, _) => NumberText.None,
        ({ } nanos, ChartUnit.Usd) => MoneyText.Of(Whole(nanos)),
        ({ } nanos, ChartUnit.Nanoseconds) => NumberText.Duration(Whole(nanos)),
        ({ } share, ChartUnit.Share) => NumberText.Percent((double)share),
        ({ } count, _) => NumberText.Count(Whole(count)),
    };

    private static long Whole(decimal amount) => (long)Math.Round(amount);

    private static Measure Counted(string name, string label, Func<SpendMeasures, long> count) => new(name, label, ChartUnit.Count, true, m => count(m));

    private static Measure Quantile(string name, string label, decimal quantile, Func<SpendMeasures, Histogram> of) =>
        new(name, label, ChartUnit.Nanoseconds, false, m => of(m).Quantile((double)quantile))
        {
            NeedsDistributions = true,
            IsOfCalls = true,
            WhyNot = Answerable.WhyNotOfSpans,
            Note = "Percentiles come from mergeable histograms of every one of these times; each is within 1/128 (0.8 %) of the exact one.",
        };

    private static Measure OfTraces(Measure measure) => measure with { WhyNot = Answerable.WhyNotTraces };

    private static decimal? Ratio(long part, long whole) => whole == 0 ? null : (decimal)part / whole;
}

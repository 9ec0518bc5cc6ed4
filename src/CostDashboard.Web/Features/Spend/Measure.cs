using CostDashboard.Core.Spend;
using CostDashboard.Web.Ui.Charts;
using CostDashboard.Web.Ui.Text;

namespace CostDashboard.Web.Features.Spend;

/// <summary>What a chart can show of spend rows.</summary>
/// <param name="Name">In addresses.</param>
/// <param name="AddsUp">Values of groups sum to the value of all; only then they may be stacked.</param>
/// <param name="NeedsDistributions">It is read from histograms.</param>
/// <param name="IsOfCalls">Only model calls are looked at; other spans would blur it.</param>
/// <param name="Value">Null where there is nothing to measure, which is not zero.</param>
public sealed record Measure(
    string Name, string Label, ChartUnit Unit, bool AddsUp, bool NeedsDistributions, bool IsOfCalls, Func<SpendMeasures, double?> Value, Func<SpendMeasures, string> Text)
{
    private const double NanosPerDollar = 1e9;

    public static Measure Cost { get; } = new(
        "cost", "Cost", ChartUnit.Usd, true, false, false, m => m.CostNanoUsd / NanosPerDollar, m => MoneyOrUnknown(m.CostNanoUsd, m.UnpricedCalls));

    /// <summary>In the order in which the page offers them.</summary>
    public static IReadOnlyList<Measure> All { get; } =
    [
        Cost,
        Counted("calls", "Model calls", m => m.Calls),
        Counted("tokens", "Tokens", m => m.Usage.Total),
        Counted("input", "Input tokens", m => m.Usage.TotalInput),
        Counted("output", "Output tokens", m => m.Usage.Output),
        Counted("cached", "Tokens read from cache", m => m.Usage.CacheRead),
        Counted("traces", "Traces", m => m.Traces),
        new("cost-per-call", "Cost per call", ChartUnit.Usd, false, false, false, m => Ratio(m.CostNanoUsd / NanosPerDollar, m.Calls), m => PerOne(m.CostNanoUsd, m.Calls)),
        new("cost-per-trace", "Cost per trace", ChartUnit.Usd, false, false, false, m => Ratio(m.CostNanoUsd / NanosPerDollar, m.Traces), m => PerOne(m.CostNanoUsd, m.Traces)),
        Quantile("p50", "Call latency, median", 0.5, m => m.Latency),
        Quantile("p95", "Call latency, 95th percentile", 0.95, m => m.Latency),
        Quantile("p99", "Call latency, 99th percentile", 0.99, m => m.Latency),
        Quantile("ttft", "Time to first token, median", 0.5, m => m.TimeToFirstToken),
        new("errors", "Share of failed spans", ChartUnit.Share, false, false, false, m => Ratio(m.Errors, m.Spans), m => Share(m.Errors, m.Spans)),
        Counted("unpriced", "Unpriced calls", m => m.UnpricedCalls),
        Counted("partial", "Calls priced in part", m => m.PartialCalls),
    ];

    public static Measure Of(string? name) => All.FirstOrDefault(m => m.Name == name) ?? Cost;

    private static Measure Counted(string name, string label, Func<SpendMeasures, long> count) =>
        new(name, label, ChartUnit.Count, true, false, false, m => count(m), m => NumberText.Count(count(m)));

    private static Measure Quantile(string name, string label, double quantile, Func<SpendMeasures, Histogram> of) => new(
        name, label, ChartUnit.Nanoseconds, false, true, true, m => of(m).Quantile(quantile), m => of(m).Quantile(quantile) is { } nanos ? NumberText.Duration(nanos) : NumberText.None);

    private static double? Ratio(double part, long whole) => whole == 0 ? null : part / whole;

    private static string Share(long part, long whole) => whole == 0 ? NumberText.None : NumberText.Percent((double)part / whole);

    private static string PerOne(long nanos, long count) => count == 0 ? NumberText.None : MoneyText.Of((long)Math.Round((decimal)nanos / count));

    private static string MoneyOrUnknown(long nanos, long unpriced) => nanos == 0 && unpriced > 0 ? "unpriced" : MoneyText.Of(nanos);
}

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
    private const string OfTraces =
        "Cost per query is what was charged, divided by the traces whose root began in the period and has the same value. What a trace spends after the end of the period counts there.";

    private const string OfHistograms =
        "Percentiles come from mergeable histograms of every one of these times; each is within 1/128 (0.8 %) of the exact one.";

    /// <summary>It is read from histograms.</summary>
    public bool NeedsDistributions { get; private init; }

    /// <summary>Only model calls are looked at; other spans would blur it.</summary>
    public bool IsOfCalls { get; private init; }

    /// <summary>What it means where the name does not say all, as a sentence.</summary>
    public string? Note { get; private init; }

    /// <summary>Why the totals cannot tell it of these dimensions, grouped by or filtered on; null where they can.</summary>
    public Func<IEnumerable<Dimension>, string?> WhyNot { get; private init; } = _ => null;

    /// <summary>In the order in which the page offers them.</summary>
    public static IReadOnlyList<Measure> All { get; } = [.. SpendFigure.All.Select(Of)];

    public static Measure Cost { get; } = All.First(measure => measure.Name == SpendFigure.Cost.Name);

    public static Measure CostPerTrace { get; } = All.First(measure => measure.Name == SpendFigure.CostPerTrace.Name);

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

    private static Measure Of(SpendFigure figure) =>
        new(figure.Name, figure.Label, UnitOf(figure.Unit), figure.AddsUp, figure.Amount)
        {
            NeedsDistributions = figure.NeedsDistributions,
            IsOfCalls = figure.IsOfCalls,
            WhyNot = figure.WhyNot,
            Note = figure.NeedsDistributions ? OfHistograms : figure == SpendFigure.CostPerTrace ? OfTraces : null,
        };

    private static ChartUnit UnitOf(FigureUnit unit) => unit switch
    {
        FigureUnit.Usd => ChartUnit.Usd,
        FigureUnit.Nanoseconds => ChartUnit.Nanoseconds,
        FigureUnit.Share => ChartUnit.Share,
        _ => ChartUnit.Count,
    };
}

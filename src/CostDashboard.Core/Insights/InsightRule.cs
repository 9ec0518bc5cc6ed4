using System.Globalization;

namespace CostDashboard.Core.Insights;

/// <summary>
/// One kind of insight: what it looks for in a trace, what that would save, and how it is said. A rule is pure, and sees one trace at a time,
/// so that findings are sums. It never claims more than the calls that it acts on were charged: <see cref="InsightPrices"/> sees to it.
/// </summary>
public abstract class InsightRule
{
    public abstract InsightKind Kind { get; }

    /// <summary>What a person calls it.</summary>
    public abstract string Name { get; }

    public abstract InsightThreshold Threshold { get; }

    /// <summary>What was seen, as a sentence about the finding; it names no step and no model.</summary>
    public abstract string Seen(InsightFinding finding, decimal threshold);

    /// <summary>What to do about it.</summary>
    public abstract string Advice { get; }

    /// <summary>Under which assumption the saving is what it says.</summary>
    public abstract string Assumption(InsightFinding finding, decimal threshold);

    /// <summary>What the rule finds in a trace; what saves nothing counts for nothing.</summary>
    internal abstract IEnumerable<InsightObservation> Of(InsightTrace trace, decimal threshold, InsightPrices prices);

    /// <summary>1,204 calls; 1 call.</summary>
    protected static string Count(long count, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : many)}");

    protected static string Number(decimal number) => number.ToString("#,##0.##", CultureInfo.InvariantCulture);
}

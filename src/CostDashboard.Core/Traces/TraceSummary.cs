using CostDashboard.Core.Guardrails;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Traces;

/// <summary>A trace in one row, as lists show it; it says the same as its spans because it is written with them.</summary>
/// <param name="Name">Name of the primary root.</param>
/// <param name="Attribution">Of its root, or of the first span that says it; customer, feature, environment and user cut where totals cut them.</param>
/// <param name="IsComplete">There is a root that names no parent, and no span's parent is missing.</param>
/// <param name="UnpricedCalls">Calls whose cost is unknown and not in it.</param>
/// <param name="PartialCalls">Calls of which only a part is in it.</param>
/// <param name="Models">Models that were charged, dearest first, at most <see cref="MostModels"/>.</param>
public sealed record TraceSummary(
    TraceKey Key,
    string Name,
    string Service,
    UnixNanos Start,
    UnixNanos End,
    Attribution Attribution,
    int SpanCount,
    int ErrorCount,
    bool IsComplete,
    int Calls,
    int UnpricedCalls,
    int PartialCalls,
    long CostNanoUsd,
    Usage Usage,
    IReadOnlyList<string> Models)
{
    public const int MostModels = 5;

    /// <summary>What its agents came to, for guardrails.</summary>
    public RunTotals Runs { get; init; } = RunTotals.None;

    /// <summary>Nanoseconds from the first start to the last end.</summary>
    public long Duration => Math.Max(0, End - Start);

    public static TraceSummary Of(TraceKey key, TraceRollup rollup)
    {
        var tree = rollup.Tree;
        var root = rollup.Spans[tree.PrimaryRoot];
        var costByModel = new Dictionary<string, long>(StringComparer.Ordinal);
        long cost = 0;
        var usage = default(Usage);
        int calls = 0, unpriced = 0, partial = 0, errors = 0;
        var attribution = root.Attribution;
        foreach (var span in rollup.Spans)
        {
            errors += span.Node.Span.IsError ? 1 : 0;
            attribution = FirstKnown(attribution, span.Attribution);
            if (!span.Charge.IsCharged)
            {
                continue;
            }

            calls++;
            unpriced += span.Charge.IsUnpriced ? 1 : 0;
            partial += span.Charge.IsPartial ? 1 : 0;
            cost = checked(cost + span.Charge.CostNanoUsd);
            usage += span.Charge.Usage;
            var model = span.Charge.Series.Model;
            costByModel[model] = checked(costByModel.GetValueOrDefault(model) + span.Charge.CostNanoUsd);
        }

        string[] models = [.. costByModel
            .Where(m => m.Key.Length > 0)
            .OrderByDescending(m => m.Value)
            .ThenBy(m => m.Key, StringComparer.Ordinal)
            .Take(MostModels)
            .Select(m => m.Key)];
        return new(
            key, root.Node.Span.Name, root.Node.Span.Service, tree.Start, tree.End, AsTotalled(attribution),
            rollup.Spans.Count, errors, !tree.Nodes.Any(n => n.IsOrphan || n.IsCycle), calls, unpriced, partial, cost, usage, models)
        {
            Runs = RunTotals.Of(rollup),
        };
    }

    // A trace is for the customer of its root; where the root names none, for the first that any span names.
    private static Attribution FirstKnown(Attribution known, Attribution more) =>
        ReferenceEquals(known, more) || (known is { Customer: not null, Feature: not null, Environment: not null, User: not null, Session: not null })
            ? known
            : new(
                known.Customer ?? more.Customer,
                known.Feature ?? more.Feature,
                known.Environment ?? more.Environment,
                known.User ?? more.User,
                known.Session ?? more.Session);

    // By the name that totals know: what a list shows is what a filter and a chart call it. The spans have it whole, and the session, of which there are no totals, stays so.
    private static Attribution AsTotalled(Attribution whole) =>
        IsBounded(whole.Customer) && IsBounded(whole.Feature) && IsBounded(whole.Environment) && IsBounded(whole.User)
            ? whole
            : new(Cut(whole.Customer), Cut(whole.Feature), Cut(whole.Environment), Cut(whole.User), whole.Session);

    private static bool IsBounded(string? value) => value is not { Length: > SpendKey.LongestValue };

    private static string? Cut(string? value) => value is null ? null : SpendKey.Bounded(value);

    public bool Equals(TraceSummary? other) =>
        other is not null && Key == other.Key && Name == other.Name && Service == other.Service && Start == other.Start && End == other.End
        && Attribution == other.Attribution && SpanCount == other.SpanCount && ErrorCount == other.ErrorCount && IsComplete == other.IsComplete
        && Calls == other.Calls && UnpricedCalls == other.UnpricedCalls && PartialCalls == other.PartialCalls && CostNanoUsd == other.CostNanoUsd && Usage == other.Usage
        && Models.SequenceEqual(other.Models) && Runs == other.Runs;

    public override int GetHashCode() => HashCode.Combine(Key, CostNanoUsd, SpanCount);
}

using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.AgentRuns;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Insights;

/// <summary>A model call that was charged in full, with a cost that is known.</summary>
internal sealed record InsightCall(TraceNode Node, SpanCharge Charge, ModelCall Call)
{
    internal SpendKey Series => Charge.Series;

    internal Usage Usage => Call.Usage;

    internal long CostNanoUsd => Charge.CostNanoUsd;

    internal UnixNanos Start => Node.Span.Start;

    internal bool IsChat => Node.Span.Kind is OperationKind.Chat;
}

/// <summary>The turns of an agent: its calls and its tools in the order of their start, without what happens inside a tool. Whose they are, <see cref="AgentFrames"/> says.</summary>
internal sealed record InsightAgentRun(IReadOnlyList<InsightCall> Calls, IReadOnlyList<SpanFacts> Tools);

/// <summary>A trace as the rules of insights see it.</summary>
public sealed class InsightTrace
{
    private InsightTrace(TraceKey key, UnixNanos start, IReadOnlyList<InsightCall> calls, IReadOnlyList<InsightAgentRun> runs, IReadOnlyList<(SpanFacts Span, long Tokens)> retrievals) =>
        (Key, Start, Calls, AgentRuns, Retrievals) = (key, start, calls, runs, retrievals);

    public TraceKey Key { get; }

    public UnixNanos Start { get; }

    /// <summary>By start, then by id.</summary>
    internal IReadOnlyList<InsightCall> Calls { get; }

    internal IReadOnlyList<InsightAgentRun> AgentRuns { get; }

    /// <summary>Searches that say how many tokens they found, by their end.</summary>
    internal IReadOnlyList<(SpanFacts Span, long Tokens)> Retrievals { get; }

    /// <summary>Whether a rule needs a span in full, with its attributes.</summary>
    public static bool NeedsDetails(SpanFacts span, ChargeRole role) =>
        span.Kind is OperationKind.Retrieval || (role is ChargeRole.Charged && span.OwnCostNanoUsd > 0 && !span.Usage.IsZero);

    /// <param name="details">The spans that <see cref="NeedsDetails"/> names, in full; one that is missing is left out of what rules see.</param>
    public static InsightTrace Of(TraceKey key, TraceRollup rollup, IReadOnlyDictionary<SpanId, PricedSpan> details)
    {
        var nodes = rollup.Tree.Nodes;
        var agents = AgentFrames.Of(rollup.Tree);
        var calls = new List<InsightCall>();
        var retrievals = new List<(SpanFacts Span, long Tokens)>();
        foreach (var span in rollup.Spans)
        {
            var facts = span.Node.Span;
            if (!NeedsDetails(facts, span.Charge.Role) || !details.TryGetValue(facts.Id, out var full))
            {
                continue;
            }

            if (facts.Kind is OperationKind.Retrieval && RetrievedTokens.Of(full.Span.Source.Attributes) is > 0 and var tokens)
            {
                retrievals.Add((facts, tokens));
            }

            if (full.Span.Call is { } call && span.Charge is { Role: ChargeRole.Charged, CostNanoUsd: > 0 })
            {
                calls.Add(new(span.Node, span.Charge, call));
            }
        }

        calls.Sort((a, b) => Compare(a.Node.Span, b.Node.Span));
        retrievals.Sort((a, b) => a.Span.End.CompareTo(b.Span.End));
        var callsOf = calls.ToLookup(call => agents.RunOf(call.Node.Index));
        var toolsOf = nodes.Where(node => node.Span.Kind is OperationKind.Tool).ToLookup(node => agents.RunOf(node.Index), node => node.Span);
        return new(
            key,
            rollup.Tree.Start,
            calls,
            [.. callsOf.Where(run => run.Key != AgentFrames.None).Select(run => new InsightAgentRun([.. run], [.. toolsOf[run.Key].OrderBy(tool => tool.Start).ThenBy(tool => tool.Id)]))],
            retrievals);
    }

    private static int Compare(SpanFacts a, SpanFacts b) => a.Start.CompareTo(b.Start) is not 0 and var order ? order : a.Id.CompareTo(b.Id);
}

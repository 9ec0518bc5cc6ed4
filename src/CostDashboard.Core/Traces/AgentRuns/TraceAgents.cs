using System.Collections.Frozen;
using CostDashboard.Core.Guardrails;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Traces.AgentRuns;

/// <summary>
/// The runs of agents in a trace, whatever vocabulary its spans speak. The same spans give the same runs, in whatever order they came. Every charge of the
/// trace is in exactly one place: in a turn or the rest of a run that no other run set off, or outside.
/// </summary>
/// <param name="Runs">By where they begin; a sub-agent's stands behind the run that set it off.</param>
/// <param name="Outside">What was charged outside of all runs.</param>
/// <param name="Breaches">Guardrails that the trace broke.</param>
public sealed record TraceAgents(IReadOnlyList<AgentRun> Runs, ChargedMoney Outside, IReadOnlyList<GuardrailBreach> Breaches)
{
    /// <summary>What the trace is charged.</summary>
    public ChargedMoney Total => Runs.Where(run => run.Parent is null).Select(run => run.Total).Sum() + Outside;

    /// <summary>The run that cost most, sub-agents apart: what a page speaks of first. Null where there is none.</summary>
    public AgentRun? Main => Runs.Where(run => run.Parent is null).MaxBy(run => run.Total.NanoUsd) ?? (Runs.Count > 0 ? Runs[0] : null);

    /// <summary>Whether a trace holds the run of an agent; it needs no details. Time grows with the number of spans.</summary>
    public static bool AreIn(TraceRollup rollup) =>
        rollup.Tree.Nodes.Any(node => node.Span.Kind is OperationKind.Agent or OperationKind.Tool)
        && new AgentRunDraft(rollup, FrozenDictionary<SpanId, PricedSpan>.Empty).HasRuns;

    /// <summary>Time grows with n log n of the spans.</summary>
    /// <param name="details">The trace's spans in full; where one is missing, its bill is not divided and its arguments are not known.</param>
    /// <param name="guardrails">Those that are looked at.</param>
    /// <exception cref="OverflowException">A sum is more than 64 bits hold.</exception>
    public static TraceAgents Of(TraceRollup rollup, IReadOnlyDictionary<SpanId, PricedSpan> details, IReadOnlyList<Guardrail> guardrails)
    {
        var draft = new AgentRunDraft(rollup, details);
        var runs = draft.Runs();
        var all = rollup.Tree.Roots.Select(root => ChargedMoney.Within(rollup.Spans[root])).Sum();
        return new(runs, all - runs.Where(run => run.Parent is null).Select(run => run.Total).Sum(), Broken(rollup, runs, guardrails));
    }

    private static IReadOnlyList<GuardrailBreach> Broken(TraceRollup rollup, IReadOnlyList<AgentRun> runs, IReadOnlyList<Guardrail> guardrails)
    {
        var watch = new GuardrailWatch(guardrails);
        var turns = runs.SelectMany(run => run.Calls).Select(call => call.Span).ToHashSet();
        var tools = runs.SelectMany(run => run.Uses).Where(use => use.Kind is OperationKind.Tool).ToDictionary(use => use.Span, use => use.Name);
        foreach (var span in rollup.Spans.OrderBy(span => span.Node.Span.Start).ThenBy(span => span.Node.Span.Id))
        {
            var id = span.Node.Span.Id;
            watch.See(id, isStep: turns.Contains(id), tools.GetValueOrDefault(id), span.Charge);
        }

        return watch.Breaches;
    }

    public bool Equals(TraceAgents? other) =>
        other is not null && Outside == other.Outside && Runs.SequenceEqual(other.Runs) && Breaches.SequenceEqual(other.Breaches);

    public override int GetHashCode() => HashCode.Combine(Runs.Count, Outside, Breaches.Count);
}

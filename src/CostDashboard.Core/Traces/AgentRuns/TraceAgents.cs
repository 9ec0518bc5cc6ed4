using System.Collections.Frozen;
using CostDashboard.Core.Guardrails;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Traces.AgentRuns;

/// <summary>A span of a trace, and what an agent did with it.</summary>
/// <param name="Agent">As the run is called; empty for what no agent did.</param>
/// <param name="IsStep">It is the call of a turn.</param>
/// <param name="Tool">The tool that was called with it; null for none.</param>
internal readonly record struct OwnedSpan(RolledUpSpan Span, string Agent, bool IsStep, string? Tool);

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
    public static bool AreIn(TraceRollup rollup) => Owners(rollup) is not null;

    /// <summary>Time grows with n log n of the spans.</summary>
    /// <param name="details">The trace's spans in full; where one is missing, its bill is not divided and its arguments are not known.</param>
    /// <param name="guardrails">Those of the project.</param>
    /// <param name="texts">Arguments of tools' spans whose text is kept and may be read; null for none: then they are compared by hash.</param>
    /// <exception cref="OverflowException">A sum is more than 64 bits hold.</exception>
    public static TraceAgents Of(
        TraceRollup rollup, IReadOnlyDictionary<SpanId, PricedSpan> details, GuardrailSettings guardrails, IReadOnlyDictionary<SpanId, ArgumentText>? texts = null)
    {
        var draft = new AgentRunDraft(rollup, details, texts ?? FrozenDictionary<SpanId, ArgumentText>.Empty);
        var runs = draft.Runs();
        var all = rollup.Tree.Roots.Select(root => ChargedMoney.Within(rollup.Spans[root])).Sum();
        return new(runs, all - runs.Where(run => run.Parent is null).Select(run => run.Total).Sum(), Broken(draft, guardrails));
    }

    /// <summary>Whose each span of a trace is, in no particular order; null where it holds no run. It needs no details. Time grows with the number of spans.</summary>
    internal static IEnumerable<OwnedSpan>? Owners(TraceRollup rollup)
    {
        if (!rollup.Tree.Nodes.Any(node => node.Span.Kind is OperationKind.Agent or OperationKind.Tool))
        {
            return null;
        }

        var draft = new AgentRunDraft(rollup, FrozenDictionary<SpanId, PricedSpan>.Empty, FrozenDictionary<SpanId, ArgumentText>.Empty);
        return draft.HasRuns ? draft.Owners() : null;
    }

    private static IReadOnlyList<GuardrailBreach> Broken(AgentRunDraft draft, GuardrailSettings guardrails)
    {
        var watch = new GuardrailWatch(guardrails);
        foreach (var (span, agent, isStep, tool) in draft.Owners().OrderBy(owned => owned.Span.Node.Span.Start).ThenBy(owned => owned.Span.Node.Span.Id))
        {
            watch.See(span.Node.Span.Id, agent, isStep, tool, span.Charge);
        }

        return watch.Breaches;
    }

    public bool Equals(TraceAgents? other) =>
        other is not null && Outside == other.Outside && Runs.SequenceEqual(other.Runs) && Breaches.SequenceEqual(other.Breaches);

    public override int GetHashCode() => HashCode.Combine(Runs.Count, Outside, Breaches.Count);
}

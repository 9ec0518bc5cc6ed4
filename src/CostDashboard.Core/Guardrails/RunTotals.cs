using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.AgentRuns;

namespace CostDashboard.Core.Guardrails;

/// <summary>How often a tool was called.</summary>
public readonly record struct ToolCalls(string Tool, int Calls);

/// <summary>What one agent of a trace came to, sub-agents apart.</summary>
/// <param name="Agent">As its runs are called; empty for what no agent did, and for agents beyond <see cref="RunTotals.MostAgents"/>.</param>
/// <param name="Tools">Most called first, at most <see cref="RunTotals.MostTools"/>.</param>
/// <param name="OtherToolCalls">Calls of further tools, each called no more often than those that are named.</param>
/// <param name="InputTokens">All that its charged calls read, cached tokens included.</param>
/// <param name="DearestNanoUsd">The most that one of its spans is charged.</param>
public sealed record AgentTotal(string Agent, int Steps, IReadOnlyList<ToolCalls> Tools, int OtherToolCalls, long CostNanoUsd, long InputTokens, long DearestNanoUsd)
{
    public bool Equals(AgentTotal? other) =>
        other is not null && Agent == other.Agent && Steps == other.Steps && OtherToolCalls == other.OtherToolCalls && CostNanoUsd == other.CostNanoUsd
        && InputTokens == other.InputTokens && DearestNanoUsd == other.DearestNanoUsd && Tools.SequenceEqual(other.Tools);

    public override int GetHashCode() => HashCode.Combine(Agent, Steps, CostNanoUsd, InputTokens);
}

/// <summary>
/// The running totals of a trace that guardrails look at and that its summary does not hold. They are stored with the trace, change in the
/// transaction that writes its spans, and are what its spans come to: a verdict reads them and no span.
/// </summary>
/// <param name="Steps">Turns of all agents.</param>
/// <param name="MostToolCalls">Calls of the tool that was called most.</param>
/// <param name="DearestNanoUsd">The most that one span is charged.</param>
/// <param name="Agents">By name; what no agent did is one of them. Empty in a trace without agents, whose summary says all.</param>
public sealed record RunTotals(int Steps, int MostToolCalls, long DearestNanoUsd, IReadOnlyList<AgentTotal> Agents)
{
    /// <summary>Agents of a trace that are totalled by name; those with the fewest steps beyond are counted together with what no agent did.</summary>
    public const int MostAgents = 20;

    /// <summary>Tools of an agent that are counted by name.</summary>
    public const int MostTools = 50;

    public static RunTotals None { get; } = new(0, 0, 0, []);

    /// <summary>Time grows with the number of spans.</summary>
    /// <exception cref="OverflowException">A sum is more than 64 bits hold.</exception>
    public static RunTotals Of(TraceRollup rollup)
    {
        var dearest = rollup.Spans.Max(span => span.Charge.CostNanoUsd);
        if (TraceAgents.Owners(rollup) is not { } owners)
        {
            return dearest == 0 ? None : None with { DearestNanoUsd = dearest };
        }

        var drafts = new Dictionary<string, Draft>(StringComparer.Ordinal);
        var calls = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (span, agent, isStep, tool) in owners)
        {
            (drafts.TryGetValue(agent, out var draft) ? draft : drafts[agent] = new()).Add(span.Charge, isStep, tool);
            if (tool is not null)
            {
                calls[tool] = calls.GetValueOrDefault(tool) + 1;
            }
        }

        return new(drafts.Values.Sum(draft => draft.Steps), calls.Values.DefaultIfEmpty().Max(), dearest, [.. Bounded(drafts)]);
    }

    private static IEnumerable<AgentTotal> Bounded(Dictionary<string, Draft> drafts)
    {
        var named = drafts.Where(draft => draft.Key.Length > 0)
            .OrderByDescending(draft => draft.Value.Steps)
            .ThenBy(draft => draft.Key, StringComparer.Ordinal)
            .ToList();
        foreach (var (_, draft) in named.Skip(MostAgents))
        {
            (drafts.TryGetValue("", out var others) ? others : drafts[""] = new()).Add(draft);
        }

        return named.Take(MostAgents)
            .Concat(drafts.Where(draft => draft.Key.Length == 0))
            .OrderBy(draft => draft.Key, StringComparer.Ordinal)
            .Select(draft => draft.Value.Total(draft.Key));
    }

    public bool Equals(RunTotals? other) =>
        other is not null && Steps == other.Steps && MostToolCalls == other.MostToolCalls && DearestNanoUsd == other.DearestNanoUsd && Agents.SequenceEqual(other.Agents);

    public override int GetHashCode() => HashCode.Combine(Steps, MostToolCalls, DearestNanoUsd, Agents.Count);

    private sealed class Draft
    {
        private readonly Dictionary<string, int> _tools = new(StringComparer.Ordinal);
        private long _cost;
        private long _tokens;
        private long _dearest;

        internal int Steps { get; private set; }

        internal void Add(SpanCharge charge, bool isStep, string? tool)
        {
            Steps += isStep ? 1 : 0;
            _cost = checked(_cost + charge.CostNanoUsd);
            _tokens = checked(_tokens + (charge.IsCharged ? charge.Usage.TotalInput : 0));
            _dearest = Math.Max(_dearest, charge.CostNanoUsd);
            if (tool is not null)
            {
                _tools[tool] = _tools.GetValueOrDefault(tool) + 1;
            }
        }

        internal void Add(Draft other)
        {
            Steps += other.Steps;
            _cost = checked(_cost + other._cost);
            _tokens = checked(_tokens + other._tokens);
            _dearest = Math.Max(_dearest, other._dearest);
            foreach (var (tool, calls) in other._tools)
            {
                _tools[tool] = _tools.GetValueOrDefault(tool) + calls;
            }
        }

        internal AgentTotal Total(string agent)
        {
            var tools = _tools.OrderByDescending(tool => tool.Value).ThenBy(tool => tool.Key, StringComparer.Ordinal).ToList();
            return new(
                agent, Steps, [.. tools.Take(MostTools).Select(tool => new ToolCalls(tool.Key, tool.Value))], tools.Skip(MostTools).Sum(tool => tool.Value), _cost, _tokens, _dearest);
        }
    }
}

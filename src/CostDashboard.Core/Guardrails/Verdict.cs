using CostDashboard.Core.Traces;

namespace CostDashboard.Core.Guardrails;

/// <summary>How far a guardrail is used up.</summary>
/// <param name="Reached">In the unit of its kind.</param>
/// <param name="Tool">Of calls of one tool, which; empty for none and for other kinds.</param>
public sealed record GuardrailState(Guardrail Guardrail, long Reached, string Tool = "")
{
    public bool IsBroken => Guardrail.IsBrokenBy(Reached);

    /// <summary>What is left, never below zero.</summary>
    public long Remaining => Math.Max(0, Guardrail.Most - Reached);
}

/// <summary>
/// Whether an agent may go on: what a trace came to, against the guardrails of its project. It says the same as <see cref="GuardrailWatch"/> over the
/// spans, from the totals alone. What has no known price counts nothing, so money is then a lower bound: <see cref="UnpricedCalls"/> says so.
/// </summary>
/// <param name="Trace">What the trace came to; null where no span of it is known.</param>
/// <param name="States">Every guardrail that is on, by kind; of calls of one tool every tool that broke it, else the one called most.</param>
/// <param name="Tools">Calls of each tool, most called first.</param>
/// <param name="OtherToolCalls">Calls of tools that are not among <paramref name="Tools"/>.</param>
public sealed record Verdict(TraceSummary? Trace, IReadOnlyList<GuardrailState> States, IReadOnlyList<ToolCalls> Tools, int OtherToolCalls)
{
    /// <summary>A guardrail is broken: the agent is to stop.</summary>
    public bool IsStop => States.Any(state => state.IsBroken);

    /// <summary>Those that are broken, by kind.</summary>
    public IEnumerable<GuardrailState> Broken => States.Where(state => state.IsBroken);

    /// <summary>Calls whose cost is not known at all, and not in it.</summary>
    public int UnpricedCalls => Trace?.UnpricedCalls ?? 0;

    /// <summary>Time grows with the agents and tools of the trace and the limits of the project, all of which are bounded.</summary>
    /// <param name="trace">Null where no span of it is known.</param>
    public static Verdict Of(GuardrailSettings settings, TraceSummary? trace)
    {
        var agents = trace is null ? [] : AgentsOf(trace);
        var states = new List<GuardrailState>();
        foreach (var guardrail in settings.On)
        {
            states.AddRange(StatesOf(guardrail, [.. agents.Where(agent => settings.For(guardrail.Kind, agent.Agent) == guardrail)]));
        }

        return new(trace, states, CallsOf(agents), agents.Sum(agent => agent.OtherToolCalls));
    }

    // A trace without agents is what no agent did.
    private static IReadOnlyList<AgentTotal> AgentsOf(TraceSummary trace) => trace.Runs.Agents.Count > 0
        ? trace.Runs.Agents
        : [new("", 0, [], 0, trace.CostNanoUsd, trace.Usage.TotalInput, trace.Runs.DearestNanoUsd)];

    private static IEnumerable<GuardrailState> StatesOf(Guardrail guardrail, AgentTotal[] agents)
    {
        // An agent that is not in the trace has used nothing of its limit: that is not worth a line.
        if (guardrail.Agent.Length > 0 && agents.Length == 0)
        {
            return [];
        }

        return guardrail.Kind switch
        {
            GuardrailKind.StepsPerTrace => [new(guardrail, agents.Sum(agent => (long)agent.Steps))],
            GuardrailKind.CallsOfOneTool => OfTools(guardrail, CallsOf(agents)),
            GuardrailKind.CostPerTrace => [new(guardrail, agents.Sum(agent => agent.CostNanoUsd))],
            GuardrailKind.CostPerSpan => [new(guardrail, agents.Select(agent => agent.DearestNanoUsd).DefaultIfEmpty().Max())],
            GuardrailKind.InputTokensPerTrace => [new(guardrail, agents.Sum(agent => agent.InputTokens))],
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static IEnumerable<GuardrailState> OfTools(Guardrail guardrail, IReadOnlyList<ToolCalls> calls)
    {
        var broken = calls.Where(tool => guardrail.IsBrokenBy(tool.Calls)).Select(tool => new GuardrailState(guardrail, tool.Calls, tool.Tool)).ToList();
        return broken.Count > 0 ? broken
            : calls.Count > 0 ? [new(guardrail, calls[0].Calls, calls[0].Tool)]
            : [new(guardrail, 0)];
    }

    private static List<ToolCalls> CallsOf(IReadOnlyList<AgentTotal> agents) =>
    [
        .. agents.SelectMany(agent => agent.Tools)
            .GroupBy(tool => tool.Tool, StringComparer.Ordinal)
            .Select(same => new ToolCalls(same.Key, same.Sum(tool => tool.Calls)))
            .OrderByDescending(tool => tool.Calls)
            .ThenBy(tool => tool.Tool, StringComparer.Ordinal),
    ];
}

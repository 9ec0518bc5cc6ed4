using CostDashboard.Core.Access;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Incidents;

namespace CostDashboard.Core.Guardrails;

/// <summary>What arrived and broke guardrails, as incidents: one for each rule and agent, however many traces broke it.</summary>
public static class GuardrailFindings
{
    /// <summary>One report for each rule and agent that a trace of these broke. Time grows with the traces.</summary>
    /// <param name="traces">That arrived and were not told of before.</param>
    /// <param name="now">Until when arrivals were looked at.</param>
    public static IReadOnlyList<IncidentReport> Of(ProjectId project, GuardrailSettings settings, IEnumerable<TraceSummary> traces, UnixNanos now) =>
    [
        .. traces.SelectMany(trace => Verdict.Of(settings, trace).Broken.Select(state => (Trace: trace, State: state, Agent: AgentOf(state, trace))))
            .GroupBy(broken => (broken.State.Guardrail.Kind, broken.State.Guardrail.Agent, By: broken.Agent))
            .Select(same => Report(project, same.Key.By, [.. same.OrderByDescending(broken => broken.State.Reached).ThenBy(broken => broken.Trace.Key.Trace.ToString(), StringComparer.Ordinal)], now)),
    ];

    private static IncidentReport Report(ProjectId project, string agent, List<(TraceSummary Trace, GuardrailState State, string Agent)> broken, UnixNanos now)
    {
        var (worst, state, _) = broken[0];
        var kind = state.Guardrail.Kind;
        var traces = broken.Select(one => one.Trace.Key.Trace).Distinct().ToList();
        var who = agent.Length > 0 ? $"of the agent {GuardrailText.Quoted(agent)}" : "without an agent";
        var tool = state.Tool.Length > 0 ? $" of {GuardrailText.Quoted(state.Tool)}" : "";
        var limit = GuardrailText.Amount(kind, state.Guardrail.Most);
        var reached = GuardrailText.Amount(kind, state.Reached);
        var sentence = traces.Count == 1
            ? $"A trace {who} came to {reached}{tool}, over the limit of {limit} ({GuardrailText.NameOf(kind)})."
            : $"{traces.Count} traces {who} went over the limit of {limit} ({GuardrailText.NameOf(kind)}); the furthest came to {reached}{tool}.";
        return new(
            project,
            agent.Length == 0 && kind is GuardrailKind.CostPerTrace ? IncidentKind.TraceOverLimit : IncidentKind.GuardrailBroken,
            $"{kind} {state.Guardrail.Agent.Length} {state.Guardrail.Agent} {agent}",
            IncidentSeverity.Warning,
            sentence,
            broken.Min(one => one.Trace.Start),
            now)
        {
            Evidence =
            [
                new("Limit", $"{GuardrailText.NameOf(kind)}, {limit}{(state.Guardrail.Agent.Length > 0 ? " of its own" : "")}"),
                new("Furthest", $"{reached}{tool}"),
                new("Its trace", worst.Name),
                new("Its cost", worst.UnpricedCalls > 0 ? $"at least {GuardrailText.Amount(GuardrailKind.CostPerTrace, worst.CostNanoUsd)}, {worst.UnpricedCalls} calls have no known price" : GuardrailText.Amount(GuardrailKind.CostPerTrace, worst.CostNanoUsd)),
            ],
            Traces = [.. traces.Take(IncidentRules.MostTraces)],
        };
    }

    // Whose own the limit is; else the agent that did most of what it counts. Of agents that did the same, the first by name.
    private static string AgentOf(GuardrailState state, TraceSummary trace) => state.Guardrail.Agent.Length > 0
        ? state.Guardrail.Agent
        : trace.Runs.Agents.Where(agent => agent.Agent.Length > 0).MaxBy(agent => state.Guardrail.Kind switch
        {
            GuardrailKind.StepsPerTrace => agent.Steps,
            GuardrailKind.CallsOfOneTool => agent.Tools.Where(tool => tool.Tool == state.Tool).Sum(tool => (long)tool.Calls),
            GuardrailKind.CostPerTrace => agent.CostNanoUsd,
            GuardrailKind.CostPerSpan => agent.DearestNanoUsd,
            _ => agent.InputTokens,
        })?.Agent ?? "";
}

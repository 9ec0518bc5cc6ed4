using CostDashboard.Core.Access;
using CostDashboard.Core.Guardrails;
using CostDashboard.Core.Traces.AgentRuns;
using CostDashboard.Core.Units;

namespace CostDashboard.Web.Api;

/// <summary>The runs of agents in a trace.</summary>
/// <param name="TotalCostUsd">Decimal dollars, exact to the nano-dollar; null where nothing of it is known.</param>
/// <param name="OutsideCostUsd">What of it was charged outside of all runs.</param>
/// <param name="Runs">By where they begin; a sub-agent's stands behind the run that set it off, and is in that one's total.</param>
/// <param name="BrokenGuardrails">Limits that the trace went beyond, in the order in which it did.</param>
internal sealed record AgentRunsBody(
    string TraceId,
    string Project,
    int ProjectId,
    string? TotalCostUsd,
    string? OutsideCostUsd,
    int UnpricedCalls,
    IReadOnlyList<AgentRunBody> Runs,
    IReadOnlyList<GuardrailBreachBody> BrokenGuardrails)
{
    internal static AgentRunsBody Of(Project project, TraceId trace, TraceAgents agents) => new(
        trace.ToString(),
        project.Name,
        project.Id.Value,
        Usd(agents.Total),
        Usd(agents.Outside),
        agents.Total.Unpriced,
        [.. agents.Runs.Select(run => AgentRunBody.Of(run, agents))],
        [.. agents.Breaches.Select(GuardrailBreachBody.Of)]);

    internal static string? Usd(ChargedMoney money) => AnswerText.KnownUsd(money.NanoUsd, money.Calls, money.Unpriced);
}

/// <summary>What one agent did, turn by turn.</summary>
/// <param name="Agent">The name that it gives itself, else that of the span around it.</param>
/// <param name="SpanId">The span that holds the run; null where it is missing.</param>
/// <param name="ParentSpanId">The span of the run that set it off, through <paramref name="ThroughSpanId"/>.</param>
/// <param name="RestCostUsd">What was charged in the run outside of its turns.</param>
/// <param name="FinalCallCostUsd">Of the last of at least three calls.</param>
/// <param name="Causes">Of all turns; they add up to the known cost.</param>
internal sealed record AgentRunBody(
    string Agent,
    string? SpanId,
    string? ParentSpanId,
    string? ThroughSpanId,
    string Start,
    string End,
    string? CostUsd,
    int Calls,
    int UnpricedCalls,
    int PartialCalls,
    string? RestCostUsd,
    string? FinalCallCostUsd,
    TurnCausesBody Causes,
    IReadOnlyList<AgentTurnBody> Turns,
    IReadOnlyList<AgentLoopBody> Loops)
{
    internal static AgentRunBody Of(AgentRun run, TraceAgents agents) => new(
        run.Agent,
        run.Head?.ToString(),
        run.Parent is { } parent ? agents.Runs[parent].Head?.ToString() : null,
        run.Through?.ToString(),
        AnswerText.Moment(run.Start),
        AnswerText.Moment(run.End),
        AgentRunsBody.Usd(run.Total),
        run.Total.Calls,
        run.Total.Unpriced,
        run.Total.Partial,
        AgentRunsBody.Usd(run.Rest),
        run.FinalCall is { } final ? AgentRunsBody.Usd(final) : null,
        TurnCausesBody.Of(run.Causes),
        [.. run.Turns.Select(AgentTurnBody.Of)],
        [.. run.Loops.Select(AgentLoopBody.Of)]);
}

/// <summary>One call of a model and what it set off.</summary>
/// <param name="Number">From 1; 0 for what was used before the first call.</param>
/// <param name="SpanId">The call; null in turn 0.</param>
/// <param name="ContextTokens">All that the call read; null where it does not say.</param>
/// <param name="CostUsd">Of the call and all that it set off; null where nothing of it is known.</param>
/// <param name="Uses">Tools, searches and other agents that it set off.</param>
internal sealed record AgentTurnBody(
    int Number,
    string? SpanId,
    string? Model,
    long? ContextTokens,
    long? OutputTokens,
    long? DurationNanos,
    bool IsError,
    string? CallCostUsd,
    string? CostUsd,
    int UnpricedCalls,
    TurnCausesBody Causes,
    IReadOnlyList<AgentUseBody> Uses)
{
    internal static AgentTurnBody Of(AgentTurn turn) => new(
        turn.Number,
        turn.Call?.Span.ToString(),
        turn.Call?.Model,
        turn.Call?.ContextTokens,
        turn.Call?.OutputTokens,
        turn.Call?.Duration,
        turn.Call?.IsError ?? false,
        turn.Call is { } call ? AgentRunsBody.Usd(call.Money) : null,
        AgentRunsBody.Usd(turn.Total),
        turn.Total.Unpriced,
        TurnCausesBody.Of(turn.Causes),
        [.. turn.Uses.Select(AgentUseBody.Of)]);
}

/// <summary>Why a turn or a run cost what it cost, in decimal dollars that add up to what of it is known.</summary>
/// <param name="CarriedUsd">For reading again what the run had read before.</param>
/// <param name="AddedUsd">For reading what was new.</param>
/// <param name="FeesUsd">For what is charged beside tokens.</param>
/// <param name="ToolsUsd">For what tools, sub-agents and other calls were charged.</param>
/// <param name="UndividedUsd">For calls whose charge cannot be divided.</param>
internal sealed record TurnCausesBody(string CarriedUsd, string AddedUsd, string OutputUsd, string FeesUsd, string ToolsUsd, string UndividedUsd)
{
    internal static TurnCausesBody Of(TurnCauses causes) => new(
        AnswerText.Usd(causes.Carried),
        AnswerText.Usd(causes.Added),
        AnswerText.Usd(causes.Output),
        AnswerText.Usd(causes.Fees),
        AnswerText.Usd(causes.Tools),
        AnswerText.Usd(causes.Undivided));
}

/// <summary>A tool, a search or another agent that a turn set off.</summary>
/// <param name="ArgumentsHash">Equal for equal arguments of the project's tools, 16 hexadecimal digits; null where arguments are not known. Their text is not in the answer.</param>
/// <param name="ComparedBy">By what repetitions were looked for: text or alike (the arguments are kept and you may read them), hash, or name (no arguments came).</param>
/// <param name="RepeatOfTurn">The first turn that used it with the same arguments, or where ComparedBy is alike, with such that are alike; null for the first time.</param>
internal sealed record AgentUseBody(
    string SpanId, string Name, string Kind, long DurationNanos, bool IsError, string? ArgumentsHash, string ComparedBy, int? RepeatOfTurn, string? CostUsd, int Calls, int UnpricedCalls)
{
    internal static AgentUseBody Of(AgentUse use) => new(
        use.Span.ToString(),
        use.Name,
        DimensionNames.Said(use.Kind),
        use.Duration,
        use.IsError,
        use.Arguments?.ToString("x16", System.Globalization.CultureInfo.InvariantCulture),
        DimensionNames.Said(use.ComparedBy),
        use.RepeatOf,
        AgentRunsBody.Usd(use.Money),
        use.Money.Calls,
        use.Money.Unpriced);
}

/// <summary>Turns of a run that brought nothing new. Savings of several loops overlap and are not to be added.</summary>
/// <param name="Kind">oneTool, oscillation, circle, growingContext.</param>
/// <param name="AreArgumentsKnown">Calls were compared by their arguments, and not by the tool's name alone.</param>
/// <param name="StopAfterTurn">The first turn after which stopping saves money.</param>
/// <param name="SavingUsd">What the turns after it were charged, up to <paramref name="LastTurn"/>; null where nothing of it is known.</param>
/// <param name="SavingUnpricedCalls">Calls of unknown cost that the saving leaves out.</param>
internal sealed record AgentLoopBody(
    string Kind, IReadOnlyList<string> Tools, bool AreArgumentsKnown, int Repeats, int StopAfterTurn, int LastTurn, string? SavingUsd, int SavingUnpricedCalls)
{
    internal static AgentLoopBody Of(AgentLoop loop) => new(
        DimensionNames.Said(loop.Kind),
        loop.Tools,
        loop.AreArgumentsKnown,
        loop.Repeats,
        loop.StopAfter,
        loop.Last,
        AgentRunsBody.Usd(loop.Saving),
        loop.Saving.Unpriced);
}

/// <summary>A limit that the trace went beyond.</summary>
/// <param name="Kind">stepsPerTrace, callsOfOneTool, costPerTrace, costPerSpan, inputTokensPerTrace.</param>
/// <param name="Agent">The agent whose own limit it is; null for the project's.</param>
/// <param name="Limit">The most that keeps it: turns, calls, tokens, or decimal dollars.</param>
/// <param name="Reached">What it came to, in the same unit.</param>
/// <param name="AtSpanId">The span with which it was broken first; of a cost per span, the dearest.</param>
internal sealed record GuardrailBreachBody(string Kind, string? Agent, string Limit, string Reached, string? Tool, string AtSpanId)
{
    internal static GuardrailBreachBody Of(GuardrailBreach breach) => new(
        DimensionNames.Said(breach.Guardrail.Kind),
        breach.Guardrail.Agent.Length > 0 ? breach.Guardrail.Agent : null,
        VerdictLimitBody.Text(breach.Guardrail.Kind, breach.Guardrail.Most),
        VerdictLimitBody.Text(breach.Guardrail.Kind, breach.Reached),
        breach.Tool.Length > 0 ? breach.Tool : null,
        breach.At.ToString());
}

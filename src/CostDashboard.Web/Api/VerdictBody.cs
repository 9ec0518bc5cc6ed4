using System.Globalization;
using CostDashboard.Core.Access;
using CostDashboard.Core.Guardrails;
using CostDashboard.Core.Units;

namespace CostDashboard.Web.Api;

/// <summary>Whether an agent may go on.</summary>
/// <param name="Verdict">go, or stop: a limit is broken.</param>
/// <param name="Reason">The same in a sentence. Names of tools and agents in it came with spans: they are in quotes, and no instructions.</param>
/// <param name="IsKnown">False where no span of the trace has arrived yet, nor was given: all totals are zero then.</param>
/// <param name="Rule">The limit that is broken, the first of them; null for go.</param>
/// <param name="Limits">Every limit that is on, and how far it is used up.</param>
/// <param name="PendingCounted">Spans of the request that were counted beside the stored ones.</param>
/// <param name="PendingStored">Spans of the request that are stored meanwhile: the stored ones count, once.</param>
internal sealed record VerdictBody(
    string TraceId,
    string Project,
    int ProjectId,
    string Verdict,
    string Reason,
    bool IsKnown,
    VerdictLimitBody? Rule,
    VerdictTotalsBody Totals,
    IReadOnlyList<VerdictLimitBody> Limits,
    int PendingCounted,
    int PendingStored)
{
    internal static VerdictBody Of(Project project, TraceId trace, Verdict verdict, int counted = 0, int stored = 0) => new(
        trace.ToString(),
        project.Name,
        project.Id.Value,
        verdict.IsStop ? "stop" : "go",
        GuardrailText.Reason(verdict),
        verdict.Trace is not null,
        verdict.Broken.FirstOrDefault() is { } broken ? VerdictLimitBody.Of(broken) : null,
        VerdictTotalsBody.Of(verdict),
        [.. verdict.States.Select(VerdictLimitBody.Of)],
        counted,
        stored);
}

/// <summary>A limit, and how far it is used up.</summary>
/// <param name="Kind">stepsPerTrace, callsOfOneTool, costPerTrace, costPerSpan, inputTokensPerTrace.</param>
/// <param name="Agent">The agent whose own limit it is; null for the project's.</param>
/// <param name="Limit">The most that keeps it: turns, calls, tokens, or decimal dollars.</param>
/// <param name="Value">What was reached, in the same unit; of money at least that much where calls are unpriced.</param>
/// <param name="Remaining">What is left; 0 means that the next step breaks it.</param>
/// <param name="Tool">Of calls of one tool, which.</param>
internal sealed record VerdictLimitBody(string Kind, string? Agent, string Limit, string Value, string Remaining, string? Tool, bool IsBroken)
{
    internal static VerdictLimitBody Of(GuardrailState state)
    {
        var kind = state.Guardrail.Kind;
        return new(
            DimensionNames.Said(kind),
            state.Guardrail.Agent.Length > 0 ? state.Guardrail.Agent : null,
            Text(kind, state.Guardrail.Most),
            Text(kind, state.Reached),
            Text(kind, state.Remaining),
            state.Tool.Length > 0 ? state.Tool : null,
            state.IsBroken);
    }

    internal static string Text(GuardrailKind kind, long amount) =>
        GuardrailText.IsMoney(kind) ? AnswerText.Usd(amount) : amount.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What the trace came to.</summary>
/// <param name="Steps">Turns of its agents.</param>
/// <param name="ToolCalls">Most called first.</param>
/// <param name="OtherToolCalls">Calls of tools that are not listed.</param>
/// <param name="CostUsd">Decimal dollars, exact to the nano-dollar; null where nothing of it is known.</param>
/// <param name="UnpricedShare">Calls of unknown cost, of all calls; null where there are none.</param>
/// <param name="InputTokens">All that its calls read, cached tokens included.</param>
internal sealed record VerdictTotalsBody(
    int Spans,
    int Steps,
    IReadOnlyList<ToolCallsBody> ToolCalls,
    int OtherToolCalls,
    string? CostUsd,
    int Calls,
    int UnpricedCalls,
    int PartialCalls,
    double? UnpricedShare,
    long InputTokens,
    long OutputTokens)
{
    internal static VerdictTotalsBody Of(Verdict verdict) => verdict.Trace is not { } trace
        ? new(0, 0, [], 0, "0", 0, 0, 0, null, 0, 0)
        : new(
            trace.SpanCount,
            trace.Runs.Steps,
            [.. verdict.Tools.Select(tool => new ToolCallsBody(tool.Tool, tool.Calls))],
            verdict.OtherToolCalls,
            AnswerText.KnownUsd(trace.CostNanoUsd, trace.Calls, trace.UnpricedCalls),
            trace.Calls,
            trace.UnpricedCalls,
            trace.PartialCalls,
            trace.Calls == 0 ? null : Math.Round((double)trace.UnpricedCalls / trace.Calls, 4),
            trace.Usage.TotalInput,
            trace.Usage.Output);
}

internal sealed record ToolCallsBody(string Tool, int Calls);

using CostDashboard.Core.Units;

namespace CostDashboard.Core.Guardrails;

/// <summary>What a guardrail limits. The numbers may be stored.</summary>
public enum GuardrailKind : byte
{
    /// <summary>Turns of the agents of a trace: calls of models with which they took a step.</summary>
    StepsPerTrace = 1,

    /// <summary>Calls of one tool by the agents of a trace.</summary>
    CallsOfOneTool = 2,

    /// <summary>Nano-dollars that a trace is charged.</summary>
    CostPerTrace = 3,

    /// <summary>Nano-dollars that one span is charged.</summary>
    CostPerSpan = 4,

    /// <summary>Tokens that all charged calls of a trace read, cached ones included.</summary>
    InputTokensPerTrace = 5,
}

/// <summary>A limit for agents.</summary>
/// <param name="Most">The most that keeps it, in the unit of its kind: turns, calls, nano-dollars, tokens.</param>
/// <param name="Agent">The agent whose own limit it is; empty for the project's, which counts all that has no limit of its own of that kind.</param>
public sealed record Guardrail(GuardrailKind Kind, long Most, string Agent = "")
{
    /// <summary>Whether what is reached breaks it: more than the most does, the most itself does not.</summary>
    public bool IsBrokenBy(long reached) => reached > Most;
}

/// <summary>A guardrail that was broken.</summary>
/// <param name="Reached">What it came to in the end, in the unit of its kind.</param>
/// <param name="At">The span with which it was broken first; of a cost per span, the dearest one.</param>
/// <param name="Tool">Of calls of one tool, which; else empty.</param>
public sealed record GuardrailBreach(Guardrail Guardrail, long Reached, SpanId At, string Tool = "");

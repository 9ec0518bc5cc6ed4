using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Traces.AgentRuns;

/// <summary>The call with which a turn begins.</summary>
/// <param name="Model">Empty where the span names none.</param>
/// <param name="Duration">Nanoseconds.</param>
/// <param name="ContextTokens">All that the model read; null where the span does not say.</param>
/// <param name="OutputTokens">All that it wrote; null where the span does not say.</param>
/// <param name="Money">What the call itself is charged; nothing where another report of it is.</param>
public sealed record AgentCall(
    SpanId Span, string Model, UnixNanos Start, long Duration, bool IsError, long? ContextTokens, long? OutputTokens, ChargedMoney Money);

/// <summary>By what a use is compared with those before it.</summary>
public enum ArgumentComparison : byte
{
    /// <summary>By the tool's name alone: its arguments are not known.</summary>
    Name = 1,

    /// <summary>By <see cref="ToolArguments"/>.</summary>
    Hash = 2,

    /// <summary>By its words (<see cref="ArgumentText"/>); no use before had others that are alike.</summary>
    Text = 3,

    /// <summary>By its words, which are like those of a use before, and not the same.</summary>
    Alike = 4,
}

/// <summary>A tool, a search or another agent that a turn set off.</summary>
/// <param name="Kind">Tool, retrieval or agent.</param>
/// <param name="Duration">Nanoseconds.</param>
/// <param name="Arguments">By what the same arguments are known again; null where they are not known. See <see cref="ToolArguments"/>.</param>
/// <param name="Money">What it and all below it were charged; the runs of sub-agents within are in it.</param>
/// <param name="RepeatOf">
/// Number of the run's first turn that used it so, with the same arguments or such that are alike; null for the first time and where arguments are not known.
/// </param>
public sealed record AgentUse(
    SpanId Span, string Name, OperationKind Kind, UnixNanos Start, long Duration, bool IsError, long? Arguments, ChargedMoney Money, int? RepeatOf)
{
    public ArgumentComparison ComparedBy { get; init; }

    /// <summary>Equal for uses of the run that repeat each other; null where that is told by the tool's name alone.</summary>
    internal long? Compared { get; init; }
}

/// <summary>One call of the model and what it set off, up to the next call.</summary>
/// <param name="Number">From 1; 0 for what was used before the first call.</param>
/// <param name="Call">Null only in turn 0.</param>
/// <param name="Uses">By start, then by id; those of a parallel turn overlap.</param>
/// <param name="Others">Charged calls that are neither a turn nor within a use: embeddings, a report of the whole.</param>
/// <param name="Causes">Of <see cref="Total"/>.</param>
public sealed record AgentTurn(int Number, AgentCall? Call, IReadOnlyList<AgentUse> Uses, ChargedMoney Others, TurnCauses Causes)
{
    /// <summary>What the call and all that it set off were charged.</summary>
    public ChargedMoney Total => (Call?.Money ?? default) + Uses.Select(use => use.Money).Sum() + Others;

    public bool Equals(AgentTurn? other) =>
        other is not null && Number == other.Number && Call == other.Call && Others == other.Others && Causes == other.Causes && Uses.SequenceEqual(other.Uses);

    public override int GetHashCode() => HashCode.Combine(Number, Call, Causes);
}

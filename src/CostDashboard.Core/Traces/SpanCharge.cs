using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Outcomes;

namespace CostDashboard.Core.Traces;

/// <summary>What a span's own tokens mean for the ledger.</summary>
public enum ChargeRole : byte
{
    /// <summary>No model call, or one that says nothing, or counts units alone, and is in the bill of a charged span above it.</summary>
    None = 0,

    /// <summary>Charged in full.</summary>
    Charged = 1,

    /// <summary>Repeats what spans below it report; charged nothing.</summary>
    Wrapper = 2,

    /// <summary>An agent whose token-bearing descendants all lie behind tools: what it states beyond theirs is charged.</summary>
    Ambiguous = 3,

    /// <summary>Tells of a call that another span tells of too, by another signal or exporter; that one is charged, this one nothing.</summary>
    SameCall = 4,
}

/// <summary>What is charged for a span, and to which series.</summary>
/// <param name="CostNanoUsd">Charged nano-dollars.</param>
/// <param name="Usage">Charged tokens.</param>
/// <param name="IsProvisional">Charged, though its name says wrapper: while the trace is not quiet its children may still come.</param>
/// <param name="Unattributed">What a wrapper states beyond the sum of its descendants: shown, never charged.</param>
/// <param name="User">Whose daily total the charge is in, cut as a series' values are; null for none and for what is not charged.</param>
public sealed record SpanCharge(
    ChargeRole Role, long CostNanoUsd, Usage Usage, SpendKey Series, bool IsProvisional, Usage Unattributed, string? User = null)
{
    /// <summary>The tags whose daily totals the charge is in, each with one value: the span's own, else what it inherits.</summary>
    public SpanTags Tags { get; init; } = SpanTags.None;

    /// <summary>The span that is charged for the call instead; null where this one is, and where there is no call.</summary>
    public SpanKey? ChargedInstead { get; init; }

    /// <summary>How the call ended; null exactly where nothing is charged.</summary>
    public CallOutcome? Outcome { get; init; }

    public bool IsCharged => Role is ChargeRole.Charged or ChargeRole.Ambiguous;

    /// <summary>
    /// What the price book computes for the call whose reported cost is charged: the two can be compared. Null where nothing stands beside,
    /// where the book prices only a part, and where a part of the reported cost is charged.
    /// </summary>
    public long? BesideNanoUsd { get; init; }

    /// <summary>A charged call whose cost is not known at all.</summary>
    public bool IsUnpriced => IsCharged && Series.PriceState is PriceState.Unpriced;

    /// <summary>A charged call of which only a part has a price: its cost is a lower bound.</summary>
    public bool IsPartial => IsCharged && Series.PriceState is PriceState.Partial;

    /// <summary>What it costs is more than what is charged: <see cref="IsUnpriced"/> or <see cref="IsPartial"/>.</summary>
    public bool IsIncomplete => IsUnpriced || IsPartial;
}

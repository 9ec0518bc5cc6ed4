using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Traces.Comparing;

/// <summary>What became of a span from one trace to the other.</summary>
public enum DiffState : byte
{
    /// <summary>In both, with the same charge, tokens, model and status.</summary>
    Same = 0,

    /// <summary>In both, and something of that differs.</summary>
    Changed = 1,

    /// <summary>Only in the second trace.</summary>
    Added = 2,

    /// <summary>Only in the first trace.</summary>
    Removed = 3,
}

/// <summary>A span of one of two traces that are compared.</summary>
/// <param name="CriticalNanos">For so many nanoseconds its trace waited for this span itself.</param>
public sealed record ComparedSpan(RolledUpSpan Span, long CriticalNanos)
{
    public SpanFacts Facts => Span.Node.Span;

    public SpanCharge Charge => Span.Charge;

    /// <summary>The span itself, and not what is below it, is charged an amount that is not known in full.</summary>
    public bool IsIncomplete => Charge.IsIncomplete;
}

/// <summary>
/// One place in two traces: the spans that stand there in each. All differences are the second less the first. Over all rows the differences of
/// the spans themselves add up to the difference between the traces, for every span of both stands in exactly one row.
/// </summary>
/// <param name="Index">Position among the rows.</param>
/// <param name="Parent">Index of the row around it; -1 for a root.</param>
/// <param name="Before">Null for one that was added.</param>
/// <param name="After">Null for one that was removed.</param>
public sealed record TraceDiffRow(int Index, int Parent, int Depth, ComparedSpan? Before, ComparedSpan? After)
{
    /// <summary>The second trace's span where there is one, else the first's: what names the row.</summary>
    public ComparedSpan Shown => After ?? Before!;

    public string Name => Shown.Facts.Name;

    public string Step => Shown.Charge.Series.Step;

    public OperationKind Kind => Shown.Facts.Kind;

    public DiffState State =>
        Before is null ? DiffState.Added
        : After is null ? DiffState.Removed
        : IsAlike(Before, After) ? DiffState.Same
        : DiffState.Changed;

    /// <summary>Of the span itself, in nano-dollars, as far as both are known.</summary>
    public long CostDifference => (After?.Charge.CostNanoUsd ?? 0) - (Before?.Charge.CostNanoUsd ?? 0);

    /// <summary>Charged tokens of the span itself.</summary>
    public long TokenDifference => (After?.Charge.Usage.Total ?? 0) - (Before?.Charge.Usage.Total ?? 0);

    /// <summary>Nanoseconds from the span's start to its end; of a span that is only in one trace its whole duration.</summary>
    public long DurationDifference => (After?.Facts.Duration ?? 0) - (Before?.Facts.Duration ?? 0);

    /// <summary>Nanoseconds for which the trace waited for the span itself.</summary>
    public long CriticalDifference => (After?.CriticalNanos ?? 0) - (Before?.CriticalNanos ?? 0);

    /// <summary>The difference in cost of this row and all below it.</summary>
    public long InclusiveCostDifference { get; internal set; }

    /// <summary>The difference in charged tokens of this row and all below it.</summary>
    public long InclusiveTokenDifference { get; internal set; }

    /// <summary>This row, or one below it, is not <see cref="DiffState.Same"/>.</summary>
    public bool HoldsDifference { get; internal set; }

    /// <summary>The cost of one of the two is not known in full, and so neither is the difference.</summary>
    public bool IsIncomplete => Before is { IsIncomplete: true } || After is { IsIncomplete: true };

    private static bool IsAlike(ComparedSpan before, ComparedSpan after) =>
        before.Charge.CostNanoUsd == after.Charge.CostNanoUsd
        && before.Charge.Usage == after.Charge.Usage
        && before.Charge.Role == after.Charge.Role
        && before.Charge.IsIncomplete == after.Charge.IsIncomplete
        && before.Facts.Model == after.Facts.Model
        && before.Facts.IsError == after.Facts.IsError;
}

using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Traces;

/// <summary>How the direct children of a span follow each other.</summary>
public enum ChildTiming : byte
{
    /// <summary>No children.</summary>
    None = 0,

    /// <summary>One at a time.</summary>
    Sequence = 1,

    /// <summary>At least two ran at the same time.</summary>
    Parallel = 2,
}

/// <summary>One line of the waterfall: a span, its figures, and where its bar lies.</summary>
/// <param name="Span">The span with its charge and what it and all below it cost.</param>
/// <param name="SubtreeSize">This row and all rows below it, which follow it without a gap: collapsing is going on that many rows further.</param>
/// <param name="StartOffset">Nanoseconds from the trace's start.</param>
/// <param name="StartShare">The same as a share of the trace's duration, 0 to 1.</param>
/// <param name="DurationShare">The span's duration as a share of the trace's, 0 to 1.</param>
/// <param name="CriticalPath">When the trace waited for this span itself.</param>
/// <param name="IsProvisional">Charged, though its name says wrapper: its children may still come.</param>
public sealed record WaterfallRow(
    RolledUpSpan Span,
    int SubtreeSize,
    long StartOffset,
    double StartShare,
    double DurationShare,
    ChildTiming Children,
    IReadOnlyList<TimeSlice> CriticalPath,
    bool IsProvisional)
{
    private SpanFacts Facts => Span.Node.Span;

    /// <summary>Spans below it that failed.</summary>
    public int ErrorsBelow { get; init; }

    /// <summary>Nanoseconds by which it ends after its parent, so that the parent did not wait for it; zero where it does not, or by no more than the grain of clocks.</summary>
    public long OutlivesParentBy { get; init; }

    /// <summary>Position among all rows of the trace, collapsed or not.</summary>
    public int Index => Span.Node.Index;

    /// <summary>Index of the row of the parent; -1 for a root.</summary>
    public int Parent => Span.Node.Parent;

    public int Depth => Span.Node.Depth;

    public SpanId Id => Facts.Id;

    public string Name => Facts.Name;

    /// <summary>The step that the span's spend is shown under.</summary>
    public string Step => Span.Charge.Series.Step;

    public OperationKind Kind => Facts.Kind;

    public string Service => Facts.Service;

    /// <summary>Empty where the span names none.</summary>
    public string Model => Facts.Model;

    /// <summary>Nanoseconds.</summary>
    public long Duration => Facts.Duration;

    public bool IsError => Facts.IsError;

    /// <summary>It names a parent that is not here (late, lost or sampled away).</summary>
    public bool IsOrphan => Span.Node.IsOrphan;

    /// <summary>Its parents lead back to itself.</summary>
    public bool IsCycle => Span.Node.IsCycle;

    public bool HasChildren => SubtreeSize > 1;

    public ChargeRole Role => Span.Charge.Role;

    /// <summary>It states tokens that spans below it state too; charged nothing.</summary>
    public bool IsWrapper => Role is ChargeRole.Wrapper;

    /// <summary>The span that is charged for the same call instead of this one; null for any other.</summary>
    public SpanKey? ChargedInstead => Span.Charge.ChargedInstead;

    /// <summary>What the span itself is charged. Zero is "nothing charged" or, where <see cref="IsUnpriced"/>, "not known".</summary>
    public long CostNanoUsd => Span.Charge.CostNanoUsd;

    /// <summary>The span itself is a charged call whose cost is unknown or only partly known.</summary>
    public bool IsUnpriced => Span.Charge.IsUnpriced;

    /// <summary>What the span is charged is a lower bound.</summary>
    public bool IsPartial => Span.Charge.IsPartial;

    /// <summary>What it and all below it are charged.</summary>
    public long InclusiveCostNanoUsd => Span.InclusiveCostNanoUsd;

    public Usage InclusiveUsage => Span.InclusiveUsage;

    public int InclusiveCalls => Span.InclusiveCalls;

    public int InclusiveUnpricedCalls => Span.InclusiveUnpricedCalls;

    public int InclusivePartialCalls => Span.InclusivePartialCalls;

    /// <summary>What a wrapper states beyond the sum of its descendants: shown, never charged.</summary>
    public Usage Unattributed => Span.Charge.Unattributed;

    /// <summary>For so many nanoseconds the trace waited for this span itself.</summary>
    public long CriticalNanos => CriticalPath.Sum(s => s.Nanos);
}

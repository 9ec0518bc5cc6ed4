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
/// <remarks>
/// A row holds what is shown of its span and nothing of what it was worked out from: viewers of a large trace hold its rows as long as they look at it.
/// </remarks>
public sealed record WaterfallRow
{
    // Most spans state no tokens, and one without children states its own with all below: rows share what is the same.
    private static readonly Tokens s_noTokens = new(default);

    private readonly Tokens _own;
    private readonly Tokens _inclusive;
    private readonly Seldom? _seldom;

    /// <param name="span">The span with its charge and what it and all below it cost.</param>
    /// <param name="parent">The row of its parent; null for a root.</param>
    internal WaterfallRow(RolledUpSpan span, WaterfallRow? parent)
    {
        var (node, charge, facts) = (span.Node, span.Charge, span.Node.Span);
        (Id, Name, Step, Kind, Service) = (facts.Id, facts.Name, charge.Series.Step, facts.Kind, facts.Service);
        (Provider, Model) = (facts.Provider, facts.Model);
        (Start, Duration, IsError, TimeToFirstToken) = (facts.Start, facts.Duration, facts.IsError, facts.TimeToFirstToken ?? 0);
        (Index, Parent, Depth, IsOrphan, IsCycle) = (node.Index, node.Parent, node.Depth, node.IsOrphan, node.IsCycle);
        (Role, CostNanoUsd, IsUnpriced, IsPartial) = (charge.Role, charge.CostNanoUsd, charge.IsUnpriced, charge.IsPartial);
        InclusiveCostNanoUsd = span.InclusiveCostNanoUsd;
        (InclusiveCalls, InclusiveUnpricedCalls, InclusivePartialCalls) = (span.InclusiveCalls, span.InclusiveUnpricedCalls, span.InclusivePartialCalls);
        Attribution = span.Attribution == parent?.Attribution ? parent.Attribution : span.Attribution;
        _own = Tokens.Of(charge.Usage, s_noTokens);
        _inclusive = Tokens.Of(span.InclusiveUsage, _own);
        _seldom = charge.Unattributed.IsZero && charge.ChargedInstead is null ? null : new(charge.Unattributed, charge.ChargedInstead);
    }

    /// <summary>Position among all rows of the trace, collapsed or not.</summary>
    public int Index { get; }

    /// <summary>Index of the row of the parent; -1 for a root.</summary>
    public int Parent { get; }

    public int Depth { get; }

    /// <summary>This row and all rows below it, which follow it without a gap: collapsing is going on that many rows further.</summary>
    public required int SubtreeSize { get; init; }

    /// <summary>Nanoseconds from the trace's start.</summary>
    public required long StartOffset { get; init; }

    /// <summary>The same as a share of the trace's duration, 0 to 1.</summary>
    public required double StartShare { get; init; }

    /// <summary>The span's duration as a share of the trace's, 0 to 1.</summary>
    public required double DurationShare { get; init; }

    public ChildTiming Children { get; init; }

    /// <summary>When the trace waited for this span itself.</summary>
    public required IReadOnlyList<TimeSlice> CriticalPath { get; init; }

    /// <summary>Charged, though its name says wrapper: its children may still come.</summary>
    public bool IsProvisional { get; init; }

    /// <summary>Spans below it that failed.</summary>
    public int ErrorsBelow { get; init; }

    /// <summary>Nanoseconds by which it ends after its parent, so that the parent did not wait for it; zero where it does not, or by no more than the grain of clocks.</summary>
    public long OutlivesParentBy { get; init; }

    public SpanId Id { get; }

    public string Name { get; }

    /// <summary>The step that the span's spend is shown under.</summary>
    public string Step { get; }

    public OperationKind Kind { get; }

    public string Service { get; }

    /// <summary>Empty where the span names none.</summary>
    public string Provider { get; }

    /// <summary>Empty where the span names none.</summary>
    public string Model { get; }

    /// <summary>Whom the span is charged to.</summary>
    public Attribution Attribution { get; }

    /// <summary>As the span states it.</summary>
    public UnixNanos Start { get; }

    /// <summary>Nanoseconds.</summary>
    public long Duration { get; }

    /// <summary>Nanoseconds; zero where it was not measured.</summary>
    public long TimeToFirstToken { get; }

    public bool IsError { get; }

    /// <summary>It names a parent that is not here (late, lost or sampled away).</summary>
    public bool IsOrphan { get; }

    /// <summary>Its parents lead back to itself.</summary>
    public bool IsCycle { get; }

    public bool HasChildren => SubtreeSize > 1;

    public ChargeRole Role { get; }

    /// <summary>It is a call that is charged, whether or not its cost is known.</summary>
    public bool IsCharged => Role is ChargeRole.Charged or ChargeRole.Ambiguous;

    /// <summary>It states tokens that spans below it state too; charged nothing.</summary>
    public bool IsWrapper => Role is ChargeRole.Wrapper;

    /// <summary>The span that is charged for the same call instead of this one; null for any other.</summary>
    public SpanKey? ChargedInstead => _seldom?.ChargedInstead;

    /// <summary>What the span itself is charged. Zero is "nothing charged" or, where <see cref="IsUnpriced"/>, "not known".</summary>
    public long CostNanoUsd { get; }

    /// <summary>Charged tokens of the span itself.</summary>
    public Usage Usage => _own.Usage;

    /// <summary>The span itself is a charged call whose cost is unknown or only partly known.</summary>
    public bool IsUnpriced { get; }

    /// <summary>What the span is charged is a lower bound.</summary>
    public bool IsPartial { get; }

    /// <summary>What it and all below it are charged.</summary>
    public long InclusiveCostNanoUsd { get; }

    public Usage InclusiveUsage => _inclusive.Usage;

    public int InclusiveCalls { get; }

    public int InclusiveUnpricedCalls { get; }

    public int InclusivePartialCalls { get; }

    /// <summary>What a wrapper states beyond the sum of its descendants: shown, never charged.</summary>
    public Usage Unattributed => _seldom?.Unattributed ?? default;

    /// <summary>For so many nanoseconds the trace waited for this span itself.</summary>
    public long CriticalNanos => CriticalPath.Sum(s => s.Nanos);

    /// <summary>Indices of the rows directly below it, in order.</summary>
    /// <param name="rows">All rows of the trace.</param>
    internal IEnumerable<int> ChildrenIn(IReadOnlyList<WaterfallRow> rows)
    {
        for (var child = Index + 1; child < Index + SubtreeSize; child += rows[child].SubtreeSize)
        {
            yield return child;
        }
    }

    private sealed record Tokens(Usage Usage)
    {
        internal static Tokens Of(Usage usage, Tokens known) => usage == known.Usage ? known : new(usage);
    }

    // What only wrappers and reports of calls that are charged elsewhere have.
    private sealed record Seldom(Usage Unattributed, SpanKey? ChargedInstead);
}

using System.Collections.Frozen;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Traces;

/// <summary>
/// Which rows of a waterfall are collapsed: those from a depth on, or those that lead to no failed span; a toggled row is the other way round.
/// So a link needs to carry only what a person has clicked.
/// </summary>
/// <param name="OpenDepth">Rows of this depth and deeper begin collapsed.</param>
public sealed record WaterfallFolding(int OpenDepth, FrozenSet<SpanId> Toggled)
{
    public static WaterfallFolding AllOpen { get; } = new(int.MaxValue, FrozenSet<SpanId>.Empty);

    /// <summary>Open is only what leads to failed spans.</summary>
    public static WaterfallFolding ToErrors { get; } = new(0, FrozenSet<SpanId>.Empty) { IsByErrors = true };

    /// <summary>Rows begin open where a span below them failed, whatever their depth.</summary>
    public bool IsByErrors { get; private init; }

    public bool IsCollapsed(WaterfallRow row) => row.HasChildren && ((IsByErrors ? row.ErrorsBelow == 0 : row.Depth >= OpenDepth) != Toggled.Contains(row.Id));

    public WaterfallFolding Toggle(SpanId span) =>
        this with { Toggled = Toggled.Contains(span) ? Toggled.Where(id => id != span).ToFrozenSet() : Toggled.Append(span).ToFrozenSet() };

    public bool Equals(WaterfallFolding? other) => other is not null && OpenDepth == other.OpenDepth && IsByErrors == other.IsByErrors && Toggled.SetEquals(other.Toggled);

    public override int GetHashCode() => HashCode.Combine(OpenDepth, Toggled.Count);
}

using System.Collections.Frozen;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Traces;

/// <summary>
/// Which rows of a waterfall are collapsed: by default those from a depth on; a toggled row is the other way round.
/// So a link needs to carry only what a person has clicked.
/// </summary>
/// <param name="OpenDepth">Rows of this depth and deeper begin collapsed.</param>
public sealed record WaterfallFolding(int OpenDepth, FrozenSet<SpanId> Toggled)
{
    public static WaterfallFolding AllOpen { get; } = new(int.MaxValue, FrozenSet<SpanId>.Empty);

    public bool IsCollapsed(WaterfallRow row) => row.HasChildren && ((row.Depth >= OpenDepth) != Toggled.Contains(row.Id));

    public WaterfallFolding Toggle(SpanId span) =>
        this with { Toggled = Toggled.Contains(span) ? Toggled.Where(id => id != span).ToFrozenSet() : Toggled.Append(span).ToFrozenSet() };

    public bool Equals(WaterfallFolding? other) => other is not null && OpenDepth == other.OpenDepth && Toggled.SetEquals(other.Toggled);

    public override int GetHashCode() => HashCode.Combine(OpenDepth, Toggled.Count);
}

using System.Diagnostics.CodeAnalysis;
using CostDashboard.Core.Spans;

namespace CostDashboard.Ingest.Tests.Otlp;

/// <summary>Compares spans by all that they say; the records compare their lists by reference.</summary>
internal sealed class SameSpan : IEqualityComparer<DecodedSpan>
{
    internal static SameSpan Instance { get; } = new();

    public bool Equals(DecodedSpan? x, DecodedSpan? y) =>
        x is not null && y is not null
        && x with { Events = y.Events, Links = y.Links, Notes = y.Notes } == y
        && x.Events.SequenceEqual(y.Events)
        && x.Links.SequenceEqual(y.Links)
        && x.Notes.SequenceEqual(y.Notes);

    public int GetHashCode([DisallowNull] DecodedSpan obj) => obj.Key.GetHashCode();
}

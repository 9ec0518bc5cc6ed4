using CostDashboard.Core.Units;

namespace CostDashboard.Core.Traces;

/// <summary>An event of a span: when, and what it is called.</summary>
public readonly record struct SpanMoment(UnixNanos Time, string Name);

/// <summary>What happened in a span, as far as a timeline shows it: its events without their attributes, and how many links it has.</summary>
/// <param name="Events">In the order in which the span states them, at most <see cref="MostEvents"/>; the panel has them all.</param>
public sealed record SpanMoments(SpanId Span, IReadOnlyList<SpanMoment> Events, int Links)
{
    /// <summary>Spans that one question may ask of: what a screen draws, and more.</summary>
    public const int MostSpans = 400;

    /// <summary>Events of a span that have a place on a bar.</summary>
    public const int MostEvents = 50;
}

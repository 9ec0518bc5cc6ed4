using CostDashboard.Core.Units;

namespace CostDashboard.Core.Sources;

/// <summary>What arrived from one source. A span that is sent twice counts twice.</summary>
/// <param name="Requests">Requests that had a span of it, or of which nothing could be read.</param>
/// <param name="Spans">Taken and durable.</param>
/// <param name="Calls">Spans that tell of a model call. Which of several that tell of the same one is charged is not known on arrival.</param>
/// <param name="Unpriced">Of these, calls whose price was not known when they came.</param>
/// <param name="WithoutCustomer">Of these, calls of which no span of their trace in the same request names a customer.</param>
/// <param name="WithoutFeature">The same of features.</param>
/// <param name="Rejected">Spans that could not be taken.</param>
/// <param name="Unreadable">Requests of which nothing could be read.</param>
/// <param name="Late">Spans that came more than <see cref="Spans.IntakeFigures.LateAfter"/> after their end.</param>
/// <param name="LatestNanos">The longest time between the end of a span and its arrival; 0 for none.</param>
/// <param name="Ahead">Spans whose end lies more than <see cref="AheadAfter"/> after their arrival: the sender's clock is ahead of ours.</param>
/// <param name="FurthestAheadNanos">By how much, at most; 0 for none.</param>
/// <param name="Ignored">Log records and data points that tell of nothing that is recorded: accepted, and stored nowhere.</param>
/// <param name="LastAt">When the last of it came.</param>
public sealed record SourceFigures(
    long Requests,
    long Spans,
    long Calls,
    long Unpriced,
    long WithoutCustomer,
    long WithoutFeature,
    long Rejected,
    long Unreadable,
    long Late,
    long LatestNanos,
    long Ahead,
    long FurthestAheadNanos,
    long Ignored,
    UnixNanos LastAt)
{
    /// <summary>Nanoseconds by which clocks of machines that keep time differ at most.</summary>
    public const long AheadAfter = 5 * UnixNanos.PerSecond;

    public static SourceFigures None { get; } = new(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, default);

    public SourceFigures Plus(SourceFigures other) => new(
        Requests + other.Requests,
        Spans + other.Spans,
        Calls + other.Calls,
        Unpriced + other.Unpriced,
        WithoutCustomer + other.WithoutCustomer,
        WithoutFeature + other.WithoutFeature,
        Rejected + other.Rejected,
        Unreadable + other.Unreadable,
        Late + other.Late,
        Math.Max(LatestNanos, other.LatestNanos),
        Ahead + other.Ahead,
        Math.Max(FurthestAheadNanos, other.FurthestAheadNanos),
        Ignored + other.Ignored,
        LastAt > other.LastAt ? LastAt : other.LastAt);
}

using CostDashboard.Core.Access;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Spans;

/// <summary>How many spans were rejected for a reason.</summary>
/// <param name="Span">One that it befell, by name or id, as the exporter was told.</param>
public sealed record RejectedSpans(string Reason, long Spans, string Span);

/// <summary>What the doors of a process took and refused of one project.</summary>
/// <param name="Since">The beginning of what is counted: the full hour a day before, or when the process began to count where that was later.</param>
/// <param name="IsSinceStart">The process has not counted for a day.</param>
/// <param name="LastReceived">When spans were last taken; null for not since the start.</param>
/// <param name="Spans">Taken and durable; a span that was sent twice counts twice.</param>
/// <param name="Late">Of these, spans that came more than <see cref="LateAfter"/> after their end.</param>
/// <param name="LatestNanos">The longest time between the end of one of them and its arrival.</param>
/// <param name="Rejected">Spans that could not be taken, all reasons together.</param>
/// <param name="Reasons">Most spans first. What the exporter was not told by span is in <see cref="Rejected"/> alone.</param>
/// <param name="Unreadable">Requests of which nothing could be read.</param>
public sealed record IntakeFigures(
    UnixNanos Since,
    bool IsSinceStart,
    UnixNanos? LastReceived,
    long Spans,
    long Late,
    long LatestNanos,
    long Rejected,
    IReadOnlyList<RejectedSpans> Reasons,
    long Unreadable)
{
    /// <summary>Log records and metrics that tell of nothing that is recorded. Their senders were told that all is well, for it is.</summary>
    public long Ignored { get; init; }

    /// <summary>Totals of hours that somebody has looked at change by what comes later than this.</summary>
    public const long LateAfter = 10 * UnixNanos.PerMinute;
}

/// <summary>Tells what came in through this process's doors in the last day. It is kept in memory: it begins anew with the process, and other nodes count for themselves.</summary>
public interface IIntake
{
    IntakeFigures Of(ProjectId project);
}

using CostDashboard.Core.Access;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Sources;

/// <summary>A span that was rejected, or a request of which nothing could be read.</summary>
/// <param name="Span">By name or id, as far as it could be read; empty for a whole request. Hostile.</param>
/// <param name="Field">What of it was wrong, as the door's protocol names it; empty where it was no field.</param>
/// <param name="Remedy">What the sender can do; empty where the reason says it.</param>
public sealed record SourceRejection(UnixNanos At, SourceKey Source, string Span, string Reason, string Field, string Remedy)
{
    public const int LongestSpan = 200;
    public const int LongestText = 500;
    public const int LongestField = 100;

    /// <summary>Rejections that are kept of a project, the latest.</summary>
    public const int MostKept = 100;
}

/// <summary>What arrived in one hour (of UTC) from one source of a project.</summary>
public sealed record SourceHour(ProjectId Project, UnixNanos Hour, SourceKey Source, SourceFigures Figures);

/// <summary>What was counted since the last time, to be added to what is stored.</summary>
public sealed record SourceBatch(IReadOnlyList<SourceHour> Hours, IReadOnlyList<(ProjectId Project, SourceRejection Rejection)> Rejections)
{
    public bool IsEmpty => Hours.Count == 0 && Rejections.Count == 0;
}

/// <summary>A source with what arrived from it in a period.</summary>
public sealed record SourceTotal(SourceKey Source, SourceFigures Figures);

/// <summary>What arrived in one hour from all sources.</summary>
public readonly record struct SourceHourTotal(UnixNanos Hour, long Spans, long Rejected);

/// <summary>What arrived from where, by the hour, and what was rejected last.</summary>
/// <remarks>It is for people who look after senders: no total of money stands on it. What a node counted in its last seconds is lost when it is killed.</remarks>
public interface ISourceStore
{
    /// <summary>Sources of a project that are told apart in an hour; and in an answer.</summary>
    const int MostSources = 100;

    /// <summary>Nanoseconds for which hours are kept: 32 days.</summary>
    const long Kept = 32 * UnixNanos.PerDay;

    /// <summary>Adds what a node counted, and forgets what is older than <see cref="Kept"/> or beyond <see cref="SourceRejection.MostKept"/>. All of it or none.</summary>
    /// <remarks>Time grows with the batch and the sources of an hour, not with what is stored.</remarks>
    /// <exception cref="StoreUnavailableException">The database takes no writes now.</exception>
    Task AddAsync(SourceBatch batch, UnixNanos now, CancellationToken cancellationToken);

    /// <summary>The sources of a project since the beginning of an hour, most spans first, at most <see cref="MostSources"/>.</summary>
    Task<IReadOnlyList<SourceTotal>> GetAsync(ProjectId project, UnixNanos from, CancellationToken cancellationToken);

    /// <summary>The same by the hour, in order; hours in which nothing arrived are not among them.</summary>
    Task<IReadOnlyList<SourceHourTotal>> GetHoursAsync(ProjectId project, UnixNanos from, CancellationToken cancellationToken);

    /// <summary>What was rejected last, the latest first.</summary>
    Task<IReadOnlyList<SourceRejection>> GetRejectionsAsync(ProjectId project, CancellationToken cancellationToken);
}

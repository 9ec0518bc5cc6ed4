using CostDashboard.Core.Access;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Insights;

/// <summary>What is known of a project's insights.</summary>
/// <param name="Finished">The last run that came to its end; null before the first.</param>
/// <param name="UnderWay">Null where none is.</param>
/// <param name="Failed">The last run, where it failed.</param>
/// <param name="Findings">Those of <paramref name="Finished"/>, in no order; at most <see cref="InsightFindings.MostFindings"/> and one of others per kind.</param>
public sealed record ProjectInsights(
    InsightRun? Finished,
    InsightRun? UnderWay,
    InsightRun? Failed,
    IReadOnlyList<InsightFinding> Findings,
    IReadOnlyList<InsightDismissal> Dismissals,
    StoredInsightSettings Settings);

/// <summary>Looks for insights in stored traces, and keeps what was found.</summary>
/// <remarks>
/// A run is a row and the findings so far; it is taken forward by steps, each of which is written whole, so it may be interrupted anywhere. A trace counts
/// once in a run. Steps may be taken on several nodes at once: what one of them wrote, the others do not write again.
/// </remarks>
public interface IInsightStore
{
    /// <summary>Begins a run over the last <see cref="InsightRun.Days"/> days; one that is under way in the project is dropped for it.</summary>
    Task<InsightRun> AskAsync(ProjectId project, AuditActor actor, UnixNanos now, CancellationToken cancellationToken);

    /// <summary>The same for somebody who asks for it; the entry, whose actor and time are those of the run, is written with it.</summary>
    Task<InsightRun> AskAsync(ProjectId project, AuditEntry entry, CancellationToken cancellationToken);

    /// <summary>By number.</summary>
    Task<IReadOnlyList<InsightRun>> GetUnderWayAsync(CancellationToken cancellationToken);

    /// <summary>The last run of every project that ever had one.</summary>
    Task<IReadOnlyList<InsightRun>> GetLastAsync(CancellationToken cancellationToken);

    /// <summary>Takes a run one step forward: some traces, or its end.</summary>
    /// <param name="book">What would have been cheaper is told by it.</param>
    /// <returns>False when the run is not under way.</returns>
    /// <exception cref="StoreUnavailableException">Nothing was written; the same step may go through later.</exception>
    Task<bool> StepAsync(int id, PriceBook book, UnixNanos now, CancellationToken cancellationToken);

    /// <summary>Ends a run that is under way because it cannot go on.</summary>
    Task FailAsync(int id, string reason, UnixNanos now, CancellationToken cancellationToken);

    Task<ProjectInsights> GetAsync(ProjectId project, CancellationToken cancellationToken);

    /// <summary>Replaces the settings, writes the entry, and begins a run by them.</summary>
    /// <returns>False, and nothing is changed, when somebody else changed them since <paramref name="loadedVersion"/>.</returns>
    /// <exception cref="ArgumentException">The settings have a mistake.</exception>
    Task<bool> SetSettingsAsync(ProjectId project, InsightSettings settings, int loadedVersion, AuditEntry entry, CancellationToken cancellationToken);

    /// <summary>Hides a finding; an earlier dismissal of it is replaced.</summary>
    /// <exception cref="ArgumentException">The reason has a mistake.</exception>
    /// <exception cref="InvalidOperationException">There are <see cref="InsightDismissal.MostOfProject"/> already.</exception>
    Task DismissAsync(ProjectId project, InsightDismissal dismissal, AuditEntry entry, CancellationToken cancellationToken);

    /// <returns>False when there is no such dismissal.</returns>
    Task<bool> RestoreAsync(ProjectId project, InsightKind kind, long id, AuditEntry entry, CancellationToken cancellationToken);
}

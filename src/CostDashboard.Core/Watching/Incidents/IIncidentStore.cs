using CostDashboard.Core.Access;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Watching.Incidents;

/// <summary>The incidents of projects, their findings and their history.</summary>
/// <remarks>
/// A subject of a kind has one incident at a time: the same again goes on with it, also where reports come side by side, twice, or in another order.
/// A change and its entry in the history are one transaction. Nothing deletes an incident.
/// </remarks>
public interface IIncidentStore
{
    /// <summary>
    /// Takes a finding: opens an incident, joins one with the same cause, goes on with the one of its subject, opens that again within
    /// <see cref="IncidentRules.ReopensWithin"/>, or lets it resolve. Texts beyond their limits are cut.
    /// </summary>
    /// <returns>
    /// The incident as it is then and what changed; null where all is well and there is none, where the window is older than the incident by more than
    /// <see cref="IncidentRules.ReopensWithin"/>, or where the project has <see cref="IncidentRules.MostActive"/> active ones.
    /// </returns>
    /// <exception cref="ArgumentException">The subject is empty, or it or the cause is longer than <see cref="IncidentRules.LongestKey"/>.</exception>
    /// <exception cref="StoreUnavailableException">The database cannot write now.</exception>
    Task<IncidentStep?> ReportAsync(IncidentReport report, UnixNanos now, CancellationToken cancellationToken);

    /// <summary>Does what a person wants, with its entry in the audit log. The same again changes nothing.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot write now.</exception>
    Task<IncidentAnswer> ActAsync(int incident, IncidentAction action, AuditActor actor, UnixNanos now, CancellationToken cancellationToken);

    /// <summary>Ends incidents of which nobody said anything for <see cref="IncidentRules.QuietFor"/>.</summary>
    /// <returns>Those that ended.</returns>
    Task<IReadOnlyList<IncidentStep>> SettleAsync(UnixNanos now, CancellationToken cancellationToken);

    /// <summary>What is asked, the latest opened first.</summary>
    /// <param name="before">The id of the last incident of the page before; null for the first page.</param>
    /// <param name="limit">At most <see cref="IncidentPage.MostRows"/>.</param>
    Task<IncidentPage> ListAsync(IncidentQuestion question, int? before, int limit, CancellationToken cancellationToken);

    /// <summary>An incident with all its findings; null where there is none.</summary>
    Task<Incident?> GetAsync(int incident, CancellationToken cancellationToken);

    /// <summary>What happened to an incident, in its order: at most <see cref="IncidentRules.MostChanges"/> entries, of more the latest.</summary>
    Task<IReadOnlyList<IncidentChange>> HistoryAsync(int incident, CancellationToken cancellationToken);
}

/// <summary>Which incidents are asked for.</summary>
/// <param name="Project">Null for all.</param>
/// <param name="Statuses">Any of them; empty for all.</param>
/// <param name="Kind">Of the finding that tells most; null for all.</param>
/// <param name="From">With <paramref name="To"/>: those that began from then on, and before it. Null for no bound.</param>
public sealed record IncidentQuestion(
    ProjectId? Project,
    IReadOnlyList<IncidentStatus> Statuses,
    IncidentKind? Kind = null,
    IncidentSeverity LeastSeverity = IncidentSeverity.Info,
    UnixNanos? From = null,
    UnixNanos? To = null)
{
    /// <summary>Only those assigned to them, as it was said; empty for those that are nobody's, null for all.</summary>
    public string? Assignee { get; init; }

    /// <summary>Those that are not over.</summary>
    public static IReadOnlyList<IncidentStatus> Active { get; } = [IncidentStatus.Open, IncidentStatus.Acknowledged, IncidentStatus.Snoozed];
}

/// <summary>An incident as a list shows it; each value as in <see cref="Incident"/>.</summary>
/// <param name="Findings">How many series show it.</param>
public sealed record IncidentSummary(
    int Id,
    ProjectId Project,
    IncidentKind Kind,
    IncidentSeverity Severity,
    IncidentStatus Status,
    string Sentence,
    string? Step,
    UnixNanos Since,
    UnixNanos OpenedAt,
    UnixNanos LastSeen,
    UnixNanos? ResolvedAt,
    UnixNanos? SnoozedUntil,
    string Assignee,
    long? MoneyPerHour,
    long? MoneySoFar,
    int Findings);

/// <param name="Next">What to ask the page after with; null on the last one.</param>
/// <param name="IsFull">The project that was asked for has <see cref="IncidentRules.MostActive"/> active incidents, so no more are opened.</param>
public sealed record IncidentPage(IReadOnlyList<IncidentSummary> Incidents, int? Next, bool IsFull = false)
{
    public const int MostRows = 200;
}

/// <summary>What came of an action: all of it null where there is no such incident.</summary>
/// <param name="Mistake">Why nothing was done, in words for who wanted it.</param>
public sealed record IncidentAnswer(IncidentStep? Step = null, string? Mistake = null);

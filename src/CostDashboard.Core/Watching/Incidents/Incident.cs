using System.Globalization;
using CostDashboard.Core.Access;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Watching.Incidents;

/// <summary>Something that is wrong and that somebody should know of, from when it was found until it is over: one for all findings with one cause.</summary>
/// <param name="Members">Its findings, at least one, in the order in which they came.</param>
/// <param name="OpenedAt">When it was found, which is after it began.</param>
/// <param name="ResolvedAt">Null while it is not over.</param>
/// <param name="IsResolvedByItself">All was well for long enough, or nobody said any more of it.</param>
/// <param name="Assignee">Empty for nobody.</param>
/// <param name="Changes">Entries in its history.</param>
public sealed record Incident(
    int Id,
    ProjectId Project,
    IncidentStatus Status,
    IReadOnlyList<IncidentMember> Members,
    UnixNanos OpenedAt,
    UnixNanos? ResolvedAt = null,
    bool IsResolvedByItself = false,
    UnixNanos? SnoozedUntil = null,
    string Assignee = "",
    int Changes = 0)
{
    /// <summary>Not over.</summary>
    public bool IsActive => Status is IncidentStatus.Open or IncidentStatus.Acknowledged or IncidentStatus.Snoozed;

    /// <summary>The finding that tells most: what goes on before what is calm, then the most severe, then the dearest.</summary>
    public IncidentReport Lead => Members
        .OrderBy(m => m.IsCalm)
        .ThenByDescending(m => m.Latest.Severity)
        .ThenByDescending(m => m.Latest.MoneyPerHour ?? -1)
        .ThenBy(m => m.Latest.Kind)
        .ThenBy(m => m.Latest.Subject, StringComparer.Ordinal)
        .First().Latest;

    public IncidentKind Kind => Lead.Kind;

    public IncidentSeverity Severity => Members.Max(m => m.Latest.Severity);

    public string Sentence => Lead.Sentence;

    public UnixNanos Since => Members.Min(m => m.Latest.Since);

    public UnixNanos LastSeen => Members.Max(m => m.LastSeen);

    /// <summary>Nano-dollars; of several findings the greatest, since they show the same money. Null where none knows.</summary>
    public long? MoneyPerHour => Members.Max(m => m.Latest.MoneyPerHour);

    /// <summary>Nano-dollars; of several findings the greatest. Null where none knows.</summary>
    public long? MoneySoFar => Members.Max(m => m.Latest.MoneySoFar);

    /// <summary>The step that it is about; null where it is about none.</summary>
    public string? Step => Lead.Scope.FirstOrDefault(s => s.Dimension is Dimension.Step)?.Value;

    /// <summary>Up to three traces, those of the finding that tells most first.</summary>
    public IReadOnlyList<TraceId> Traces =>
        [.. Lead.Traces.Concat(Members.SelectMany(m => m.Latest.Traces)).Distinct().Take(IncidentRules.MostTraces)];

    /// <summary>A new incident.</summary>
    /// <param name="report">It tells of something wrong.</param>
    public static IncidentStep Open(int id, IncidentReport report, UnixNanos now) =>
        new Incident(id, report.Project, IncidentStatus.Open, [new(report.Bounded())], OpenedAt: now).With(IncidentChangeKind.Opened, now, report.Sentence);

    /// <summary>Whether a report with a subject of this incident is of a time long before it, and says nothing of it.</summary>
    public bool IsAfter(IncidentReport report) => Since - report.At > IncidentRules.ReopensWithin;

    /// <summary>Whether a report with a subject of this incident goes on with it; else it is another one of its own.</summary>
    public bool GoesOnWith(IncidentReport report) => IsActive || report.At - LastSeen <= IncidentRules.ReopensWithin;

    /// <summary>Whether a report with another subject and the same cause is one of its findings.</summary>
    public bool Joins(IncidentReport report) =>
        IsActive && report.Cause is not null && Members.Count < IncidentRules.MostMembers && Members.Any(m => m.Latest.Cause == report.Cause);

    /// <summary>What a report makes of it. The same report again, or an older one, changes nothing that a later one said.</summary>
    public IncidentStep After(IncidentReport report, UnixNanos now)
    {
        report = report.Bounded();
        var known = Members.FirstOrDefault(m => m.IsOf(report));
        if (known is null)
        {
            return report.IsOver ? new(this, null) : (this with { Members = [.. Members, new(report)] }).With(IncidentChangeKind.Joined, now, report.Sentence);
        }

        var isNews = !report.IsOver && report.At > known.LastSeen;
        var next = this with { Members = [.. Members.Select(m => m == known ? m.After(report) : m)] };
        if (!IsActive)
        {
            return Status is IncidentStatus.Resolved && isNews && ComesBack(next, report)
                ? (next with { Status = IncidentStatus.Open, ResolvedAt = null, IsResolvedByItself = false, SnoozedUntil = null }).With(IncidentChangeKind.Reopened, now, report.Sentence)
                : new(next, null);
        }

        if (next.Members.All(m => m.IsCalm))
        {
            return next.Ended(IncidentStatus.Resolved, next.Members.Max(m => m.CalmAt!.Value), isByItself: true).With(IncidentChangeKind.Resolved, now);
        }

        if (next.Severity > Severity)
        {
            return next.Awake().With(IncidentChangeKind.Worsened, now, report.Sentence);
        }

        return isNews && Status is IncidentStatus.Snoozed && SnoozedUntil <= now ? next.Awake().With(IncidentChangeKind.Woke, now) : new(next, null);
    }

    /// <summary>What a person makes of it.</summary>
    /// <param name="action">One in which <see cref="IncidentAction.FindMistake"/> finds none.</param>
    public IncidentStep After(IncidentAction action, AuditActor actor, UnixNanos now) => action switch
    {
        IncidentAction.Acknowledge when Status is IncidentStatus.Acknowledged => new(this, null),
        IncidentAction.Acknowledge => (this with { Status = IncidentStatus.Acknowledged, SnoozedUntil = null }).With(IncidentChangeKind.Acknowledged, now, by: actor),
        IncidentAction.Snooze s => (this with { Status = IncidentStatus.Snoozed, SnoozedUntil = s.Until }).With(
            IncidentChangeKind.Snoozed, now, s.Until.ToDateTimeOffset().ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture), actor),
        IncidentAction.Assign a when a.To.Trim() == Assignee => new(this, null),
        IncidentAction.Assign a => (this with { Assignee = a.To.Trim() }).With(IncidentChangeKind.Assigned, now, a.To.Trim(), actor),
        IncidentAction.Comment c => With(IncidentChangeKind.Commented, now, c.Text.Trim(), actor),
        IncidentAction.Resolve when Status is IncidentStatus.Resolved => new(this, null),
        IncidentAction.Resolve r => Ended(IncidentStatus.Resolved, now, isByItself: false).With(IncidentChangeKind.Resolved, now, r.Note.Trim(), actor),
        IncidentAction.MarkExpected when Status is IncidentStatus.Expected => new(this, null),
        IncidentAction.MarkExpected e => Ended(IncidentStatus.Expected, ResolvedAt ?? now, isByItself: false).With(IncidentChangeKind.MarkedExpected, now, e.Note.Trim(), actor),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Ends what nobody said anything of for <see cref="IncidentRules.QuietFor"/>; else changes nothing.</summary>
    public IncidentStep Settle(UnixNanos now) => IsActive && Members.All(m => m.IsCalm || now - m.LastSeen >= IncidentRules.QuietFor(m.Latest.Kind))
        ? Ended(IncidentStatus.Resolved, now, isByItself: true).With(IncidentChangeKind.Resolved, now)
        : new(this, null);

    // Where somebody resolved it, windows that had begun before may still end and say so.
    private bool ComesBack(Incident next, IncidentReport report) =>
        IsResolvedByItself ? !next.Members.All(m => m.IsCalm) : report.At > ResolvedAt!.Value + IncidentRules.RestsFor;

    private Incident Awake() => Status is IncidentStatus.Snoozed ? this with { Status = IncidentStatus.Open, SnoozedUntil = null } : this;

    private Incident Ended(IncidentStatus status, UnixNanos at, bool isByItself) =>
        this with { Status = status, ResolvedAt = at, IsResolvedByItself = isByItself, SnoozedUntil = null };

    private IncidentStep With(IncidentChangeKind kind, UnixNanos at, string text = "", AuditActor? by = null)
    {
        var changed = this with { Changes = Changes + 1 };
        return new(changed, new(changed.Changes, at, kind, by ?? AuditActor.Program, IncidentRules.Cut(text, IncidentRules.LongestComment)));
    }
}

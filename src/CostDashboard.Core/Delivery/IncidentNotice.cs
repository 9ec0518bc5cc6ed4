using System.Globalization;
using CostDashboard.Core.Access;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Incidents;

namespace CostDashboard.Core.Delivery;

/// <summary>What happened to an incident that somebody may want to hear of. The numbers are stored.</summary>
public enum NoticeEvent : byte
{
    Opened = 1,

    /// <summary>It became more severe than it was when it was last told of.</summary>
    Worsened = 2,

    /// <summary>Somebody looks after it.</summary>
    Acknowledged = 3,

    /// <summary>It is over, or is expected from now on.</summary>
    Resolved = 4,

    /// <summary>Nothing happened: somebody tries a route.</summary>
    Test = 5,
}

/// <summary>
/// A change of an incident as it was when it happened, with all that a message tells of it. It is kept beside the message until that is delivered:
/// the incident may be another one by then.
/// </summary>
/// <param name="Incident">Names the incident in links, and to receivers that join what they hear of the same one.</param>
/// <param name="Change">Numbers the incident's changes. The same change is told once on each route, however often it is planned.</param>
/// <param name="Sentence">What, since when, how much: plain text, and hostile, since it names steps and customers.</param>
/// <param name="Since">When it began, which is before it was found.</param>
/// <param name="At">When the change happened.</param>
/// <param name="MoneyPerHour">Nano-dollars; null where it is unknown, which is not zero.</param>
/// <param name="Traces">At most three.</param>
/// <param name="Step">The step that it is about; null where it is about none.</param>
public sealed record IncidentNotice(
    ProjectId Project,
    string ProjectName,
    string Incident,
    int Change,
    NoticeEvent Event,
    IncidentKind Kind,
    IncidentSeverity Severity,
    string Sentence,
    UnixNanos Since,
    UnixNanos At,
    long? MoneyPerHour,
    IReadOnlyList<IncidentEvidence> Evidence,
    IReadOnlyList<TraceId> Traces,
    string? Step = null)
{
    /// <summary>Points of its series that a message keeps: two days of hours.</summary>
    public const int MostPoints = 48;

    /// <summary>The measure that it is about, for the chart of a mail; null where it has none.</summary>
    public IncidentSeries? Series { get; init; }

    /// <summary>Nanoseconds: what was over so long before it was found, as an import shows it, is history that nobody is woken for.</summary>
    public const long HistoryAfter = UnixNanos.PerDay;

    /// <summary>What a change of an incident tells; null where it is nothing that anybody needs to be told.</summary>
    public static IncidentNotice? Of(string projectName, IncidentStep step)
    {
        var (incident, change) = step;
        if (incident.OpenedAt - incident.LastSeen > HistoryAfter)
        {
            return null;
        }

        NoticeEvent? what = change?.Kind switch
        {
            // What was put aside and goes on is told as if it had come up now.
            IncidentChangeKind.Opened or IncidentChangeKind.Reopened or IncidentChangeKind.Woke => NoticeEvent.Opened,
            IncidentChangeKind.Worsened => NoticeEvent.Worsened,
            IncidentChangeKind.Acknowledged => NoticeEvent.Acknowledged,
            IncidentChangeKind.Resolved => NoticeEvent.Resolved,

            // Where it was over before, that was told.
            IncidentChangeKind.MarkedExpected when incident.ResolvedAt == change.At => NoticeEvent.Resolved,
            _ => null,
        };
        return what is not { } told ? null : new(
            incident.Project,
            projectName,
            incident.Id.ToString(CultureInfo.InvariantCulture),
            change!.Number,
            told,
            incident.Kind,
            incident.Severity,
            incident.Sentence,
            incident.Since,
            change.At,
            incident.MoneyPerHour,
            incident.Lead.Evidence,
            incident.Traces,
            incident.Step)
        {
            Series = incident.Lead.Series is { } series ? series with { Points = [.. series.Points.TakeLast(MostPoints)] } : null,
        };
    }

    /// <summary>What a test tells. It names no incident, so no link leads anywhere.</summary>
    public static IncidentNotice TestOf(Project project, UnixNanos now) => new(
        project.Id,
        project.Name,
        Incident: "",
        Change: 0,
        NoticeEvent.Test,
        IncidentKind.StepAnomaly,
        IncidentSeverity.Info,
        "This is a test: nothing happened. An incident's sentence stands here, and below it what speaks for it.",
        now,
        now,
        MoneyPerHour: null,
        [new("Sent by", "the test button of the route")],
        []);
}

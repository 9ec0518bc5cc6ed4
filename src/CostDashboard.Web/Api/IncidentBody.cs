using System.ComponentModel;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.Web.Features.Incidents;

namespace CostDashboard.Web.Api;

/// <param name="Next">The cursor of the page after; null on the last one.</param>
internal sealed record IncidentsBody(IReadOnlyList<IncidentBody> Incidents, string? Next);

/// <summary>Something that is wrong, or was.</summary>
/// <param name="UsdPerHour">Decimal dollars, estimated by what found it; null where it is unknown, which is not zero.</param>
/// <param name="UsdSoFar">The same since it began.</param>
internal sealed record IncidentBody(
    int Id, string Project, string Kind, string Severity, string Status, string Sentence, string Since, string LastSeen, string? UsdPerHour, string? UsdSoFar)
{
    internal static IncidentBody Of(IncidentSummary i, string project) =>
        Of(i.Id, project, i.Kind, i.Severity, i.Status, i.Sentence, i.Since, i.LastSeen, i.MoneyPerHour, i.MoneySoFar);

    internal static IncidentBody Of(Incident i, string project) =>
        Of(i.Id, project, i.Kind, i.Severity, i.Status, i.Sentence, i.Since, i.LastSeen, i.MoneyPerHour, i.MoneySoFar);

    private static IncidentBody Of(
        int id, string project, IncidentKind kind, IncidentSeverity severity, IncidentStatus status, string sentence, UnixNanos since, UnixNanos lastSeen, long? perHour, long? soFar) => new(
        id,
        project,
        IncidentWords.CodeOf(kind),
        IncidentWords.CodeOf(severity),
        IncidentWords.CodeOf(status),
        sentence,
        AnswerText.Moment(since),
        AnswerText.Moment(lastSeen),
        perHour is { } hour ? AnswerText.Usd(hour) : null,
        soFar is { } sum ? AnswerText.Usd(sum) : null);
}

internal sealed record IncidentLineBody(string Label, string Value);

/// <summary>An entry of the history.</summary>
internal sealed record IncidentChangeBody(int Number, string Time, string Kind, string By, string Text);

/// <summary>An incident with what speaks for it and what was done.</summary>
/// <param name="Traces">Up to three that show it.</param>
internal sealed record IncidentDetailBody(
    IncidentBody Incident,
    string? SnoozedUntil,
    string? ResolvedAt,
    string Assignee,
    IReadOnlyList<IncidentLineBody> Evidence,
    IReadOnlyList<string> Traces,
    IReadOnlyList<IncidentChangeBody> History)
{
    internal static IncidentDetailBody Of(Incident incident, string project, IReadOnlyList<IncidentChange> history) => new(
        IncidentBody.Of(incident, project),
        incident.SnoozedUntil is { } until ? AnswerText.Moment(until) : null,
        incident.ResolvedAt is { } resolved ? AnswerText.Moment(resolved) : null,
        incident.Assignee,
        [.. incident.Lead.Evidence.Select(line => new IncidentLineBody(line.Label, line.Value))],
        [.. incident.Traces.Select(trace => trace.ToString())],
        [.. history.Select(change => new IncidentChangeBody(change.Number, AnswerText.Moment(change.At), IncidentWords.CodeOf(change.Kind), change.Actor.Name, change.Text))]);
}

/// <summary>What is to be done with an incident.</summary>
internal sealed record IncidentActionBody(
    [property: Description("acknowledge, snooze, assign, comment, resolve or expect.")] string? Action = null,
    [property: Description("A comment, a note, or whom it is assigned to.")] string? Text = null,
    [property: Description("For how many hours it is snoozed, 1 to 720.")] int? Hours = null);

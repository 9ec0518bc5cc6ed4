using System.Text.Json;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Model;
using CostDashboard.Storage.Traces;

namespace CostDashboard.Storage.Watching;

/// <summary>Between incidents and what is stored of them.</summary>
internal static class IncidentCode
{
    public static Incident ToIncident(IncidentRow row) => new(
        row.Id,
        new(row.ProjectId),
        row.Status,
        [.. Read(row.Content).Select(stored => ToMember(row.ProjectId, stored))],
        new(row.OpenedNanos),
        row.ResolvedNanos is { } resolved ? new UnixNanos(resolved) : null,
        row.IsResolvedByItself,
        row.SnoozedUntil is { } until ? new UnixNanos(until) : null,
        row.Assignee,
        row.Changes);

    public static void Fill(IncidentRow row, Incident incident)
    {
        (row.ProjectId, row.Kind, row.Severity, row.Status) = (incident.Project.Value, incident.Kind, incident.Severity, incident.Status);
        (row.Sentence, row.Step, row.Assignee) = (incident.Sentence, incident.Step, StorableText.Mend(incident.Assignee));
        (row.SinceNanos, row.OpenedNanos, row.LastSeenNanos) = (incident.Since.Value, incident.OpenedAt.Value, incident.LastSeen.Value);
        (row.ResolvedNanos, row.IsResolvedByItself, row.SnoozedUntil) = (incident.ResolvedAt?.Value, incident.IsResolvedByItself, incident.SnoozedUntil?.Value);
        (row.MoneyPerHourNanoUsd, row.MoneySoFarNanoUsd) = (incident.MoneyPerHour, incident.MoneySoFar);
        (row.Findings, row.Changes) = (incident.Members.Count, incident.Changes);
        row.Content = JsonSerializer.Serialize(incident.Members.Select(Stored.Of));
    }

    public static IncidentChangeRow ToRow(int incident, IncidentChange change) => new()
    {
        IncidentId = incident,
        Number = change.Number,
        At = change.At.Value,
        Kind = change.Kind,
        ById = change.Actor.UserId,
        By = StorableText.Mend(change.Actor.Name),
        Text = StorableText.Mend(change.Text),
    };

    public static IncidentChange ToChange(IncidentChangeRow row) => new(row.Number, new(row.At), row.Kind, new(row.ById, row.By), row.Text);

    /// <summary>Storable: what is compared with what is stored is mended as that is.</summary>
    public static IncidentReport Mended(IncidentReport report) => report with
    {
        Subject = StorableText.Mend(report.Subject),
        Cause = report.Cause is null ? null : StorableText.Mend(report.Cause),
        Sentence = StorableText.Mend(report.Sentence),
        Evidence = [.. report.Evidence.Select(line => new IncidentEvidence(StorableText.Mend(line.Label), StorableText.Mend(line.Value)))],
        Scope = [.. report.Scope.Select(s => s with { Value = StorableText.Mend(s.Value) })],
        Series = report.Series is { } series ? series with { Measure = StorableText.Mend(series.Measure) } : null,
    };

    public static long SubjectId(IncidentReport report) => ContentHash.Of($"{(int)report.Kind} {report.Subject}");

    public static long? CauseId(IncidentReport report) => report.Cause is { } cause ? ContentHash.Of(cause) : null;

    private static List<Stored> Read(string content) =>
        JsonSerializer.Deserialize<List<Stored>>(content) ?? throw new InvalidDataException("The stored findings of an incident cannot be read.");

    private static IncidentMember ToMember(int project, Stored stored) => new(
        new(new(project), stored.Kind, stored.Subject, stored.Severity, stored.Sentence, new(stored.Since), new(stored.At))
        {
            Cause = stored.Cause,
            MoneyPerHour = stored.PerHour,
            MoneySoFar = stored.SoFar,
            Evidence = [.. stored.Evidence.Select(line => new IncidentEvidence(line[0], line[1]))],
            Traces = [.. stored.Traces.Select(text => TraceId.TryParse(text, out var id) ? id : default)],
            Scope = [.. stored.Scope.Select(s => new IncidentScope((Dimension)s.Dimension, s.Value))],
            Series = stored.Series?.ToSeries(),
        },
        stored.CalmAt is { } calm ? new UnixNanos(calm) : null);

    private sealed record Stored(
        IncidentKind Kind,
        string Subject,
        IncidentSeverity Severity,
        string Sentence,
        long Since,
        long At,
        long? CalmAt,
        string? Cause,
        long? PerHour,
        long? SoFar,
        string[][] Evidence,
        string[] Traces,
        StoredScope[] Scope,
        StoredSeries? Series)
    {
        public static Stored Of(IncidentMember member)
        {
            var report = member.Latest;
            return new(
                report.Kind,
                report.Subject,
                report.Severity,
                report.Sentence,
                report.Since.Value,
                report.At.Value,
                member.CalmAt?.Value,
                report.Cause,
                report.MoneyPerHour,
                report.MoneySoFar,
                [.. report.Evidence.Select(line => new[] { line.Label, line.Value })],
                [.. report.Traces.Select(trace => trace.ToString())],
                [.. report.Scope.Select(s => new StoredScope((int)s.Dimension, s.Value))],
                StoredSeries.Of(report.Series));
        }
    }

    private sealed record StoredScope(int Dimension, string Value);
}

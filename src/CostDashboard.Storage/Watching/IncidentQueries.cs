using CostDashboard.Core.Watching.Incidents;
using CostDashboard.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Watching;

/// <summary>The queries of incidents. Each is a seek by an index; none grows with incidents that are over but by the page that is asked for.</summary>
internal static class IncidentQueries
{
    public static IQueryable<int> Projects(CostDb db) => db.Projects.AsNoTracking().TagWith("ProjectsOfIncidents").Select(p => p.Id);

    public static IQueryable<IncidentRow> ById(CostDb db, int id) => db.Incidents.TagWith("IncidentById").Where(i => i.Id == id);

    /// <summary>The latest incident of a subject.</summary>
    public static IQueryable<IncidentRow> OfSubject(CostDb db, int project, long subject) => db.Incidents
        .TagWith("IncidentOfSubject")
        .Where(i => db.Set<IncidentSubjectRow>()
            .Where(s => s.ProjectId == project && s.SubjectId == subject)
            .OrderByDescending(s => s.IncidentId)
            .Select(s => s.IncidentId)
            .Take(1)
            .Contains(i.Id));

    /// <summary>The active incidents with a cause that have room for one more finding, the first opened first.</summary>
    public static IQueryable<IncidentRow> OfCause(CostDb db, int project, long cause) => db.Incidents
        .TagWith("IncidentOfCause")
        .Where(i => i.ProjectId == project && i.Status <= IncidentStatus.Snoozed && i.Findings < IncidentRules.MostMembers)
        .Where(i => db.Set<IncidentSubjectRow>().Any(s => s.ProjectId == project && s.CauseId == cause && s.IncidentId == i.Id))
        .OrderBy(i => i.Id)
        .Take(1);

    public static IQueryable<int> LastId(CostDb db) => db.Incidents.TagWith("LastIncident").OrderByDescending(i => i.Id).Select(i => i.Id).Take(1);

    public static IQueryable<IncidentSubjectRow> Subjects(CostDb db, int incident) =>
        db.Set<IncidentSubjectRow>().TagWith("IncidentSubjects").Where(s => s.IncidentId == incident);

    public static IQueryable<IncidentRow> Active(CostDb db, int project) =>
        db.Incidents.TagWith("ActiveIncidents").Where(i => i.ProjectId == project && i.Status <= IncidentStatus.Snoozed);

    /// <summary>Active ones that were last seen before a moment.</summary>
    public static IQueryable<int> QuietSince(CostDb db, int project, long before, int most) => Active(db, project)
        .TagWith("QuietIncidents")
        .Where(i => i.LastSeenNanos <= before)
        .OrderBy(i => i.Id)
        .Select(i => i.Id)
        .Take(most);

    public static IQueryable<IncidentSummary> List(CostDb db, int[] projects, IncidentQuestion question, int? before, int most)
    {
        var rows = db.Incidents.AsNoTracking().TagWith("Incidents").Where(i => projects.Contains(i.ProjectId) && i.Severity >= question.LeastSeverity);
        if (question.Statuses is { Count: > 0 } statuses)
        {
            rows = rows.Where(i => statuses.Contains(i.Status));
        }

        if (question.Kind is { } kind)
        {
            rows = rows.Where(i => i.Kind == kind);
        }

        if (question.From is { Value: var from })
        {
            rows = rows.Where(i => i.SinceNanos >= from);
        }

        if (question.To is { Value: var to })
        {
            rows = rows.Where(i => i.SinceNanos < to);
        }

        if (question.Assignee is { } assignee)
        {
            rows = rows.Where(i => i.Assignee == assignee);
        }

        if (before is { } id)
        {
            rows = rows.Where(i => i.Id < id);
        }

        return rows.OrderByDescending(i => i.Id).Take(most).Select(i => new IncidentSummary(
            i.Id,
            new(i.ProjectId),
            i.Kind,
            i.Severity,
            i.Status,
            i.Sentence,
            i.Step,
            new(i.SinceNanos),
            new(i.OpenedNanos),
            new(i.LastSeenNanos),
            i.ResolvedNanos == null ? null : new(i.ResolvedNanos.Value),
            i.SnoozedUntil == null ? null : new(i.SnoozedUntil.Value),
            i.Assignee,
            i.MoneyPerHourNanoUsd,
            i.MoneySoFarNanoUsd,
            i.Findings));
    }

    public static IQueryable<IncidentChangeRow> History(CostDb db, int incident) => db.Set<IncidentChangeRow>()
        .AsNoTracking()
        .TagWith("IncidentHistory")
        .Where(c => c.IncidentId == incident)
        .OrderByDescending(c => c.Number)
        .Take(IncidentRules.MostChanges);
}

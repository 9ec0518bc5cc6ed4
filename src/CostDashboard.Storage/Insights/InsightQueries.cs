using CostDashboard.Core.Insights;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Insights;

/// <summary>The queries for insights. Runs, findings, dismissals and settings of a project are few; traces are read by index, some at a time.</summary>
internal static class InsightQueries
{
    public static IQueryable<InsightRunRow> ById(CostDb db, int id) => db.InsightRuns.AsNoTracking().TagWith("InsightRunById").Where(r => r.Id == id);

    /// <summary>There are as many as projects at most.</summary>
    public static IQueryable<InsightRunRow> UnderWay(CostDb db) => db.InsightRuns.AsNoTracking()
        .TagWith("InsightRunsUnderWay")
        .Where(r => r.State == InsightRunState.Running)
        .OrderBy(r => r.Id);

    /// <summary>A project keeps a finished run, one that failed after it, and one under way.</summary>
    public static IQueryable<InsightRunRow> OfProject(CostDb db, int project) => db.InsightRuns.AsNoTracking()
        .TagWith("InsightRunsOfProject")
        .Where(r => r.ProjectId == project)
        .OrderByDescending(r => r.Id);

    /// <summary>The last run of each project.</summary>
    public static IQueryable<InsightRunRow> Last(CostDb db) => db.InsightRuns.AsNoTracking()
        .TagWith("InsightRunsLast")
        .Where(r => !db.InsightRuns.Any(later => later.ProjectId == r.ProjectId && later.Id > r.Id))
        .OrderBy(r => r.ProjectId);

    public static IQueryable<InsightFindingRow> Findings(CostDb db, int run) => db.InsightFindings.TagWith("InsightFindings").Where(f => f.RunId == run);

    public static IQueryable<InsightDismissalRow> Dismissals(CostDb db, int project) => db.InsightDismissals.AsNoTracking()
        .TagWith("InsightDismissals")
        .Where(d => d.ProjectId == project)
        .OrderBy(d => d.Kind)
        .ThenBy(d => d.FindingId)
        .Take(InsightDismissal.MostOfProject);

    public static IQueryable<InsightSettingsRow> Settings(CostDb db, int project) =>
        db.InsightSettings.AsNoTracking().TagWith("InsightSettings").Where(s => s.ProjectId == project);

    /// <summary>The next traces that a run has to look at.</summary>
    public static IQueryable<TraceRow> NextTraces(CostDb db, InsightRunRow run, int most)
    {
        var (project, to, start, number) = (run.ProjectId, run.ToNanos, run.LastStart, run.LastTrace);
        return db.Traces.AsNoTracking()
            .TagWith("InsightNextTraces")
            .Where(t => t.ProjectId == project && t.StartNanos >= start && t.StartNanos < to && (t.StartNanos > start || t.Number > number))
            .OrderBy(t => t.StartNanos)
            .ThenBy(t => t.Number)
            .Take(most);
    }

    /// <summary>The spans of traces that rules look into: see <see cref="InsightTrace.NeedsDetails"/>.</summary>
    public static IQueryable<SpanRow> Details(CostDb db, long[] numbers) => db.Spans.AsNoTracking()
        .TagWith("InsightDetails")
        .Where(s => numbers.Contains(s.TraceNumber) && (s.Kind == OperationKind.Retrieval || (s.ChargeRole == ChargeRole.Charged && s.OwnNanoUsd > 0)));
}

using CostDashboard.Core.Jobs;
using CostDashboard.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Jobs;

/// <summary>The queries of the jobs' ledger. Each is a seek by an index, but <see cref="Forgotten"/>, which reads the rows of one job.</summary>
internal static class JobQueries
{
    public static IQueryable<JobStateRow> States(CostDb db) => db.JobStates.AsNoTracking().TagWith("JobStates");

    public static IQueryable<JobStateRow> State(CostDb db, string job) => db.JobStates.TagWith("JobState").Where(s => s.Job == job);

    /// <summary>Runs under way, at most one of a job.</summary>
    public static IQueryable<JobRunRow> Running(CostDb db) => db.JobRuns.TagWith("RunningJobs").Where(r => r.Outcome == JobOutcome.Running);

    /// <summary>The latest run of each job that is not under way.</summary>
    public static IQueryable<JobRunRow> Last(CostDb db) => db.JobRuns
        .AsNoTracking()
        .TagWith("LastJobRuns")
        .Where(r => db.JobStates
            .Select(s => db.JobRuns.Where(x => x.Job == s.Job && x.Outcome != JobOutcome.Running).Max(x => (long?)x.Id))
            .Contains(r.Id));

    public static IQueryable<JobRunRow> ById(CostDb db, long id) => db.JobRuns.TagWith("JobRunById").Where(r => r.Id == id);

    public static IQueryable<long> LastId(CostDb db) => db.JobRuns.TagWith("LastJobRunId").OrderByDescending(r => r.Id).Select(r => r.Id).Take(1);

    /// <summary>How often a window that begins at a moment was tried.</summary>
    public static IQueryable<int> LastAttempt(CostDb db, string job, long from) => db.JobRuns
        .TagWith("LastAttemptOfJob")
        .Where(r => r.Job == job && r.FromNanos == from)
        .OrderByDescending(r => r.Attempt)
        .Select(r => r.Attempt)
        .Take(1);

    public static IQueryable<JobRunRow> List(CostDb db, string job, bool onlyTrouble, long? before, int most)
    {
        var rows = db.JobRuns.AsNoTracking().TagWith("JobRuns").Where(r => r.Job == job);
        if (onlyTrouble)
        {
            rows = rows.Where(r => r.Outcome >= JobOutcome.Failed);
        }

        if (before is { } id)
        {
            rows = rows.Where(r => r.Id < id);
        }

        return rows.OrderByDescending(r => r.Id).Take(most);
    }

    /// <summary>The latest run of a job that is one too many.</summary>
    public static IQueryable<long> FirstBeyond(CostDb db, string job, int kept) => db.JobRuns
        .TagWith("JobRunsBeyond")
        .Where(r => r.Job == job)
        .OrderByDescending(r => r.Id)
        .Skip(kept)
        .Select(r => r.Id)
        .Take(1);

    /// <summary>Rows that are not kept any more.</summary>
    public static IQueryable<JobRunRow> Forgotten(CostDb db, string job, long upTo, long before) => db.JobRuns
        .TagWith("ForgottenJobRuns")
        .Where(r => r.Job == job && r.Outcome != JobOutcome.Running && (r.Id <= upTo || r.StartedNanos < before));
}

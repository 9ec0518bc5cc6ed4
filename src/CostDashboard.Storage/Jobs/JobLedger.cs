using CostDashboard.Core.Access;
using CostDashboard.Core.Jobs;
using CostDashboard.Core.Units;
using CostDashboard.Storage.Access;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Jobs;

/// <inheritdoc />
internal sealed class JobLedger(IDatabase database) : IJobLedger
{
    // Old rows are looked for by one run of so many: it takes as long as reading what is kept of the job.
    private const int RunsBetweenSweeps = 100;

    public async Task<JobState> GetAsync(string job, CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        return await JobQueries.State(db, job).AsNoTracking().FirstOrDefaultAsync(cancellationToken) is { } row
            ? JobCode.ToState(row, await JobQueries.Running(db).AsNoTracking().FirstOrDefaultAsync(r => r.Job == job, cancellationToken))
            : new(job);
    }

    public async Task<IReadOnlyDictionary<string, JobSummary>> GetAllAsync(CancellationToken cancellationToken)
    {
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        var running = await JobQueries.Running(snapshot.Db).AsNoTracking().ToDictionaryAsync(r => r.Job, cancellationToken);
        var last = await JobQueries.Last(snapshot.Db).ToDictionaryAsync(r => r.Job, cancellationToken);
        var states = await JobQueries.States(snapshot.Db).ToListAsync(cancellationToken);
        return states.ToDictionary(
            row => row.Job,
            row => new JobSummary(
                JobCode.ToState(row, running.GetValueOrDefault(row.Job)),
                last.TryGetValue(row.Job, out var run) ? JobCode.ToRun(run) : null),
            StringComparer.Ordinal);
    }

    public Task<JobRun?> ClaimAsync(JobClaim claim, CancellationToken cancellationToken) => database.ChangeAsync(
        async db =>
        {
            var state = await StateAsync(db, claim.Job, cancellationToken);
            if (state.ThroughNanos != claim.Through?.Value || !await IsFreeAsync(db, claim, cancellationToken))
            {
                return null;
            }

            var last = await JobQueries.LastId(db).FirstOrDefaultAsync(cancellationToken);
            if (claim.Skipped is { } skipped)
            {
                var passed = await RowAsync(db, claim, skipped, ++last, cancellationToken);
                passed.Outcome = JobOutcome.Skipped;
                passed.EndedNanos = claim.Now.Value;
                passed.Reason = JobCode.Bounded(claim.Why);
                state.ThroughNanos = skipped.To.Value;
            }

            var run = await RowAsync(db, claim, claim.Window, last + 1, cancellationToken);
            run.Outcome = JobOutcome.Running;
            run.LeaseUntilNanos = claim.LeaseUntil.Value;
            run.AskedBy = state.AskedBy;
            (state.AskedNanos, state.AskedBy) = (null, null);
            state.LookedNanos = claim.Now.Value;
            await db.SaveChangesAsync(cancellationToken);
            return JobCode.ToRun(run);
        },
        cancellationToken);

    public Task<bool> RenewAsync(JobRun run, JobCounts counts, UnixNanos leaseUntil, CancellationToken cancellationToken) => database.ChangeAsync(
        async db =>
        {
            if (await HeldAsync(db, run, cancellationToken) is not { } row)
            {
                return false;
            }

            row.LeaseUntilNanos = leaseUntil.Value;
            (row.ReadCount, row.WrittenCount) = (counts.Read, counts.Written);
            await db.SaveChangesAsync(cancellationToken);
            return true;
        },
        cancellationToken);

    public Task<bool> EndAsync(JobRun run, JobEnd end, CancellationToken cancellationToken)
    {
        if (end.Outcome is not (JobOutcome.Done or JobOutcome.Failed or JobOutcome.Stopped))
        {
            throw new ArgumentOutOfRangeException(nameof(end), end.Outcome, "A run ends done, failed or stopped.");
        }

        return database.ChangeAsync(
            async db =>
            {
                if (await HeldAsync(db, run, cancellationToken) is not { } row)
                {
                    return false;
                }

                row.Outcome = end.Outcome;
                row.EndedNanos = end.At.Value;
                (row.ReadCount, row.WrittenCount) = (end.Counts.Read, end.Counts.Written);
                row.Reason = JobCode.Bounded(end.Reason);
                await MoveAsync(db, run, end, cancellationToken);
                await db.SaveChangesAsync(cancellationToken);
                if (run.Id % RunsBetweenSweeps == 0)
                {
                    var beyond = await JobQueries.FirstBeyond(db, run.Job, JobRun.MostKept).FirstOrDefaultAsync(cancellationToken);
                    await JobQueries.Forgotten(db, run.Job, beyond, end.At.Value - JobRun.Kept).ExecuteDeleteAsync(cancellationToken);
                }

                return true;
            },
            cancellationToken);
    }

    public Task LookedAsync(string job, UnixNanos now, CancellationToken cancellationToken) => database.ChangeAsync(
        async db =>
        {
            (await StateAsync(db, job, cancellationToken)).LookedNanos = now.Value;
            return await db.SaveChangesAsync(cancellationToken);
        },
        cancellationToken);

    public Task AskAsync(string job, AuditEntry entry, CancellationToken cancellationToken) => database.ChangeAsync(
        async db =>
        {
            AuditLog.Add(db, entry);
            var state = await StateAsync(db, job, cancellationToken);
            if (state.AskedNanos is null)
            {
                (state.AskedNanos, state.AskedBy) = (entry.At.Value, entry.Bounded().Actor.Name);
            }

            return await db.SaveChangesAsync(cancellationToken);
        },
        cancellationToken);

    public async Task<JobRunPage> ListAsync(string job, bool onlyTrouble, long? before, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, JobRunPage.MostRows);
        await using var db = database.Open();
        var rows = await JobQueries.List(db, job, onlyTrouble, before, limit + 1).ToListAsync(cancellationToken);
        return new([.. rows.Take(limit).Select(JobCode.ToRun)], rows.Count > limit ? rows[limit - 1].Id : null);
    }

    private static async Task<JobStateRow> StateAsync(CostDb db, string job, CancellationToken cancellationToken)
    {
        if (await JobQueries.State(db, job).FirstOrDefaultAsync(cancellationToken) is { } known)
        {
            return known;
        }

        var row = new JobStateRow { Job = job };
        db.JobStates.Add(row);
        return row;
    }

    /// <summary>Whether nobody is at the job; what was left half done is lost from now on.</summary>
    private static async Task<bool> IsFreeAsync(CostDb db, JobClaim claim, CancellationToken cancellationToken)
    {
        if (await JobQueries.Running(db).FirstOrDefaultAsync(r => r.Job == claim.Job, cancellationToken) is not { } running)
        {
            return true;
        }

        if (running.LeaseUntilNanos > claim.Now.Value && running.Node != claim.Node)
        {
            return false;
        }

        running.Outcome = JobOutcome.Lost;
        running.EndedNanos = Math.Min(running.LeaseUntilNanos, claim.Now.Value);
        running.Reason = running.Node == claim.Node
            ? "The program ended before the run did."
            : "Its node was gone before the run ended: its lease ran out.";
        return true;
    }

    private static async Task<JobRunRow> RowAsync(CostDb db, JobClaim claim, JobWindow window, long id, CancellationToken cancellationToken)
    {
        var row = new JobRunRow
        {
            Id = id,
            Job = claim.Job,
            FromNanos = window.From.Value,
            ToNanos = window.To.Value,
            Attempt = await JobQueries.LastAttempt(db, claim.Job, window.From.Value).FirstOrDefaultAsync(cancellationToken) + 1,
            Node = claim.Node,
            StartedNanos = claim.Now.Value,
        };
        db.JobRuns.Add(row);
        return row;
    }

    /// <summary>A run while it is still its node's; a node that was thought lost has another row after it.</summary>
    private static async Task<JobRunRow?> HeldAsync(CostDb db, JobRun run, CancellationToken cancellationToken) =>
        await JobQueries.ById(db, run.Id).FirstOrDefaultAsync(r => r.Outcome == JobOutcome.Running && r.Node == run.Node, cancellationToken);

    private static async Task MoveAsync(CostDb db, JobRun run, JobEnd end, CancellationToken cancellationToken)
    {
        var state = await StateAsync(db, run.Job, cancellationToken);
        if (end.Outcome is JobOutcome.Failed)
        {
            (state.Failures, state.FailedNanos) = (state.Failures + 1, end.At.Value);
        }
        else if (end.Outcome is JobOutcome.Done)
        {
            // What was done again lies before what is done already.
            state.ThroughNanos = Math.Max(state.ThroughNanos ?? long.MinValue, run.Window.To.Value);
            (state.Failures, state.FailedNanos) = (0, null);
        }
    }
}

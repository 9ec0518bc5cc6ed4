using CostDashboard.Core.Access;
using CostDashboard.Core.Jobs;
using CostDashboard.Core.Units;

namespace CostDashboard.TestKit;

/// <summary>The ledger of jobs without a database; it passes the databases' contract suite.</summary>
public sealed class InMemoryJobLedger : IJobLedger
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, JobState> _states = [];
    private readonly Dictionary<string, string> _asking = [];
    private readonly List<JobRun> _runs = [];

    /// <summary>Every run of every job, the first first.</summary>
    public IReadOnlyList<JobRun> Runs
    {
        get
        {
            lock (_gate)
            {
                return [.. _runs];
            }
        }
    }

    /// <summary>How often something was written.</summary>
    public int Writes { get; private set; }

    public Task<JobState> GetAsync(string job, CancellationToken cancellationToken) => Locked(() => StateOf(job));

    public Task<IReadOnlyDictionary<string, JobSummary>> GetAllAsync(CancellationToken cancellationToken) => Locked<IReadOnlyDictionary<string, JobSummary>>(() =>
        _states.Keys.ToDictionary(job => job, job => new JobSummary(StateOf(job), _runs.LastOrDefault(run => run.Job == job && run.Outcome is not JobOutcome.Running))));

    public Task<JobRun?> ClaimAsync(JobClaim claim, CancellationToken cancellationToken) => Locked(() =>
    {
        var state = StateOf(claim.Job);
        if (state.Through != claim.Through || (state.Running is { } other && other.IsHeld(claim.Now) && other.Node != claim.Node))
        {
            return null;
        }

        Writes++;
        if (state.Running is { } left)
        {
            var end = left.LeaseUntil < claim.Now ? left.LeaseUntil : claim.Now;
            var why = left.Node == claim.Node ? "The program ended before the run did." : "Its node was gone before the run ended: its lease ran out.";
            _runs[_runs.IndexOf(left)] = left with { Outcome = JobOutcome.Lost, EndedAt = end, Reason = why };
        }

        if (claim.Skipped is { } skipped)
        {
            _runs.Add(Row(claim, skipped, JobOutcome.Skipped) with { EndedAt = claim.Now, Reason = claim.Why });
            state = state with { Through = skipped.To };
        }

        var run = Row(claim, claim.Window, JobOutcome.Running) with { LeaseUntil = claim.LeaseUntil, AskedBy = _asking.GetValueOrDefault(claim.Job) };
        _runs.Add(run);
        _asking.Remove(claim.Job);
        _states[claim.Job] = state with { AskedAt = null, LookedAt = claim.Now };
        return run;
    });

    public Task<bool> RenewAsync(JobRun run, JobCounts counts, UnixNanos leaseUntil, CancellationToken cancellationToken) =>
        Locked(() => Change(run, held => held with { Counts = counts, LeaseUntil = leaseUntil }));

    public Task<bool> EndAsync(JobRun run, JobEnd end, CancellationToken cancellationToken) => Locked(() =>
    {
        if (!Change(run, held => held with { Outcome = end.Outcome, Counts = end.Counts, EndedAt = end.At, Reason = JobRun.Bounded(end.Reason) }))
        {
            return false;
        }

        var state = _states[run.Job];
        _states[run.Job] = end.Outcome switch
        {
            JobOutcome.Done => state with { Through = state.Through > run.Window.To ? state.Through : run.Window.To, Failures = 0, FailedAt = null },
            JobOutcome.Failed => state with { Failures = state.Failures + 1, FailedAt = end.At },
            _ => state,
        };
        return true;
    });

    public Task LookedAsync(string job, UnixNanos now, CancellationToken cancellationToken) => Locked(() =>
    {
        Writes++;
        return _states[job] = (_states.GetValueOrDefault(job) ?? new(job)) with { LookedAt = now };
    });

    public Task AskAsync(string job, AuditEntry entry, CancellationToken cancellationToken) => Locked(() =>
    {
        Writes++;
        _asking.TryAdd(job, entry.Actor.Name);
        var state = _states.GetValueOrDefault(job) ?? new(job);
        return _states[job] = state with { AskedAt = state.AskedAt ?? entry.At };
    });

    public Task<JobRunPage> ListAsync(string job, bool onlyTrouble, long? before, int limit, CancellationToken cancellationToken) => Locked(() =>
    {
        var rows = _runs.Where(run => run.Job == job && (before is null || run.Id < before) && (!onlyTrouble || run.Outcome >= JobOutcome.Failed)).Reverse().Take(limit + 1).ToList();
        return new JobRunPage([.. rows.Take(limit)], rows.Count > limit ? rows[limit - 1].Id : null);
    });

    private JobState StateOf(string job) =>
        (_states.GetValueOrDefault(job) ?? new(job)) with { Running = _runs.LastOrDefault(run => run.Job == job && run.Outcome is JobOutcome.Running) };

    private JobRun Row(JobClaim claim, JobWindow window, JobOutcome outcome) => new(
        _runs.Count + 1,
        claim.Job,
        window,
        _runs.Count(run => run.Job == claim.Job && run.Window.From == window.From) + 1,
        claim.Node,
        claim.Now,
        default,
        null,
        default,
        outcome);

    private bool Change(JobRun run, Func<JobRun, JobRun> change)
    {
        var at = _runs.FindIndex(known => known.Id == run.Id && known.Outcome is JobOutcome.Running);
        if (at >= 0)
        {
            Writes++;
            _runs[at] = change(_runs[at]);
        }

        return at >= 0;
    }

    private Task<T> Locked<T>(Func<T> action)
    {
        lock (_gate)
        {
            return Task.FromResult(action());
        }
    }
}

using CostDashboard.Core.Access;
using CostDashboard.Core.Insights;
using CostDashboard.Core.Jobs;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using CostDashboard.Jobs.Scheduling;

namespace CostDashboard.Jobs.Work;

/// <summary>Begins the runs of insights that are due, and takes those under way forward, also those that an end of the program interrupted.</summary>
public sealed class InsightWork(IInsightStore store, IAccessStore access, CurrentPrices prices, TimeProvider clock) : IJobWork
{
    // Asking whether there is something to do costs one read by index.
    public static JobDefinition Job { get; } = new(
        "insights",
        "Insights",
        "Looks at the traces of the last 30 days for what could cost less.",
        new JobRhythm.Looks(2 * UnixNanos.PerSecond),
        Reads: "traces looked at",
        Writes: "looks ended");

    /// <summary>Nanoseconds between the beginnings of two runs of a project, at least and at most.</summary>
    public const long LeastPause = UnixNanos.PerHour;
    public const long MostPause = UnixNanos.PerDay;

    /// <summary>A run begins so many times later than it took: so looking takes at most a fiftieth of the time, whatever there is to look at.</summary>
    public const long PauseOfLength = 50;

    /// <summary>Nanoseconds until a project in which there was nothing to look at is looked at again.</summary>
    public const long PauseOfEmpty = 5 * UnixNanos.PerMinute;

    private UnixNanos Now => UnixNanos.From(clock.GetUtcNow());

    /// <summary>Ends when no run is due or under way. Safe to run beside itself, here or on another node.</summary>
    /// <exception cref="StoreUnavailableException">The database takes no writes now; the run goes on the next time.</exception>
    public async Task RunAsync(JobPass pass, CancellationToken cancellationToken)
    {
        await AskDueAsync(pass, cancellationToken);
        var seen = new Dictionary<int, long>();
        while (await StepEachAsync(pass, seen, cancellationToken))
        {
        }

        if (seen.Count > 0)
        {
            foreach (var run in (await store.GetLastAsync(cancellationToken)).Where(run => seen.ContainsKey(run.Id)))
            {
                pass.Read(run.Traces - seen[run.Id]);
                pass.Wrote(run.IsUnderWay ? 0 : 1);
            }
        }
    }

    private async Task AskDueAsync(JobPass pass, CancellationToken cancellationToken)
    {
        var last = (await store.GetLastAsync(cancellationToken)).ToDictionary(run => run.Project);
        foreach (var project in await access.GetProjectsAsync(cancellationToken))
        {
            if (IsDue(last.GetValueOrDefault(project.Id), Now))
            {
                await pass.BeginAsync(cancellationToken);
                await store.AskAsync(project.Id, AuditActor.Program, Now, cancellationToken);
            }
        }
    }

    private static bool IsDue(InsightRun? last, UnixNanos now) => last switch
    {
        null => true,
        { Traces: 0, State: InsightRunState.Finished } => now - last.AskedAt >= PauseOfEmpty,
        { EndedAt: { } ended } => now - last.AskedAt >= Math.Clamp((ended - last.AskedAt) * PauseOfLength, LeastPause, MostPause),
        _ => false,
    };

    private async Task<bool> StepEachAsync(JobPass pass, Dictionary<int, long> seen, CancellationToken cancellationToken)
    {
        var isMoving = false;
        foreach (var run in await store.GetUnderWayAsync(cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await pass.BeginAsync(cancellationToken);
            pass.Read(run.Traces - seen.GetValueOrDefault(run.Id, run.Traces));
            seen[run.Id] = run.Traces;
            try
            {
                isMoving |= await store.StepAsync(run.Id, prices.Book, Now, cancellationToken);
            }
            catch (Exception failure) when (failure is not (StoreUnavailableException or OperationCanceledException))
            {
                // The same step would fail again: the run ends and says why, and the page keeps showing the one before it.
                await store.FailAsync(run.Id, failure.Message, Now, CancellationToken.None);
                throw;
            }
        }

        return isMoving;
    }
}

using System.Collections.Concurrent;
using CostDashboard.Core.Access;
using CostDashboard.Core.Jobs;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using CostDashboard.Jobs.Scheduling;

namespace CostDashboard.Jobs.Work;

/// <summary>Takes the runs of re-pricing forward, also those that an end of the program interrupted.</summary>
public sealed class RepricingWork(IRepricingStore store, CurrentPrices prices, TimeProvider clock) : IJobWork
{
    // Asking whether there is something to do costs one read by index.
    public static JobDefinition Job { get; } = new(
        "repricing",
        "Pricing again",
        "Takes runs forward that price stored calls again.",
        new JobRhythm.Looks(2 * UnixNanos.PerSecond),
        Reads: "traces looked at",
        Writes: "traces changed");

    /// <summary>Why a run ends whose prices are not in force any more.</summary>
    public const string PricesChanged = "The prices changed, so the rest would be priced by others than the beginning: start again.";

    /// <summary>How long, in nanoseconds, a run may stand still whose prices are not in force here: another node may have them already, or still.</summary>
    public const long MostPatience = UnixNanos.PerMinute;

    private readonly ConcurrentDictionary<int, (RepricingProgress Progress, UnixNanos Since)> _waiting = new();

    private UnixNanos Now => UnixNanos.From(clock.GetUtcNow());

    /// <summary>Ends when no run is under way that can be taken forward here. Safe to run beside itself, here or on another node.</summary>
    /// <exception cref="StoreUnavailableException">The database takes no writes now; the run goes on the next time.</exception>
    public async Task RunAsync(JobPass pass, CancellationToken cancellationToken)
    {
        var seen = new Dictionary<int, RepricingRun>();
        while (await StepEachAsync(pass, seen, cancellationToken))
        {
        }

        foreach (var before in seen.Values)
        {
            Count(pass, before, await store.FindAsync(before.Id, cancellationToken));
        }

        while (await store.SweepAsync(cancellationToken))
        {
            await pass.BeginAsync(cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    // In turn: a dry run beside a run need not wait for its end.
    private async Task<bool> StepEachAsync(JobPass pass, Dictionary<int, RepricingRun> seen, CancellationToken cancellationToken)
    {
        var isMoving = false;
        foreach (var run in await store.GetUnderWayAsync(cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();

            // One book for the whole run. With two, what a report calls new would be two things.
            var book = prices.Book;
            if (book.Version == run.BookVersion)
            {
                _waiting.TryRemove(run.Id, out _);
                await pass.BeginAsync(cancellationToken);
                Count(pass, seen.GetValueOrDefault(run.Id), run);
                seen[run.Id] = run;
                await StepAsync(run, book, cancellationToken);
                isMoving = true;
            }
            else
            {
                await WaitAsync(run, cancellationToken);
            }
        }

        return isMoving;
    }

    private static void Count(JobPass pass, RepricingRun? before, RepricingRun? after)
    {
        if (before is not null && after is not null)
        {
            pass.Read(after.Progress.TracesDone - before.Progress.TracesDone);
            pass.Wrote(after.Kind is RepricingKind.Apply ? after.Report.ChangedTraces - before.Report.ChangedTraces : 0);
        }
    }

    private async Task StepAsync(RepricingRun run, PriceBook book, CancellationToken cancellationToken)
    {
        try
        {
            await store.StepAsync(run.Id, book, Now, cancellationToken);
        }
        catch (Exception failure) when (failure is not (StoreUnavailableException or OperationCanceledException))
        {
            // The same step would fail again: the run ends, says why, and keeps nobody from asking for another.
            await store.EndAsync(run.Id, $"It failed: {failure.Message}", AuditActor.Program, Now, CancellationToken.None);
            throw;
        }
    }

    private async Task WaitAsync(RepricingRun run, CancellationToken cancellationToken)
    {
        var now = Now;
        var (_, since) = _waiting.AddOrUpdate(
            run.Id, (run.Progress, now), (_, before) => before.Progress == run.Progress ? before : (run.Progress, now));
        if (now - since >= MostPatience)
        {
            _waiting.TryRemove(run.Id, out _);
            await store.EndAsync(run.Id, PricesChanged, AuditActor.Program, now, cancellationToken);
        }
    }
}

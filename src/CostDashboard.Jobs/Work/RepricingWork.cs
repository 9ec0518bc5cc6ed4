using CostDashboard.Core.Access;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;

namespace CostDashboard.Jobs.Work;

/// <summary>Takes the runs of re-pricing forward, also those that an end of the program interrupted.</summary>
public sealed class RepricingWork(IRepricingStore store, CurrentPrices prices, TimeProvider clock)
{
    /// <summary>Why a run ends whose prices are not in force any more.</summary>
    public const string PricesChanged = "The prices changed, so the rest would be priced by others than the beginning: start again.";

    /// <summary>Ends when no run is under way. Safe to run beside itself, here or on another node.</summary>
    /// <exception cref="StoreUnavailableException">The database takes no writes now; the run goes on the next time.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (await store.GetUnderWayAsync(cancellationToken) is { Count: > 0 } runs)
        {
            // In turn: a dry run beside a run need not wait for its end.
            foreach (var run in runs)
            {
                await StepAsync(run, cancellationToken);
            }
        }

        while (await store.SweepAsync(cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private async Task StepAsync(RepricingRun run, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();

        // One book for the whole run. With two, what a report calls new would be two things.
        var book = prices.Book;
        if (book.Version != run.BookVersion)
        {
            await store.EndAsync(run.Id, PricesChanged, AuditActor.Program, Now, cancellationToken);
            return;
        }

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

    private UnixNanos Now => UnixNanos.From(clock.GetUtcNow());
}

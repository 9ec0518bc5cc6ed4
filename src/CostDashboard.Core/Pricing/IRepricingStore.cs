using CostDashboard.Core.Access;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Pricing;

/// <summary>Keeps runs of re-pricing, and takes them forward step by step.</summary>
/// <remarks>
/// A step is one transaction: what it re-prices, the difference of the totals, how far the run is and its report are written together or not
/// at all. So a run may be interrupted between any two steps, or within one, and goes on as if nothing had happened; spans may arrive meanwhile,
/// of the same traces too. Several nodes may take the same run forward: each trace is priced once.
/// </remarks>
public interface IRepricingStore
{
    /// <summary>Asks for a run, which <see cref="StepAsync"/> then takes forward, and writes down who did (a dry run, which changes nothing, leaves no entry).</summary>
    /// <param name="bookVersion">The price book in force: the run prices by it alone.</param>
    /// <exception cref="InvalidOperationException">A run of this kind is under way; the message says so.</exception>
    /// <exception cref="ArgumentException">The question has a <see cref="RepricingQuestion.Mistake"/>.</exception>
    Task<RepricingRun> AskAsync(
        RepricingKind kind, RepricingQuestion question, string bookVersion, AuditActor actor, UnixNanos now, CancellationToken cancellationToken);

    /// <summary>Null when there is none of that number.</summary>
    Task<RepricingRun?> FindAsync(int id, CancellationToken cancellationToken);

    /// <summary>Newest first, at most so many.</summary>
    Task<IReadOnlyList<RepricingRun>> GetAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Runs that are under way, at most one of each kind.</summary>
    Task<IReadOnlyList<RepricingRun>> GetUnderWayAsync(CancellationToken cancellationToken);

    /// <summary>Takes a run forward by some traces, and finishes it when there are no more. A dry run only reports.</summary>
    /// <param name="book">Has the version that the run was asked with.</param>
    /// <returns>False when the run is not under way (any more).</returns>
    /// <exception cref="Traces.StoreUnavailableException">Nothing was written; the same step may go through later.</exception>
    Task<bool> StepAsync(int id, PriceBook book, UnixNanos now, CancellationToken cancellationToken);

    /// <summary>Ends a run that is under way, and writes down who or what did. It stands where it is: what it changed stays changed.</summary>
    /// <param name="reason">Why the program stopped it; null when somebody cancelled it.</param>
    /// <returns>False when it had ended already.</returns>
    Task<bool> EndAsync(int id, string? reason, AuditActor actor, UnixNanos now, CancellationToken cancellationToken);

    /// <summary>Takes away a piece of what runs that have ended left behind; they stay readable.</summary>
    /// <returns>False when there is nothing to take away.</returns>
    Task<bool> SweepAsync(CancellationToken cancellationToken);
}

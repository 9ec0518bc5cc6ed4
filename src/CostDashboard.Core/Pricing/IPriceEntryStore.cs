using CostDashboard.Core.Access;

namespace CostDashboard.Core.Pricing;

/// <summary>All entries, and the version that they had together.</summary>
/// <param name="Version">See <see cref="IPriceEntryStore.GetVersionAsync"/>.</param>
/// <param name="Entries">In the order in which they were recorded.</param>
public sealed record PriceEntries(long Version, IReadOnlyList<PriceEntry> Entries);

/// <summary>What the organisation says about prices: imports, overrides, discounts and aliases.</summary>
/// <remarks>Every write is durable when its task ends, and all of it or nothing is, its entry in the audit log included.</remarks>
public interface IPriceEntryStore
{
    /// <summary>A number that every change makes greater; as long as it stays, the entries do. Cheap enough to be asked every second.</summary>
    Task<long> GetVersionAsync(CancellationToken cancellationToken);

    /// <summary>The entries are those of <see cref="PriceEntries.Version"/> or later.</summary>
    /// <param name="withWithdrawn">False leaves out those that were taken back.</param>
    Task<PriceEntries> GetAsync(bool withWithdrawn, CancellationToken cancellationToken);

    /// <summary>Adds entries; one whose id is stored already is left as it is. Where none is new, the audit log gets nothing.</summary>
    /// <returns>How many were new.</returns>
    /// <exception cref="InvalidOperationException">There would be more than <see cref="PriceEntryRules.MostEntries"/>; nothing was added.</exception>
    Task<int> AddAsync(IReadOnlyList<PriceEntry> entries, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Takes an entry back; it stays on record.</summary>
    /// <returns>False when there is no such entry, or it was taken back before; then the audit log gets nothing.</returns>
    Task<bool> WithdrawAsync(Guid id, Withdrawal withdrawal, AuditEntry audit, CancellationToken cancellationToken);
}

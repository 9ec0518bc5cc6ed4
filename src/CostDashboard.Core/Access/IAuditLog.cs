namespace CostDashboard.Core.Access;

/// <summary>Who changed what, and when. Entries are only ever added.</summary>
public interface IAuditLog
{
    /// <summary>
    /// Adds an entry, within its limits, durable when the task ends. For changes that are not in our store; a store that makes the change
    /// takes the entry as a parameter and writes both in one transaction.
    /// </summary>
    Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken);

    /// <summary>Newest first.</summary>
    /// <param name="cursor">Where the page before ended; null for the first page.</param>
    /// <param name="limit">1 to <see cref="AuditPage.MostRows"/>.</param>
    /// <exception cref="FormatException">The cursor is none that this log gave.</exception>
    Task<AuditPage> GetAsync(string? cursor, int limit, CancellationToken cancellationToken);
}

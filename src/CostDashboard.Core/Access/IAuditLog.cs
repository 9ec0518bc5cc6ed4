namespace CostDashboard.Core.Access;

/// <summary>Who changed what, and when. Entries are only ever added: by the stores that make the changes, each in the transaction of its change.</summary>
public interface IAuditLog
{
    /// <summary>Newest first.</summary>
    /// <param name="cursor">Where the page before ended; null for the first page.</param>
    /// <param name="limit">1 to <see cref="AuditPage.MostRows"/>.</param>
    /// <exception cref="FormatException">The cursor is none that this log gave.</exception>
    Task<AuditPage> GetAsync(string? cursor, int limit, CancellationToken cancellationToken);
}

namespace CostDashboard.Storage;

/// <summary>What has to happen once before anything is written or asked.</summary>
public interface IStorageStartup
{
    /// <summary>
    /// Brings the schema up to date, under a lock so that of several starting nodes one does it and the others wait,
    /// makes the index of links from spans of before there was one,
    /// and rebuilds the ledger where the rules of charging or the organisation's time zone are not those it was made with.
    /// </summary>
    /// <exception cref="InvalidOperationException">The database cannot be used by this build; the message says why and what to do.</exception>
    Task PrepareAsync(CancellationToken cancellationToken);
}

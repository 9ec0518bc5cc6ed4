using CostDashboard.Core.Access;

namespace CostDashboard.Core.Value;

/// <summary>What became of values that somebody gave.</summary>
public abstract record FeatureValueOutcome
{
    private FeatureValueOutcome()
    {
    }

    /// <param name="Added">Values that were not there before.</param>
    /// <param name="Changed">Values that had another amount.</param>
    /// <param name="Unchanged">Values that were there as given; where all are, nothing was written.</param>
    public sealed record Saved(int Added, int Changed, int Unchanged) : FeatureValueOutcome;

    /// <summary>Nothing was written.</summary>
    public sealed record Refused(IReadOnlyList<FeatureValueClash> Reasons) : FeatureValueOutcome;
}

/// <summary>A page of values, the latest period first.</summary>
/// <param name="Count">On all pages.</param>
public sealed record FeatureValuePage(IReadOnlyList<StoredFeatureValue> Values, int Count);

/// <summary>What features brought, per project. Every write is durable when its task ends, and all of it or nothing is, its entry in the audit log included.</summary>
/// <remarks>Reading grows with the project's values, of which there are at most <see cref="FeatureValueRules.MostOfProject"/>.</remarks>
public interface IFeatureValueStore
{
    /// <summary>The values whose period shares a day with these, by feature, unit and first day.</summary>
    Task<IReadOnlyList<FeatureValue>> GetAsync(ProjectId project, ValueDays days, CancellationToken cancellationToken);

    /// <param name="feature">Only of this one; null for all.</param>
    /// <param name="skip">How many of the latest to pass over.</param>
    Task<FeatureValuePage> GetPageAsync(ProjectId project, string? feature, int skip, int most, CancellationToken cancellationToken);

    /// <summary>
    /// Adds values, and replaces the amount of those whose key is stored: the same again changes nothing. Who recorded them, and when, is the
    /// audit entry's actor and time.
    /// </summary>
    /// <param name="replaced">A value that they take the place of, as when its period is corrected; null for none.</param>
    Task<FeatureValueOutcome> SaveAsync(
        ProjectId project, IReadOnlyList<FeatureValue> values, FeatureValueKey? replaced, AuditEntry audit, CancellationToken cancellationToken);

    /// <returns>False when there is no such value; then the audit log gets nothing.</returns>
    Task<bool> DeleteAsync(ProjectId project, FeatureValueKey key, AuditEntry audit, CancellationToken cancellationToken);
}

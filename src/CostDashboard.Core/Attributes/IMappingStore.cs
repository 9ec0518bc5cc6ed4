using CostDashboard.Core.Access;

namespace CostDashboard.Core.Attributes;

/// <summary>A project's mapping as it stands.</summary>
/// <param name="Version">0 where it was never changed; one more with every change.</param>
public sealed record StoredMapping(AttributeMapping Mapping, int Version);

/// <summary>How each project reads the attributes of its spans.</summary>
public interface IMappingStore
{
    /// <summary>The default where nobody has changed it, or where there is no such project.</summary>
    Task<StoredMapping> GetAsync(ProjectId project, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces the mapping and adds the entry to the audit log, in one transaction. Spans that are taken in from now on are read by it,
    /// within five seconds on every node; stored spans and their totals stay as they are.
    /// </summary>
    /// <param name="loadedVersion">The version that the change was made from.</param>
    /// <returns>False, and nothing is changed, when the version is another one by now, or there is no such project.</returns>
    /// <exception cref="ArgumentException">The mapping has a mistake; the message is <see cref="AttributeMapping.FindMistake"/>'s.</exception>
    Task<bool> SetAsync(ProjectId project, AttributeMapping mapping, int loadedVersion, AuditEntry entry, CancellationToken cancellationToken);
}

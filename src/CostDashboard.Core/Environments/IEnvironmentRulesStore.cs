using CostDashboard.Core.Access;

namespace CostDashboard.Core.Environments;

/// <summary>A project's rules as they stand.</summary>
/// <param name="Version">0 where they were never changed; one more with every change.</param>
public sealed record StoredEnvironmentRules(EnvironmentRules Rules, int Version);

/// <summary>What each project calls production. It changes what pages say, and no total.</summary>
public interface IEnvironmentRulesStore
{
    /// <summary>The default where nobody has changed it.</summary>
    Task<StoredEnvironmentRules> GetAsync(ProjectId project, CancellationToken cancellationToken);

    /// <summary>Replaces the rules and adds the entry to the audit log, in one transaction.</summary>
    /// <param name="loadedVersion">The version that the change was made from.</param>
    /// <returns>False, and nothing is changed, when the version is another one by now.</returns>
    /// <exception cref="ArgumentException">The rules have a mistake; the message is <see cref="EnvironmentRules.FindMistake"/>'s.</exception>
    Task<bool> SetAsync(ProjectId project, EnvironmentRules rules, int loadedVersion, AuditEntry entry, CancellationToken cancellationToken);
}

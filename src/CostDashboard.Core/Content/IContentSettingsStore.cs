using CostDashboard.Core.Access;

namespace CostDashboard.Core.Content;

/// <summary>A project's settings as they stand.</summary>
/// <param name="Version">0 where they were never changed; one more with every change.</param>
public sealed record StoredContentSettings(ContentSettings Settings, int Version);

/// <summary>What each project keeps of its content.</summary>
public interface IContentSettingsStore
{
    /// <summary><see cref="ContentSettings.Off"/> where nobody has changed it, or where there is no such project.</summary>
    Task<StoredContentSettings> GetAsync(ProjectId project, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces the settings and adds the entry to the audit log, in one transaction. They hold for texts that are taken in from now on,
    /// within five seconds on every node; what is kept stays as it was redacted.
    /// </summary>
    /// <param name="loadedVersion">The version that the change was made from.</param>
    /// <returns>False, and nothing is changed, when the version is another one by now.</returns>
    /// <exception cref="ArgumentException">The settings have a mistake; the message is <see cref="ContentSettings.FindMistake"/>'s.</exception>
    Task<bool> SetAsync(ProjectId project, ContentSettings settings, int loadedVersion, AuditEntry entry, CancellationToken cancellationToken);
}

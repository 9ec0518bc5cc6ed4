using CostDashboard.Core.Units;

namespace CostDashboard.Core.Access;

/// <summary>Projects, their keys, and the people who sign in.</summary>
/// <remarks>
/// Every write is durable when its task ends, and what somebody changed is in the audit log in the same transaction: the entry is written exactly where
/// the change is. Names of projects and mail addresses of users are unique without regard to case;
/// a second one is an <see cref="InvalidOperationException"/> whose message names the field.
/// </remarks>
public interface IAccessStore
{
    Task<IReadOnlyList<Project>> GetProjectsAsync(CancellationToken cancellationToken);

    Task<Project> CreateProjectAsync(string name, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>The key with that SHA-256 of its secret, revoked or not; null when there is none.</summary>
    Task<ApiKey?> FindKeyAsync(ReadOnlyMemory<byte> secretSha256, CancellationToken cancellationToken);

    /// <summary>Newest first, revoked ones included.</summary>
    Task<IReadOnlyList<ApiKey>> GetKeysAsync(ProjectId project, CancellationToken cancellationToken);

    /// <param name="now">When it was made.</param>
    Task<ApiKey> CreateKeyAsync(
        ProjectId project, string name, string prefix, ReadOnlyMemory<byte> secretSha256, UnixNanos now, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>False when the project has no such active key.</summary>
    Task<bool> RevokeKeyAsync(ProjectId project, int keyId, UnixNanos now, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Gives a key a right, or takes it away; within five seconds on every node. False when the project has no such active key, or nothing changes.</summary>
    Task<bool> SetRightAsync(ProjectId project, int keyId, KeyRight right, bool isGiven, AuditEntry audit, CancellationToken cancellationToken);

    Task TouchKeyAsync(int keyId, UnixNanos lastUsed, CancellationToken cancellationToken);

    Task<IReadOnlyList<User>> GetUsersAsync(CancellationToken cancellationToken);

    Task<User?> FindUserAsync(Guid id, CancellationToken cancellationToken);

    Task<User?> FindUserByEmailAsync(string email, CancellationToken cancellationToken);

    Task CreateUserAsync(User user, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces the user as long as nobody has changed password or role, or deleted the user, since it was read. The failed sign-ins and the
    /// lockout stay as they are stored: they change beside this, by the two methods below.
    /// </summary>
    /// <param name="user">May carry a new security stamp.</param>
    /// <param name="loadedSecurityStamp">The one that the user had when it was read.</param>
    /// <param name="audit">Null where nobody decided on the change: a password that is hashed anew by stronger rules as its owner signs in.</param>
    /// <returns>False, and nothing is changed, when the stored stamp is another one or the user is gone.</returns>
    Task<bool> UpdateUserAsync(User user, string loadedSecurityStamp, AuditEntry? audit, CancellationToken cancellationToken);

    /// <summary>Counts one more failed sign-in; of several at once none is lost.</summary>
    /// <returns>How many there are now; 0 when there is no such user.</returns>
    Task<int> CountFailedSignInAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Begins the count of failed sign-ins anew, and locks the user until then; null lifts the lockout.</summary>
    Task ResetSignInsAsync(Guid id, UnixNanos? lockedUntil, CancellationToken cancellationToken);

    /// <summary>Deletes a user with the views that only they could see; false when there is no such user.</summary>
    Task<bool> DeleteUserAsync(Guid id, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>A setting of the organisation, such as its time zone; null when it was never set.</summary>
    Task<string?> GetSettingAsync(string name, CancellationToken cancellationToken);

    /// <param name="value">Null removes it.</param>
    Task SetSettingAsync(string name, string? value, CancellationToken cancellationToken);

    /// <summary>The same for a setting that somebody decides on.</summary>
    Task SetSettingAsync(string name, string? value, AuditEntry audit, CancellationToken cancellationToken);
}

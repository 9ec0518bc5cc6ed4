using CostDashboard.Core.Units;

namespace CostDashboard.Core.Access;

/// <summary>What a signed-in person may do. The order is the rank: each role may do all that the ones before it may.</summary>
public enum Role
{
    /// <summary>Sees every page and number; changes nothing that others see, and keeps views for themselves.</summary>
    Viewer = 1,

    /// <summary>Creates projects, keys and users as well.</summary>
    Administrator = 2,
}

/// <summary>A person who signs in by mail address and password.</summary>
/// <param name="PasswordHash">As ASP.NET Core Identity's password hasher writes it (PBKDF2); never the password.</param>
/// <param name="SecurityStamp">Changes with the password and the role, so that older sign-ins end.</param>
/// <param name="FailedSignIns">Wrong passwords since the last right one; with <paramref name="LockedUntil"/> the lockout.</param>
public sealed record User(
    Guid Id,
    string Email,
    string PasswordHash,
    Role Role,
    string SecurityStamp,
    int FailedSignIns = 0,
    UnixNanos? LockedUntil = null);

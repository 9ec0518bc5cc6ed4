using CostDashboard.Core.Access;

namespace CostDashboard.Storage.Model;

internal sealed class ProjectRow
{
    public int Id { get; set; }

    public string Name { get; set; } = "";

    /// <summary>The name in upper case by the invariant culture: unique without regard to case on both engines.</summary>
    public string NameKey { get; set; } = "";

    /// <summary>As <see cref="Attributes.MappingText"/> writes it; empty for the default.</summary>
    public string Mapping { get; set; } = "";

    /// <summary>One more with every change of <see cref="Mapping"/>.</summary>
    public int MappingVersion { get; set; }
}

internal sealed class ApiKeyRow
{
    public int Id { get; set; }

    public int ProjectId { get; set; }

    public string Name { get; set; } = "";

    public string Prefix { get; set; } = "";

    public byte[] SecretSha256 { get; set; } = [];

    public long CreatedAt { get; set; }

    public long? LastUsedAt { get; set; }

    public long? RevokedAt { get; set; }

    public bool MayReadContent { get; set; }

    public bool MayChangeRules { get; set; }
}

internal sealed class UserRow
{
    public Guid Id { get; set; }

    public string Email { get; set; } = "";

    /// <summary>The address in upper case by the invariant culture.</summary>
    public string EmailKey { get; set; } = "";

    public string PasswordHash { get; set; } = "";

    public Role Role { get; set; }

    public string SecurityStamp { get; set; } = "";

    public int FailedSignIns { get; set; }

    public long? LockedUntil { get; set; }
}

internal sealed class SettingRow
{
    public string Name { get; set; } = "";

    public string Value { get; set; } = "";
}

/// <summary>Only ever added; its key is the order in which the log is read.</summary>
internal sealed class AuditRow
{
    public long At { get; set; }

    public long Id { get; set; }

    public Guid? UserId { get; set; }

    public string Actor { get; set; } = "";

    public string Action { get; set; } = "";

    public string Subject { get; set; } = "";

    public string Details { get; set; } = "";
}

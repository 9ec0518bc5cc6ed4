using CostDashboard.Core.Access;

namespace CostDashboard.Web.Features.Access;

/// <summary>A user while ASP.NET Core Identity works on one: it sets fields, where <see cref="User"/> is a value.</summary>
internal sealed class Account(User user)
{
    public User User { get; set; } = user;

    /// <summary>The user as it is stored, so far as we know: what is unlike it has to be written, and only while its security stamp is still the same.</summary>
    public User Stored { get; set; } = user;

    /// <summary>What the audit log will say of the change that is under way; null where nobody decides on one.</summary>
    public AuditEntry? Entry { get; set; }
}

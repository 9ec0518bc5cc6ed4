using CostDashboard.Core.Access;

namespace CostDashboard.Web.Features.Access;

/// <summary>A user while ASP.NET Core Identity works on one: it sets fields, where <see cref="User"/> is a value.</summary>
internal sealed class Account(User user)
{
    public User User { get; set; } = user;

    /// <summary>The security stamp as it is stored, so far as we know: a change goes through only while it still is.</summary>
    public string StoredStamp { get; set; } = user.SecurityStamp;
}

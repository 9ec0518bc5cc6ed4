using CostDashboard.Core.Access;
using CostDashboard.Web.Features.Access;

namespace CostDashboard.Web.Features.Administration;

/// <summary>All that the users page does.</summary>
internal sealed class UserAdministration(IAccessStore access, Accounts accounts, PasswordLink links)
{
    internal async Task<IReadOnlyList<User>> GetAsync(CancellationToken cancellationToken) =>
        [.. (await access.GetUsersAsync(cancellationToken)).OrderBy(user => user.Email, StringComparer.OrdinalIgnoreCase)];

    /// <param name="role">What is no role, as a form may post it, makes a viewer.</param>
    internal Task<Accounts.Outcome> CreateAsync(string? email, Role role, AuditActor by) =>
        accounts.CreateAsync(email, role is Role.Administrator ? Role.Administrator : Role.Viewer, by);

    internal Task<Accounts.Outcome> SetRoleAsync(Guid id, Role role, AuditActor by) => accounts.SetRoleAsync(id, role, by);

    internal Task<Accounts.Outcome> DeleteAsync(Guid id, AuditActor by) => accounts.DeleteAsync(id, by);

    internal Task<string> MakePasswordLinkAsync(User user, AuditActor by, CancellationToken cancellationToken) => links.MakeAsync(user, by, cancellationToken);
}

using CostDashboard.Core.Access;
using CostDashboard.Web.Features.Access;

namespace CostDashboard.Web.Features.Administration;

/// <summary>All that the users page does.</summary>
internal sealed class UserAdministration(IAccessStore access, Accounts accounts, PasswordLink links)
{
    internal async Task<IReadOnlyList<User>> GetAsync(CancellationToken cancellationToken) =>
        [.. (await access.GetUsersAsync(cancellationToken)).OrderBy(user => user.Email, StringComparer.OrdinalIgnoreCase)];

    /// <param name="role">What is no role, as a form may post it, makes a viewer.</param>
    internal Task<Accounts.Outcome> CreateAsync(string? email, Role role) =>
        accounts.CreateAsync(email, role is Role.Administrator ? Role.Administrator : Role.Viewer);

    internal Task<Accounts.Outcome> SetRoleAsync(Guid id, Role role) => accounts.SetRoleAsync(id, role);

    internal Task<Accounts.Outcome> DeleteAsync(Guid id) => accounts.DeleteAsync(id);

    internal Task<string> MakePasswordLinkAsync(Guid id, CancellationToken cancellationToken) => links.MakeAsync(id, cancellationToken);
}

using System.Security.Claims;
using CostDashboard.Core.Access;
using CostDashboard.Web.Features.Access;

namespace CostDashboard.Web.Api;

/// <summary>
/// What calls have in common that change what a project is told of: its budgets, its alert rules, and what people say of its incidents. They are for
/// administrators who are signed in, and for keys that an administrator gave the right.
/// </summary>
internal static class RuleCall
{
    /// <summary>The claim of a key that has <see cref="KeyRight.ChangeRules"/>.</summary>
    internal const string KeyClaim = "rules";

    /// <summary>For descriptions.</summary>
    internal const string Who = "For administrators who are signed in, and for keys that an administrator let change rules (page Keys): an ordinary key stands in the settings of every sender. The audit log names them. ";

    internal const string ProjectParameter = "Name or number of the project; may be left out by a key, and where there is one project.";

    internal static bool IsAllowed(ClaimsPrincipal caller) => caller.IsAdministrator() || caller.HasClaim(KeyClaim, bool.TrueString);

    /// <summary>The one project that a call changes.</summary>
    /// <exception cref="QueryMistake">None is named where there are several; or a page of another site could have sent this by a cookie.</exception>
    internal static async Task<Project> ProjectAsync(HttpContext http, string? wanted, IAccessStore access, CancellationToken cancellationToken)
    {
        RefuseForms(http);
        var scope = await ProjectScope.ReadAsync(http.User, wanted, access, cancellationToken);
        return scope.Projects is [var only] ? only : throw new QueryMistake("project", "Name the project that it is of.");
    }

    /// <summary>See <see cref="AdministratorCall.RefuseForms"/>: a key is sent by whoever holds it, whatever it sends.</summary>
    internal static void RefuseForms(HttpContext http)
    {
        if (!IsKey(http.User))
        {
            AdministratorCall.RefuseForms(http.Request);
        }
    }

    internal static AuditActor Actor(HttpContext http) => IsKey(http.User) ? http.User.KeyActor() : http.User.Actor();

    private static bool IsKey(ClaimsPrincipal caller) => caller.HasClaim(claim => claim.Type == ProjectScope.ProjectClaim);
}

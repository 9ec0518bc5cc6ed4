using System.Globalization;
using System.Security.Claims;
using CostDashboard.Core.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace CostDashboard.Web.Features.Access;

/// <summary>The signed-in person, as the audit log names them.</summary>
internal static class SignedInActor
{
    internal static AuditActor Actor(this ClaimsPrincipal user) => new(
        Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null,
        user.FindFirstValue(ClaimTypes.Name) ?? "");

    /// <summary>The key that a request was made with.</summary>
    internal static AuditActor KeyActor(this ClaimsPrincipal key) => new(null, $"API key {key.FindFirstValue(ClaimTypes.Name)}");
}

/// <summary>What the cookie says of a person.</summary>
internal sealed class AccountClaims : IUserClaimsPrincipalFactory<Account>
{
    internal const string Stamp = "stamp";

    public Task<ClaimsPrincipal> CreateAsync(Account user) =>
        Task.FromResult(new ClaimsPrincipal(new ClaimsIdentity(
            [
                new(ClaimTypes.NameIdentifier, user.User.Id.ToString("D", CultureInfo.InvariantCulture)),
                new(ClaimTypes.Name, user.User.Email),
                new(ClaimTypes.Role, user.User.Role.ToString()),
                new(Stamp, user.User.SecurityStamp),
            ],
            IdentityConstants.ApplicationScheme)));

    /// <summary>
    /// Ends a sign-in as soon as its user was deleted, or got another password or role. It costs one read by primary key on every request;
    /// Identity's own validator saves that read by trusting a cookie for half an hour.
    /// </summary>
    internal static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var access = context.HttpContext.RequestServices.GetRequiredService<IAccessStore>();
        var isKnown = Guid.TryParse(context.Principal?.FindFirstValue(ClaimTypes.NameIdentifier), out var id)
            && await access.FindUserAsync(id, context.HttpContext.RequestAborted) is { } user
            && user.SecurityStamp == context.Principal.FindFirstValue(Stamp);
        if (!isKnown)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
        }
    }
}

using System.Security.Claims;
using CostDashboard.Core.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Identity;

namespace CostDashboard.Web.Features.Access;

/// <summary>Who may do what. What states nothing is under <see cref="Default"/>.</summary>
internal static class Policies
{
    internal const string Administrator = nameof(Role.Administrator);

    /// <summary>Signed in; and posting to a page, which is how pages change things, is for administrators.</summary>
    internal static AuthorizationPolicy Default { get; } = new AuthorizationPolicyBuilder(IdentityConstants.ApplicationScheme)
        .RequireAuthenticatedUser()
        .AddRequirements(new PagesAreChangedByAdministrators())
        .Build();

    internal static void AddTo(AuthorizationOptions options)
    {
        options.DefaultPolicy = Default;
        options.FallbackPolicy = Default;
        options.AddPolicy(Administrator, policy => policy.AddAuthenticationSchemes(IdentityConstants.ApplicationScheme).RequireRole(nameof(Role.Administrator)));
    }

    internal static bool IsAdministrator(this ClaimsPrincipal user) => user.IsInRole(nameof(Role.Administrator));
}

internal sealed class PagesAreChangedByAdministrators : AuthorizationHandler<PagesAreChangedByAdministrators>, IAuthorizationRequirement
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, PagesAreChangedByAdministrators requirement)
    {
        var isChange = context.Resource is HttpContext http
            && !HttpMethods.IsGet(http.Request.Method)
            && !HttpMethods.IsHead(http.Request.Method)
            && http.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null;
        if (!isChange || context.User.IsAdministrator())
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}

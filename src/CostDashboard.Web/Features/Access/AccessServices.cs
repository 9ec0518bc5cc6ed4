using System.Threading.RateLimiting;
using CostDashboard.Web.Features.Administration;
using CostDashboard.Web.Features.AlertRules;
using CostDashboard.Web.Features.Attributes;
using CostDashboard.Web.Features.Budgets;
using CostDashboard.Web.Features.Content;
using CostDashboard.Web.Features.Environments;
using CostDashboard.Web.Features.FeatureValues;
using CostDashboard.Web.Features.Guardrails;
using CostDashboard.Web.Features.Insights;
using CostDashboard.Web.Features.Jobs;
using CostDashboard.Web.Features.Traces.Runs;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;

namespace CostDashboard.Web.Features.Access;

/// <summary>Signing in by cookie, and who may do what.</summary>
internal static class AccessServices
{
    /// <summary>Names the limit on forms that anybody may post.</summary>
    internal const string GuessingLimit = nameof(GuessingLimit);

    private const int GuessesPerMinute = 10;

    internal static void AddAccess(this IServiceCollection services)
    {
        services.AddSingleton<AdministratorGate>();
        services.AddSingleton<SetUpLink>();
        services.AddScoped<Accounts>();
        services.AddScoped<PasswordLink>();
        services.AddScoped<SignIn>();
        services.AddScoped<UserAdministration>();
        services.AddScoped<MappingAdministration>();
        services.AddScoped<InsightAdministration>();
        services.AddScoped<FeatureValueKeeping>();
        services.AddScoped<EnvironmentAdministration>();
        services.AddScoped<ContentAdministration>();
        services.AddScoped<ContentReader>();
        services.AddScoped<TraceAgentsReading>();
        services.AddScoped<GuardrailAdministration>();
        services.AddScoped<BudgetKeeping>();
        services.AddScoped<AlertRuleKeeping>();
        services.AddScoped<JobAdministration>();
        services.AddCascadingAuthenticationState();

        services.AddIdentityCore<Account>(Configure).AddSignInManager().AddUserStore<AccountStore>().AddErrorDescriber<AccountErrors>();
        services.AddScoped<IUserClaimsPrincipalFactory<Account>, AccountClaims>();
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddCookie(IdentityConstants.ApplicationScheme, Configure);
        services.AddAuthorization(Policies.AddTo);
        services.AddAntiforgery(antiforgery => antiforgery.Cookie.Name = "costdashboard.form");
        services.AddRateLimiter(limits =>
        {
            limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limits.AddPolicy(GuessingLimit, Guesses);
        });
    }

    internal static void MapSignOut(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/signout", SignOutAsync).AllowAnonymous().ExcludeFromDescription();

    private static void Configure(IdentityOptions identity)
    {
        identity.User.RequireUniqueEmail = true;

        // A mail address may hold more than Identity's letters; SignIn and the forms see to it that it is one.
        identity.User.AllowedUserNameCharacters = "";
        identity.Password = new()
        {
            // Length is what counts (NIST SP 800-63B); rules about kinds of characters lead to "Password1!".
            RequiredLength = Accounts.ShortestPassword,
            RequiredUniqueChars = 5,
            RequireDigit = false,
            RequireLowercase = false,
            RequireUppercase = false,
            RequireNonAlphanumeric = false,
        };
        identity.Lockout.MaxFailedAccessAttempts = 5;
        identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
    }

    private static void Configure(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = "costdashboard.session";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.ExpireTimeSpan = TimeSpan.FromDays(14);
        cookie.SlidingExpiration = true;
        cookie.LoginPath = "/signin";
        cookie.AccessDeniedPath = "/signin";
        cookie.ReturnUrlParameter = "returnUrl";
        cookie.Events.OnValidatePrincipal = AccountClaims.ValidateAsync;

        // Somebody who is signed in and may not is told so; only strangers are sent to the sign-in page.
        cookie.Events.OnRedirectToAccessDenied = context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
    }

    // Counts posts per address from which they come; looking at the form is free.
    private static RateLimitPartition<string> Guesses(HttpContext context) => HttpMethods.IsPost(context.Request.Method)
        ? RateLimitPartition.GetFixedWindowLimiter(
            context.Connection.RemoteIpAddress?.ToString() ?? "",
            _ => new FixedWindowRateLimiterOptions { PermitLimit = GuessesPerMinute, Window = TimeSpan.FromMinutes(1) })
        : RateLimitPartition.GetNoLimiter("");

    private static async Task<Results<RedirectHttpResult, BadRequest>> SignOutAsync(HttpContext context, IAntiforgery antiforgery)
    {
        // Whose sign-in has ended by itself is where they wanted to be.
        if (context.User.Identity?.IsAuthenticated == true && !await antiforgery.IsRequestValidAsync(context))
        {
            return TypedResults.BadRequest();
        }

        await context.SignOutAsync(IdentityConstants.ApplicationScheme);
        return TypedResults.LocalRedirect("/signin");
    }
}

using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using CostDashboard.Ingest.Access;
using CostDashboard.Web.Api;
using CostDashboard.Web.Features.Content;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace CostDashboard.Web.Hosting;

/// <summary>Signs a request in by an API key, in <c>Authorization: Bearer</c> or <c>x-api-key</c>.</summary>
internal sealed class ApiKeySignIn(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, KeyRing keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    internal const string SchemeName = "ApiKey";

    private const string KeyHeader = "x-api-key";
    private const string KeyName = "key ";
    private const string Bearer = "Bearer ";

    /// <summary>A request that names a key is judged by it alone, even if a cookie comes along.</summary>
    internal static bool NamesKey(HttpContext http) => http.Request.Headers.ContainsKey(KeyHeader) || http.Request.Headers.Authorization.Count > 0;

    /// <summary>The key that a request names; null for none.</summary>
    internal static string? SecretOf(HttpContext http)
    {
        var authorization = http.Request.Headers.Authorization.ToString();
        var secret = authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? authorization[Bearer.Length..].Trim()
            : http.Request.Headers[KeyHeader].ToString();
        return secret.Length > 0 ? secret : null;
    }

    /// <summary>The number of the key that somebody is signed in by.</summary>
    internal static int KeyIdOf(ClaimsPrincipal key) =>
        int.Parse(key.FindFirstValue(ClaimTypes.NameIdentifier)!.AsSpan(KeyName.Length), NumberStyles.None, CultureInfo.InvariantCulture);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (SecretOf(Context) is not { } secret)
        {
            return AuthenticateResult.NoResult();
        }

        if (await keys.FindAsync(secret, Context.RequestAborted) is not { } key)
        {
            return AuthenticateResult.Fail("There is no such key, or it was revoked.");
        }

        var identity = new ClaimsIdentity(
            [
                new(ClaimTypes.Name, key.Name),
                new(ClaimTypes.NameIdentifier, string.Create(CultureInfo.InvariantCulture, $"{KeyName}{key.Id}")),
                new(ProjectScope.ProjectClaim, key.Project.Value.ToString(CultureInfo.InvariantCulture)),
            ],
            SchemeName);
        if (key.MayReadContent)
        {
            identity.AddClaim(new(ContentReader.KeyClaim, bool.TrueString));
        }

        if (key.MayChangeRules)
        {
            identity.AddClaim(new(RuleCall.KeyClaim, bool.TrueString));
        }

        return AuthenticateResult.Success(new(new(identity), SchemeName));
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        ApiProblems.Write(Context, StatusCodes.Status403Forbidden, ReadApi.WhyNoKeyMay(Context));

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer realm=\"CostDashboard\"";
        return ApiProblems.Write(
            Context,
            StatusCodes.Status401Unauthorized,
            "Send an API key of the project in 'Authorization: Bearer KEY' or 'x-api-key: KEY'. Keys are made on the page Keys; a revoked one stops working within seconds.");
    }
}

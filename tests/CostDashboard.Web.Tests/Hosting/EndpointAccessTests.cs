using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CostDashboard.Web.Tests.Hosting;

public sealed class EndpointAccessTests(DashboardFixture running) : IClassFixture<DashboardFixture>
{
    /// <summary>Who asks.</summary>
    public enum Caller
    {
        Stranger,
        Viewer,
        Administrator,
        Key,
        UnknownKey,
        RevokedKey,
    }

    private const string SomeTrace = "0123456789abcdef0123456789abcdef";

    private static readonly string[] s_openToEverybody =
    [
        "/healthz", "/readyz", "/openapi/{documentName}.json", "/signin", "/signout", "/setup", "/password",
        "/v1/traces", "/v1/logs", "/v1/metrics", "/api/v1/spans", "/api/v1/traces", "/api/public/otel/v1/traces", "/api/public/otel/v1/metrics", "/api/public/health", "/api/public/projects",
        "/opentelemetry.proto.collector.trace.v1.TraceService/Export", "/opentelemetry.proto.collector.logs.v1.LogsService/Export", "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export",
    ];

    [Fact]
    public void Every_endpoint_says_who_may_use_it() =>
        Assert.Empty(Endpoints(running.Dashboard).Where(SaysNothing).Select(PatternOf).Except([FilesMadeAfterTheBuild]));

    [Fact]
    public void The_guard_sees_an_endpoint_that_says_nothing() =>
        Assert.True(SaysNothing(new RouteEndpointBuilder(null, Microsoft.AspNetCore.Routing.Patterns.RoutePatternFactory.Parse("/x"), 0) { RequestDelegate = _ => Task.CompletedTask }.Build()));

    [Fact]
    public void Only_these_endpoints_are_open_to_strangers() =>
        Assert.Equal(
            s_openToEverybody.Order(StringComparer.Ordinal),
            Endpoints(running.Dashboard)
                .Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is not null && !IsAsset(e))
                .Select(PatternOf)
                .Distinct()
                .Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("GET", "/keys", Caller.Stranger, 302)]
    [InlineData("GET", "/keys", Caller.Viewer, 200)]
    [InlineData("GET", "/keys", Caller.Administrator, 200)]
    [InlineData("GET", "/keys", Caller.Key, 302)]
    [InlineData("POST", "/keys", Caller.Stranger, 302)]
    [InlineData("POST", "/keys", Caller.Viewer, 403)]
    [InlineData("POST", "/keys", Caller.Administrator, 400)] // no token of a form: the browser tests post with one
    [InlineData("POST", "/start", Caller.Viewer, 403)]
    [InlineData("GET", "/start", Caller.Viewer, 200)]
    [InlineData("GET", "/", Caller.Viewer, 200)]
    [InlineData("GET", "/spend", Caller.Viewer, 200)]
    [InlineData("GET", "/spend/differences", Caller.Stranger, 302)]
    [InlineData("GET", "/spend/differences", Caller.Viewer, 200)]
    [InlineData("GET", "/spend.csv", Caller.Viewer, 200)]
    [InlineData("GET", "/spend.csv", Caller.Stranger, 401)]
    [InlineData("POST", "/spend", Caller.Viewer, 403)]
    [InlineData("POST", "/views/save", Caller.Stranger, 302)]
    [InlineData("POST", "/views/rename", Caller.Stranger, 302)]
    [InlineData("POST", "/views/remove", Caller.Stranger, 302)]
    [InlineData("POST", "/views/remove", Caller.Key, 302)]
    [InlineData("GET", "/spend-over-time.csv", Caller.Viewer, 200)]
    [InlineData("GET", "/spend-over-time.csv", Caller.Stranger, 401)]
    [InlineData("GET", "/spend.xlsx", Caller.Viewer, 200)]
    [InlineData("GET", "/spend.xlsx", Caller.Stranger, 401)]
    [InlineData("GET", "/spend.xlsx", Caller.Key, 401)]
    [InlineData("GET", "/spend.csv?by=model&measure=cost-per-trace", Caller.Viewer, 400)]
    [InlineData("GET", "/steps", Caller.Stranger, 302)]
    [InlineData("GET", "/steps", Caller.Viewer, 200)]
    [InlineData("GET", "/steps.csv", Caller.Viewer, 200)]
    [InlineData("GET", "/steps.csv", Caller.Stranger, 401)]
    [InlineData("GET", "/traces/" + SomeTrace + "/statistics.csv", Caller.Stranger, 302)]
    [InlineData("GET", "/traces/" + SomeTrace + "/statistics.csv", Caller.Key, 302)]
    [InlineData("GET", "/traces/" + SomeTrace + "/statistics.csv", Caller.Viewer, 404)]
    [InlineData("GET", "/traces/nonsense/statistics.csv", Caller.Viewer, 404)]
    [InlineData("GET", "/steps.csv", Caller.Key, 401)]
    [InlineData("GET", "/steps/step?step=answer", Caller.Viewer, 200)]
    [InlineData("GET", "/steps/step", Caller.Stranger, 302)]
    [InlineData("GET", "/errors", Caller.Stranger, 302)]
    [InlineData("GET", "/errors", Caller.Viewer, 200)]
    [InlineData("GET", "/errors.csv", Caller.Viewer, 200)]
    [InlineData("GET", "/errors.csv?user=u1", Caller.Viewer, 400)]
    [InlineData("GET", "/errors.csv", Caller.Stranger, 401)]
    [InlineData("GET", "/errors.csv", Caller.Key, 401)]
    [InlineData("GET", "/correlation?of=calls", Caller.Viewer, 200)]
    [InlineData("GET", "/correlation", Caller.Stranger, 302)]
    [InlineData("GET", "/traces", Caller.Viewer, 200)]
    [InlineData("POST", "/traces", Caller.Viewer, 403)]
    [InlineData("GET", "/sessions", Caller.Stranger, 302)]
    [InlineData("GET", "/sessions", Caller.Viewer, 200)]
    [InlineData("GET", "/sessions/users", Caller.Key, 302)]
    [InlineData("GET", "/sessions/0123456789abcdef", Caller.Stranger, 302)]
    [InlineData("GET", "/sessions/users/0123456789abcdef", Caller.Viewer, 200)]
    [InlineData("POST", "/sessions", Caller.Viewer, 403)]
    [InlineData("GET", "/api/v1/sessions", Caller.Stranger, 401)]
    [InlineData("GET", "/api/v1/sessions", Caller.UnknownKey, 401)]
    [InlineData("GET", "/api/v1/sessions/0123456789abcdef", Caller.RevokedKey, 401)]
    [InlineData("GET", "/insights", Caller.Stranger, 302)]
    [InlineData("GET", "/insights", Caller.Viewer, 200)]
    [InlineData("GET", "/insights", Caller.Key, 302)]
    [InlineData("POST", "/insights", Caller.Viewer, 403)]
    [InlineData("GET", "/attributes", Caller.Stranger, 302)]
    [InlineData("GET", "/attributes", Caller.Viewer, 200)]
    [InlineData("POST", "/attributes", Caller.Viewer, 403)]
    [InlineData("GET", "/content", Caller.Stranger, 302)]
    [InlineData("GET", "/content", Caller.Viewer, 200)]
    [InlineData("POST", "/content", Caller.Viewer, 403)]
    [InlineData("GET", "/prices", Caller.Stranger, 302)]
    [InlineData("GET", "/prices", Caller.Viewer, 200)]
    [InlineData("POST", "/prices", Caller.Viewer, 403)]
    [InlineData("GET", "/prices/openai/gpt-4o", Caller.Stranger, 302)]
    [InlineData("GET", "/prices/openai/gpt-4o", Caller.Viewer, 200)]
    [InlineData("GET", "/prices/overrides", Caller.Stranger, 302)]
    [InlineData("GET", "/prices/overrides", Caller.Viewer, 200)]
    [InlineData("POST", "/prices/overrides", Caller.Viewer, 403)]
    [InlineData("GET", "/prices/import", Caller.Stranger, 302)]
    [InlineData("GET", "/prices/import", Caller.Viewer, 200)]
    [InlineData("POST", "/prices/import", Caller.Viewer, 403)]
    [InlineData("GET", "/prices/import/00000000000000000000000000000001", Caller.Viewer, 200)]
    [InlineData("POST", "/prices/import/00000000000000000000000000000001", Caller.Viewer, 403)]
    [InlineData("GET", "/prices/unknown", Caller.Stranger, 302)]
    [InlineData("GET", "/prices/unknown", Caller.Viewer, 200)]
    [InlineData("POST", "/prices/unknown", Caller.Viewer, 403)]
    [InlineData("GET", "/administration/users", Caller.Stranger, 302)]
    [InlineData("GET", "/administration/users", Caller.Viewer, 403)]
    [InlineData("POST", "/administration/users", Caller.Viewer, 403)]
    [InlineData("GET", "/administration/users", Caller.Administrator, 200)]
    [InlineData("GET", "/administration/projects", Caller.Viewer, 403)]
    [InlineData("GET", "/administration/projects", Caller.Administrator, 200)]
    [InlineData("GET", "/administration/audit", Caller.Viewer, 403)]
    [InlineData("GET", "/administration/audit", Caller.Administrator, 200)]
    [InlineData("GET", "/jobs", Caller.Stranger, 302)]
    [InlineData("GET", "/jobs", Caller.Viewer, 403)]
    [InlineData("GET", "/jobs", Caller.Administrator, 200)]
    [InlineData("POST", "/jobs", Caller.Viewer, 403)]
    [InlineData("POST", "/jobs", Caller.Administrator, 400)] // no token of a form
    [InlineData("GET", "/jobs/watch", Caller.Viewer, 403)]
    [InlineData("GET", "/jobs/nonsense", Caller.Administrator, 404)]
    [InlineData("GET", "/prices/repricing", Caller.Stranger, 302)]
    [InlineData("GET", "/prices/repricing", Caller.Viewer, 200)]
    [InlineData("GET", "/prices/repricing", Caller.Key, 302)]
    [InlineData("POST", "/prices/repricing", Caller.Stranger, 302)]
    [InlineData("POST", "/prices/repricing", Caller.Viewer, 403)]
    [InlineData("POST", "/prices/repricing/1", Caller.Viewer, 403)]
    [InlineData("GET", "/prices/repricing/1", Caller.Viewer, 404)]
    [InlineData("POST", "/signout", Caller.Stranger, 302)]
    [InlineData("POST", "/signout", Caller.Viewer, 400)] // no token of a form
    [InlineData("POST", "/_blazor/negotiate", Caller.Stranger, 401)]
    [InlineData("POST", "/_blazor/negotiate?negotiateVersion=1", Caller.Viewer, 200)]
    [InlineData("GET", "/no-such-page", Caller.Stranger, 302)]
    [InlineData("GET", "/no-such-page", Caller.Viewer, 404)]
    [InlineData("GET", "/api/v1/spend", Caller.Stranger, 401)]
    [InlineData("GET", "/api/v1/spend", Caller.Viewer, 200)]
    [InlineData("GET", "/api/v1/spend", Caller.Administrator, 200)]
    [InlineData("GET", "/api/v1/spend", Caller.Key, 200)]
    [InlineData("GET", "/api/v1/spend", Caller.UnknownKey, 401)]
    [InlineData("GET", "/api/v1/spend", Caller.RevokedKey, 401)]
    [InlineData("GET", "/api/v1/spend?project=other", Caller.Key, 403)]
    [InlineData("GET", "/api/v1/spend?project=other", Caller.Viewer, 200)]
    [InlineData("POST", "/api/v1/spend", Caller.Key, 405)]
    [InlineData("GET", "/api/v1/outcomes", Caller.Stranger, 401)]
    [InlineData("GET", "/api/v1/outcomes", Caller.Viewer, 200)]
    [InlineData("GET", "/api/v1/outcomes", Caller.Key, 200)]
    [InlineData("GET", "/api/v1/outcomes?user=u1", Caller.Key, 422)]
    [InlineData("GET", "/api/v1/outcomes?grain=day", Caller.Key, 400)]
    [InlineData("GET", "/api/v1/outcomes?project=other", Caller.Key, 403)]
    [InlineData("GET", "/api/v1/traces", Caller.Stranger, 401)]
    [InlineData("GET", "/api/v1/traces", Caller.Key, 200)]
    [InlineData("GET", "/api/v1/traces/" + SomeTrace, Caller.Stranger, 401)]
    [InlineData("GET", "/api/v1/traces/" + SomeTrace, Caller.Key, 404)]
    [InlineData("GET", "/api/v1/traces/" + SomeTrace + "/otlp", Caller.Stranger, 401)]
    [InlineData("GET", "/api/v1/traces/" + SomeTrace + "/otlp", Caller.RevokedKey, 401)]
    [InlineData("GET", "/api/v1/traces/" + SomeTrace + "/otlp", Caller.Viewer, 404)]
    [InlineData("GET", "/api/v1/traces/" + SomeTrace + "/otlp", Caller.Key, 404)]
    [InlineData("POST", "/api/v1/traces/" + SomeTrace + "/otlp", Caller.Key, 405)]
    [InlineData("GET", "/api/v1/traces/" + SomeTrace + "/content", Caller.Stranger, 401)]
    [InlineData("GET", "/api/v1/traces/" + SomeTrace + "/content", Caller.Key, 403)]
    [InlineData("GET", "/api/v1/traces/" + SomeTrace + "/content", Caller.Administrator, 404)]
    [InlineData("GET", "/api/v1/prices", Caller.Stranger, 401)]
    [InlineData("GET", "/api/v1/prices", Caller.Key, 200)]
    [InlineData("GET", "/api/v1/prices", Caller.Viewer, 200)]
    [InlineData("POST", "/api/v1/prices", Caller.Key, 405)]
    [InlineData("GET", "/api/v1/prices/match?model=gpt-4o", Caller.Stranger, 401)]
    [InlineData("GET", "/api/v1/prices/match?model=gpt-4o", Caller.Key, 200)]
    [InlineData("GET", "/api/v1/events", Caller.Stranger, 401)]
    [InlineData("GET", "/api/v1/events", Caller.Viewer, 200)]
    [InlineData("GET", "/api/v1/events", Caller.Key, 200)]
    [InlineData("POST", "/api/v1/events", Caller.Stranger, 401)]
    [InlineData("POST", "/api/v1/events", Caller.Administrator, 401)]
    [InlineData("POST", "/api/v1/events", Caller.RevokedKey, 401)]
    [InlineData("POST", "/api/v1/events", Caller.Key, 400)]
    [InlineData("GET", "/budgets", Caller.Stranger, 302)]
    [InlineData("GET", "/budgets", Caller.Viewer, 200)]
    [InlineData("GET", "/budgets", Caller.Key, 302)]
    [InlineData("POST", "/budgets", Caller.Viewer, 403)]
    [InlineData("GET", "/api/v1/budgets", Caller.Stranger, 401)]
    [InlineData("GET", "/api/v1/budgets", Caller.Viewer, 200)]
    [InlineData("GET", "/api/v1/budgets", Caller.Key, 200)]
    [InlineData("GET", "/api/v1/budgets?project=other", Caller.Key, 403)]
    [InlineData("POST", "/api/v1/budgets", Caller.Stranger, 401)]
    [InlineData("POST", "/api/v1/budgets", Caller.Administrator, 401)]
    [InlineData("POST", "/api/v1/budgets", Caller.RevokedKey, 401)]
    [InlineData("DELETE", "/api/v1/budgets/1", Caller.Viewer, 401)]
    [InlineData("DELETE", "/api/v1/budgets/1", Caller.Key, 404)]
    [InlineData("GET", "/alert-rules", Caller.Stranger, 302)]
    [InlineData("GET", "/alert-rules", Caller.Viewer, 200)]
    [InlineData("POST", "/alert-rules", Caller.Viewer, 403)]
    [InlineData("GET", "/api/v1/alert-rules", Caller.Stranger, 401)]
    [InlineData("GET", "/api/v1/alert-rules", Caller.Viewer, 200)]
    [InlineData("GET", "/api/v1/alert-rules?project=other", Caller.Key, 403)]
    [InlineData("POST", "/api/v1/alert-rules", Caller.Administrator, 401)]
    [InlineData("POST", "/api/v1/alert-rules/preview", Caller.Stranger, 401)]
    [InlineData("DELETE", "/api/v1/alert-rules/1", Caller.Viewer, 401)]
    [InlineData("DELETE", "/api/v1/alert-rules/1", Caller.Key, 404)]
    [InlineData("GET", "/guardrails", Caller.Stranger, 302)]
    [InlineData("GET", "/guardrails", Caller.Viewer, 200)]
    [InlineData("GET", "/guardrails", Caller.Key, 302)]
    [InlineData("POST", "/guardrails", Caller.Viewer, 403)]
    [InlineData("GET", "/api/v1/traces/" + SomeTrace + "/verdict", Caller.Stranger, 401)]
    [InlineData("GET", "/api/v1/traces/" + SomeTrace + "/verdict", Caller.RevokedKey, 401)]
    [InlineData("GET", "/api/v1/traces/" + SomeTrace + "/verdict", Caller.Key, 200)]
    [InlineData("GET", "/api/v1/traces/" + SomeTrace + "/verdict?project=other", Caller.Key, 403)]
    [InlineData("GET", "/api/v1/traces/" + SomeTrace + "/verdict", Caller.Viewer, 400)] // of which project's limits?
    [InlineData("GET", "/api/v1/traces/" + SomeTrace + "/verdict?project=other", Caller.Viewer, 200)]
    [InlineData("POST", "/api/v1/traces/" + SomeTrace + "/verdict", Caller.Stranger, 401)]
    [InlineData("POST", "/api/v1/traces/" + SomeTrace + "/verdict", Caller.RevokedKey, 401)]
    [InlineData("POST", "/api/v1/traces/" + SomeTrace + "/verdict", Caller.Administrator, 401)] // by a key alone
    [InlineData("POST", "/api/v1/traces/" + SomeTrace + "/verdict", Caller.Key, 400)]
    [InlineData("GET", "/coding-agents", Caller.Stranger, 302)]
    [InlineData("GET", "/coding-agents", Caller.Viewer, 200)]
    [InlineData("GET", "/environments", Caller.Stranger, 302)]
    [InlineData("GET", "/environments", Caller.Viewer, 200)]
    [InlineData("POST", "/environments", Caller.Viewer, 403)]
    [InlineData("GET", "/features", Caller.Stranger, 302)]
    [InlineData("GET", "/features", Caller.Viewer, 200)]
    [InlineData("GET", "/features/values", Caller.Stranger, 302)]
    [InlineData("GET", "/features/values", Caller.Viewer, 200)]
    [InlineData("POST", "/features/values", Caller.Viewer, 403)]
    [InlineData("GET", "/features/import", Caller.Stranger, 302)]
    [InlineData("GET", "/features/import", Caller.Viewer, 200)]
    [InlineData("POST", "/features/import", Caller.Viewer, 403)]
    [InlineData("GET", "/features.csv", Caller.Stranger, 401)]
    [InlineData("GET", "/features.csv", Caller.Viewer, 200)]
    [InlineData("GET", "/features/values.csv", Caller.Stranger, 302)]
    [InlineData("GET", "/features/values.csv", Caller.Viewer, 200)]
    [InlineData("POST", "/api/v1/feature-values", Caller.Stranger, 401)]
    [InlineData("POST", "/api/v1/feature-values", Caller.RevokedKey, 401)]
    [InlineData("POST", "/api/v1/feature-values", Caller.Administrator, 401)] // by a key alone: a cookie would need the token of a form
    [InlineData("POST", "/api/v1/feature-values", Caller.Key, 400)]
    [InlineData("GET", "/api/v1/nothing", Caller.Key, 404)]
    [InlineData("GET", "/openapi/v1.json", Caller.Stranger, 200)]
    [InlineData("GET", "/healthz", Caller.Stranger, 200)]
    [InlineData("GET", "/readyz", Caller.Stranger, 200)]
    [InlineData("POST", "/v1/traces", Caller.Stranger, 401)]
    [InlineData("POST", "/v1/traces", Caller.RevokedKey, 401)]
    public async Task Who_may_and_who_may_not(string method, string path, Caller caller, int status)
    {
        using var browser = await AsAsync(caller);

        using var answer = await browser.SendAsync(new(method), path);

        Assert.Equal((HttpStatusCode)status, answer.StatusCode);
        if (path.StartsWith("/api/", StringComparison.Ordinal) && status >= 400)
        {
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        }
    }

    private async Task<Browser> AsAsync(Caller caller) => caller switch
    {
        Caller.Stranger => running.Dashboard.Browse(),
        Caller.Viewer => await running.Dashboard.SignInAsync(Dashboard.ViewerEmail),
        Caller.Administrator => await running.Dashboard.SignInAsync(Dashboard.AdminEmail),
        Caller.Key => running.Dashboard.WithKey(Dashboard.Key),
        Caller.UnknownKey => running.Dashboard.WithKey("cd_nobody_0123456789abcdef0123456789abcdef"),
        Caller.RevokedKey => running.Dashboard.WithKey(await running.Dashboard.MakeRevokedKeyAsync()),
        _ => throw new ArgumentOutOfRangeException(nameof(caller), caller, "No such caller."),
    };

    private static IEnumerable<Endpoint> Endpoints(Dashboard dashboard) => dashboard.Get<EndpointDataSource>().Endpoints;

    // The framework itself adds it during development, for files that were made after the build; the fallback policy covers it.
    private const string FilesMadeAfterTheBuild = "/{**path:file}";

    private static bool SaysNothing(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null && endpoint.Metadata.GetMetadata<IAuthorizeData>() is null;

    private static bool IsAsset(Endpoint endpoint) => endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.StaticAssets.StaticAssetDescriptor>() is not null;

    private static string PatternOf(Endpoint endpoint) => endpoint is RouteEndpoint route ? "/" + route.RoutePattern.RawText?.TrimStart('/') : endpoint.DisplayName ?? "";
}

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

    private static readonly string[] s_openToEverybody =
    [
        "/healthz", "/readyz", "/openapi/{documentName}.json", "/signin", "/signout", "/setup", "/password",
        "/v1/traces", "/v1/logs", "/v1/metrics", "/api/v1/spans", "/api/v1/traces", "/api/public/otel/v1/traces", "/api/public/otel/v1/metrics", "/api/public/health", "/api/public/projects", "/api/public/ingestion", "/api/public/{**rest}",
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
    [MemberData(nameof(EndpointAccessCases.Spend), MemberType = typeof(EndpointAccessCases))]
    [MemberData(nameof(EndpointAccessCases.Traces), MemberType = typeof(EndpointAccessCases))]
    [MemberData(nameof(EndpointAccessCases.Prices), MemberType = typeof(EndpointAccessCases))]
    [MemberData(nameof(EndpointAccessCases.Watching), MemberType = typeof(EndpointAccessCases))]
    [MemberData(nameof(EndpointAccessCases.Administration), MemberType = typeof(EndpointAccessCases))]
    [MemberData(nameof(EndpointAccessCases.Features), MemberType = typeof(EndpointAccessCases))]
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

using System.Net;

namespace CostDashboard.Web.Tests.Hosting;

public sealed class DoorsTests(DashboardFixture running) : IClassFixture<DashboardFixture>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/signin")]
    [InlineData("/keys")]
    [InlineData("/api/v1/spend")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/app.css")]
    [InlineData("/_blazor/negotiate")]
    [InlineData("/no-such-page")]
    public async Task Nothing_but_otlp_is_found_at_the_otlp_ports(string path)
    {
        foreach (var (address, version) in new[] { (running.Dashboard.Addresses.OtlpHttp, HttpVersion.Version11), (running.Dashboard.Addresses.OtlpGrpc, HttpVersion.Version20) })
        {
            using var answer = await SendAsync(HttpMethod.Get, new(address, path), version);

            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Otlp_is_taken_at_the_ports_of_pages_and_of_otlp()
    {
        foreach (var address in new[] { running.Dashboard.Addresses.Web, running.Dashboard.Addresses.OtlpHttp })
        {
            using var answer = await SendAsync(HttpMethod.Post, new(address, "/v1/traces"), HttpVersion.Version11);

            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Grpc_speaks_http_2_from_the_first_byte()
    {
        using var answer = await SendAsync(
            HttpMethod.Post, new(running.Dashboard.Addresses.OtlpGrpc, "/opentelemetry.proto.collector.trace.v1.TraceService/Export"), HttpVersion.Version20);

        Assert.Equal(HttpVersion.Version20, answer.Version);
        Assert.NotEqual(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Every_port_says_that_it_is_alive()
    {
        var addresses = running.Dashboard.Addresses;
        foreach (var (address, version) in new[]
        {
            (addresses.Web, HttpVersion.Version11), (addresses.OtlpHttp, HttpVersion.Version11), (addresses.OtlpGrpc, HttpVersion.Version20),
        })
        {
            using var answer = await SendAsync(HttpMethod.Get, new(address, "/healthz"), version);

            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Every_answer_tells_browsers_what_they_may_do()
    {
        using var stranger = running.Dashboard.Browse();

        using var answer = await stranger.GetAsync("/signin");

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.False(answer.Headers.Contains("Strict-Transport-Security"), "Loopback without TLS must stay reachable.");
        Assert.False(answer.Headers.Contains("Server"), "What we run on is nobody's business.");
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpMethod method, Uri address, Version version)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(method, address) { Version = version, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        request.Headers.Add("x-api-key", Dashboard.Key);
        request.Content = method == HttpMethod.Post ? new StringContent("{}", null, "application/json") : null;
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}

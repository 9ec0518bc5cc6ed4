using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using CostDashboard.Core.Outbound;
using CostDashboard.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace CostDashboard.Web.Tests.Hosting;

/// <summary>Against a server on this machine, which is exactly what must not be reached unless it is allowed by name.</summary>
public sealed class OutboundFetchTests : IAsyncLifetime
{
    private const int Most = 100_000;

    private readonly List<string> _reached = [];
    private WebApplication _server = null!;
    private int _port;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _server = builder.Build();
        _server.Run(AnswerAsync);
        await _server.StartAsync(Cancel);
        _port = new Uri(_server.Urls.First()).Port;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_list_is_fetched_from_a_host_that_is_allowed()
    {
        using var fetch = Fetch();

        var fetched = await fetch.GetAsync(At("files.test", "/list"), Most, Cancel);

        Assert.Equal("prices", Encoding.UTF8.GetString(fetched.Content.Span));
        Assert.Equal("files.test", fetched.Address.Host);
    }

    [Theory]
    [InlineData("http://127.0.0.1:{0}/list", "this machine")]
    [InlineData("http://[::1]:{0}/list", "this machine")]
    [InlineData("http://[::ffff:127.0.0.1]:{0}/list", "this machine")]
    [InlineData("http://2130706433:{0}/list", "this machine")]
    [InlineData("http://0x7f.1:{0}/list", "this machine")]
    [InlineData("http://localhost:{0}/list", "this machine")]
    [InlineData("http://private.test:{0}/list", "a private network")]
    [InlineData("http://metadata.test/latest/meta-data", "a cloud's metadata service")]
    [InlineData("http://mixed.test:{0}/list", "a private network")]
    [InlineData("http://mapped.test:{0}/list", "a private network")]
    public async Task What_leads_inside_is_refused_before_anything_is_sent(string address, string what)
    {
        using var fetch = Fetch();

        var refused = await Assert.ThrowsAsync<OutboundException>(() =>
            fetch.GetAsync(new Uri(address.Replace("{0}", Port, StringComparison.Ordinal)), Most, Cancel));

        Assert.Contains(what, refused.Message, StringComparison.Ordinal);
        Assert.Contains("Outbound__Allowed", refused.Message, StringComparison.Ordinal);
        Assert.Empty(_reached);
    }

    [Theory]
    [InlineData("http://127.0.0.1:{0}/list")]
    [InlineData("http://private.test/list")]
    [InlineData("//127.0.0.1:{0}/list")]
    public async Task A_redirect_inside_is_refused(string target)
    {
        using var fetch = Fetch();

        await Assert.ThrowsAsync<OutboundException>(() =>
            fetch.GetAsync(At("files.test", $"/to?{Uri.EscapeDataString(target.Replace("{0}", Port, StringComparison.Ordinal))}"), Most, Cancel));

        Assert.Equal(["/to"], _reached);
    }

    [Fact]
    public async Task A_name_that_means_another_address_the_second_time_is_refused_then()
    {
        var asked = 0;
        using var fetch = new OutboundFetch(
            OutboundRules.Allowing(["127.0.0.1"]),
            (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse(asked++ == 0 ? "127.0.0.1" : "10.0.0.1")]),
            TimeProvider.System);

        var refused = await Assert.ThrowsAsync<OutboundException>(() => fetch.GetAsync(At("rebinding.test", "/close-and-to?/list"), Most, Cancel));

        Assert.Contains("10.0.0.1", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["/close-and-to"], _reached);
    }

    [Fact]
    public async Task Redirects_are_followed_and_counted()
    {
        using var fetch = Fetch();

        Assert.Equal(6, (await fetch.GetAsync(At("files.test", "/hops/3"), Most, Cancel)).Content.Length);
        var refused = await Assert.ThrowsAsync<OutboundException>(() => fetch.GetAsync(At("files.test", "/hops/4"), Most, Cancel));
        Assert.Contains("more than 3 times", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ftp://files.test/list", "neither http:// nor https://")]
    [InlineData("file:///etc/passwd", "neither http:// nor https://")]
    [InlineData("http://ada:secret@files.test/list", "credentials")]
    [InlineData("http://nobody.test/list", "There is no host 'nobody.test'")]
    public async Task What_cannot_be_meant_is_refused(string address, string reason)
    {
        using var fetch = Fetch();

        var refused = await Assert.ThrowsAsync<OutboundException>(() => fetch.GetAsync(new Uri(address), Most, Cancel));

        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/large")]
    [InlineData("/large-unannounced")]
    [InlineData("/bomb")]
    public async Task What_is_too_large_is_not_read_to_its_end(string path)
    {
        using var fetch = Fetch();

        var refused = await Assert.ThrowsAsync<OutboundException>(() => fetch.GetAsync(At("files.test", path), Most, Cancel));

        Assert.Contains("larger than", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_answer_than_200_is_said_by_its_number()
    {
        using var fetch = Fetch();

        var refused = await Assert.ThrowsAsync<OutboundException>(() => fetch.GetAsync(At("files.test", "/nothing?token=secret"), Most, Cancel));

        Assert.Equal($"http://files.test:{Port}/nothing answers 404.", refused.Message);
    }

    [Fact]
    public void A_mistake_in_what_is_allowed_ends_the_start_with_a_sentence()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(OutboundFetch.AllowedKey, "10.0.0.0/8, *.internal")]).Build();

        Assert.StartsWith("Outbound__Allowed: '*.internal'", Assert.Throws<SettingsException>(() => OutboundFetch.RulesOf(configuration)).Message, StringComparison.Ordinal);
    }

    private string Port => _port.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private Uri At(string host, string path) => new($"http://{host}:{Port}{path}");

    private static OutboundFetch Fetch() => new(OutboundRules.Allowing(["files.test"]), ResolveAsync, TimeProvider.System);

    private static Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken) => Task.FromResult<IPAddress[]>(host switch
    {
        "files.test" or "localhost" => [IPAddress.Loopback],
        "private.test" => [IPAddress.Parse("192.168.1.7")],
        "metadata.test" => [IPAddress.Parse("169.254.169.254")],
        "mixed.test" => [IPAddress.Parse("8.8.8.8"), IPAddress.Parse("10.0.0.1")],
        "mapped.test" => [IPAddress.Parse("::ffff:10.0.0.1")],
        _ => throw new SocketException((int)SocketError.HostNotFound),
    });

    private async Task AnswerAsync(HttpContext http)
    {
        var path = http.Request.Path.Value!;
        lock (_reached)
        {
            _reached.Add(path);
        }

        switch (path.Split('/')[1])
        {
            case "list":
                await http.Response.WriteAsync("prices", Cancel);
                break;
            case "to":
                http.Response.Redirect(Uri.UnescapeDataString(http.Request.QueryString.Value![1..]));
                break;
            case "close-and-to":
                http.Response.Headers.Connection = "close";
                http.Response.Redirect("/list");
                break;
            case "hops":
                var left = int.Parse(path.Split('/')[2], System.Globalization.CultureInfo.InvariantCulture);
                http.Response.Redirect(left == 1 ? "/list" : $"/hops/{left - 1}");
                break;
            case "large":
                http.Response.ContentLength = Most + 1;
                await http.Response.Body.WriteAsync(new byte[Most + 1], Cancel);
                break;
            case "large-unannounced":
                await http.Response.Body.WriteAsync(new byte[Most + 1], Cancel);
                break;
            case "bomb":
                http.Response.Headers.ContentEncoding = "gzip";
                await using (var gzip = new GZipStream(http.Response.Body, CompressionLevel.Fastest))
                {
                    await gzip.WriteAsync(new byte[50 * Most], Cancel);
                }

                break;
            default:
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                break;
        }
    }
}

using System.Net;
using System.Net.Sockets;
using CostDashboard.Core.Delivery;
using CostDashboard.Core.Outbound;

namespace CostDashboard.Web.Hosting;

/// <inheritdoc cref="IOutboundFetch" />
internal sealed class OutboundFetch : IOutboundFetch, IOutboundPost, IDisposable
{
    internal const string AllowedKey = "Outbound:Allowed";
    internal const int MostRedirects = 3;

    private const int CopyBuffer = 81_920;

    /// <summary>For all of it, redirects included.</summary>
    internal static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan s_connectLimit = TimeSpan.FromSeconds(10);

    private readonly OutboundRules _rules;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve;
    private readonly TimeProvider _clock;
    private readonly HttpClient _client;

    /// <param name="resolve">From the name of a host to its addresses.</param>
    internal OutboundFetch(OutboundRules rules, Func<string, CancellationToken, Task<IPAddress[]>> resolve, TimeProvider clock)
    {
        (_rules, _resolve, _clock) = (rules, resolve, clock);
        _client = new(
            new SocketsHttpHandler
            {
                ConnectCallback = ConnectAsync,
                ConnectTimeout = s_connectLimit,

                // Followed by hand, so that each step is checked and counted.
                AllowAutoRedirect = false,
                UseProxy = false,
                UseCookies = false,
                AutomaticDecompression = DecompressionMethods.All,
                MaxResponseHeadersLength = 64,

                // An address is checked when it is connected to: a connection must not outlive its name by long.
                PooledConnectionLifetime = TimeSpan.FromSeconds(30),
            },
            disposeHandler: true)
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _client.DefaultRequestHeaders.UserAgent.ParseAdd("CostDashboard");
    }

    public async Task<Fetched> GetAsync(Uri address, int mostBytes, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(TimeLimit, _clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await FollowAsync(address, mostBytes, both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new OutboundException(FormattableString.Invariant($"{Shown(address)} did not answer in full within {TimeLimit.TotalSeconds:0} seconds."));
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            // What a connect was refused for comes wrapped.
            throw failure.InnerException as OutboundException ?? new OutboundException($"{Shown(address)} could not be fetched: {failure.Message}", failure);
        }
    }

    public async Task<Posted> PostAsync(
        Uri address, ReadOnlyMemory<byte> body, string contentType, IReadOnlyList<KeyValuePair<string, string>> headers, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var limited = new CancellationTokenSource(limit, _clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limited.Token, cancellationToken);
        try
        {
            Demand(address);
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ReadOnlyMemoryContent(body) };
            request.Content.Headers.ContentType = new(contentType) { CharSet = "utf-8" };
            foreach (var (name, value) in headers)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }

            using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
            var wait = answer.Headers.RetryAfter;
            return new((int)answer.StatusCode, wait?.Delta ?? (wait?.Date is { } date ? date - _clock.GetUtcNow() : null));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new OutboundException(FormattableString.Invariant($"{RouteRules.Shown(address)} did not answer within {limit.TotalSeconds:0} seconds."));
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            throw failure.InnerException as OutboundException ?? new OutboundException($"{RouteRules.Shown(address)} could not be reached: {failure.Message}", failure);
        }
    }

    public void Dispose() => _client.Dispose();

    /// <summary>What the configuration allows beside the public internet.</summary>
    /// <exception cref="SettingsException">It names something that is no network, address or host.</exception>
    internal static OutboundRules RulesOf(IConfiguration configuration)
    {
        try
        {
            return OutboundRules.Allowing((configuration[AllowedKey] ?? "").Split(',', ';', ' '));
        }
        catch (FormatException mistake)
        {
            throw new SettingsException($"Outbound__Allowed: {mistake.Message}");
        }
    }

    private async Task<Fetched> FollowAsync(Uri address, int mostBytes, CancellationToken cancellationToken)
    {
        for (var (at, redirects) = (address, 0); ; redirects++)
        {
            Demand(at);
            using var answer = await _client.GetAsync(at, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (answer.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect
                && answer.Headers.Location is { } location)
            {
                var next = new Uri(at, location);
                if (redirects == MostRedirects)
                {
                    throw new OutboundException($"{Shown(address)} leads from one place to the next more than {MostRedirects} times.");
                }

                if (at.Scheme == Uri.UriSchemeHttps && next.Scheme != Uri.UriSchemeHttps)
                {
                    throw new OutboundException($"{Shown(at)} leads from https to {next.Scheme}, which is not followed.");
                }

                at = next;
                continue;
            }

            if (answer.StatusCode is not HttpStatusCode.OK)
            {
                throw new OutboundException($"{Shown(at)} answers {(int)answer.StatusCode}.");
            }

            return new(at, await ReadAsync(answer.Content, at, mostBytes, cancellationToken));
        }
    }

    private static void Demand(Uri address)
    {
        if (!address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps))
        {
            throw new OutboundException("The address begins with neither http:// nor https://.") { IsRefusal = true };
        }

        if (address.UserInfo.Length > 0)
        {
            throw new OutboundException("The address holds a name or password: nothing is fetched with credentials.") { IsRefusal = true };
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContent content, Uri address, int mostBytes, CancellationToken cancellationToken)
    {
        var tooLarge = new OutboundException($"{Shown(address)} is larger than {mostBytes / (1024 * 1024)} MiB.");
        if (content.Headers.ContentLength > mostBytes)
        {
            throw tooLarge;
        }

        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        using var read = new MemoryStream();
        var buffer = new byte[CopyBuffer];
        for (int count; (count = await stream.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (read.Length + count > mostBytes)
            {
                throw tooLarge;
            }

            read.Write(buffer, 0, count);
        }

        return read.GetBuffer().AsMemory(0, (int)read.Length);
    }

    // The addresses that are checked here are those that are connected to; the name is not resolved a second time.
    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await ResolveAsync(host, cancellationToken);
        foreach (var address in addresses)
        {
            // One bad address spoils the name: whoever mixes them means no good.
            if (_rules.Refusal(host, address) is { } what)
            {
                throw new OutboundException(FormattableString.Invariant(
                    $"'{host}' is not connected to: its address {address} is {what}. Who runs this program can allow it with Outbound__Allowed.")) { IsRefusal = true };
            }
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        try
        {
            return await _resolve(host, cancellationToken) is { Length: > 0 } found ? found : throw new OutboundException($"There is no host '{host}'.");
        }
        catch (SocketException unknown)
        {
            throw new OutboundException($"There is no host '{host}'.", unknown);
        }
    }

    // Without its query, which may hold a secret.
    private static string Shown(Uri address) => address.GetLeftPart(UriPartial.Path);
}

internal static class Outbound
{
    /// <exception cref="SettingsException">The configuration allows something that is no network, address or host.</exception>
    internal static void AddOutbound(this WebApplicationBuilder builder)
    {
        var rules = OutboundFetch.RulesOf(builder.Configuration);
        builder.Services.AddSingleton(provider => new OutboundFetch(rules, Dns.GetHostAddressesAsync, provider.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton<IOutboundFetch>(provider => provider.GetRequiredService<OutboundFetch>());
        builder.Services.AddSingleton<IOutboundPost>(provider => provider.GetRequiredService<OutboundFetch>());
    }
}

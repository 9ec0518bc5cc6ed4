using System.Net;
using System.Security.Cryptography;
using System.Text;
using CostDashboard.Core.Access;
using CostDashboard.Core.Annotations;
using CostDashboard.Core.Attributes;
using CostDashboard.Core.Content;
using CostDashboard.Core.Langfuse;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Sources;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CostDashboard.Ingest.Tests.Hosting;

/// <summary>The doors of OTLP on a real Kestrel: one port that speaks HTTP/1.1 and one that speaks HTTP/2, over stores in memory.</summary>
internal sealed class RunningReceiver : IAsyncDisposable
{
    internal const string Secret = "cd_0123456789012345678901234567890123456789";

    private readonly WebApplication _app;

    private RunningReceiver(WebApplication app, InMemoryStore store, InMemoryAccessStore access, ApiKey key)
    {
        _app = app;
        Store = store;
        Access = access;
        Key = key;
        var addresses = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.ToArray();
        Http = new(new SocketsHttpHandler()) { BaseAddress = new(addresses[0]) };
        Grpc = new(new SocketsHttpHandler())
        {
            BaseAddress = new(addresses[1]),
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
    }

    internal InMemoryStore Store { get; }

    internal InMemoryAccessStore Access { get; }

    internal ApiKey Key { get; }

    /// <summary>Sends no key by itself.</summary>
    internal HttpClient Http { get; }

    internal HttpClient Grpc { get; }

    internal static async Task<RunningReceiver> StartAsync(IngestOptions? options = null, ISpanStore? spanStore = null, IAccessStore? accessStore = null)
    {
        var store = new InMemoryStore();
        var access = new InMemoryAccessStore();
        var project = await access.CreateProjectAsync("p", A.Entry, CancellationToken.None);
        var sha256 = SHA256.HashData(Encoding.UTF8.GetBytes(Secret));
        var key = await access.CreateKeyAsync(project.Id, "k", Secret[..10], sha256, A.Noon, A.Entry, CancellationToken.None);

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        builder.Services.AddSingleton(spanStore ?? store);
        builder.Services.AddSingleton<ITraceQueries>(store);
        builder.Services.AddSingleton(accessStore ?? access);
        builder.Services.AddSingleton<IMappingStore>(access);
        builder.Services.AddSingleton<IContentSettingsStore>(access);
        builder.Services.AddSingleton<ISourceStore>(new InMemorySources());
        builder.Services.AddSingleton<ILangfuseEvents>(new InMemoryLangfuseEvents());
        builder.Services.AddSingleton<IAnnotationStore>(new InMemoryAnnotations());
        builder.Services.AddSingleton(new CurrentPrices());
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddIngest(options);
        var app = builder.Build();
        app.MapOtlp().MapLangfuse();
        app.MapJson();
        await app.StartAsync();
        return new(app, store, access, key);
    }

    internal T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>Log records and data points that told of nothing.</summary>
    internal long Ignored => Get<IIntake>().Of(Key.Project).Ignored;

    internal Task StopAsync() => _app.StopAsync();

    internal Task<HttpResponseMessage> PostAsync(byte[] body, string contentType, string path = "/v1/traces", string? encoding = null, string? secret = Secret)
    {
        var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        if (encoding is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        }

        return PostAsync(content, path, secret);
    }

    internal async Task<HttpResponseMessage> PostAsync(HttpContent content, string path = "/v1/traces", string? secret = Secret)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        if (secret is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {secret}");
        }

        return await Http.SendAsync(request);
    }

    /// <summary>The stored spans of these traces, in the order of their ids.</summary>
    internal async Task<IReadOnlyList<PricedSpan>> StoredAsync(IEnumerable<TraceKey> traces)
    {
        var spans = new List<PricedSpan>();
        foreach (var trace in traces.Distinct())
        {
            spans.AddRange((await Store.GetSpansAsync(trace, CancellationToken.None)).OrderBy(s => s.Key.Span));
        }

        return spans;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        Grpc.Dispose();
        await _app.DisposeAsync();
    }
}

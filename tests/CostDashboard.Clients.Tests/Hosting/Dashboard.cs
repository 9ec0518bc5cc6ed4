using System.Net;
using System.Security.Cryptography;
using System.Text;
using CostDashboard.Core.Access;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Ingest;
using CostDashboard.Ingest.Access;
using CostDashboard.Mcp;
using CostDashboard.Storage;
using CostDashboard.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CostDashboard.Clients.Tests.Hosting;

/// <summary>The doors, the pipeline, a real SQLite file and the price book that ships: all of the product between an exporter and a total.</summary>
internal sealed class Dashboard : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly DirectoryInfo _folder;

    private Dashboard(WebApplication app, DirectoryInfo folder)
    {
        (_app, _folder) = (app, folder);
        var addresses = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.ToArray();
        (OtlpHttp, OtlpGrpc) = (new(addresses[0]), new(addresses[1]));
    }

    internal Uri OtlpHttp { get; }

    internal Uri OtlpGrpc { get; }

    internal static async Task<Dashboard> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("cost-dashboard-clients-");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(OrganisationCalendar.Utc);
        builder.Services.AddSingleton(new CurrentPrices { Book = ShippedBook() });
        builder.Services.AddStorage(new(StorageEngine.Sqlite, $"Data Source={Path.Combine(folder.FullName, "cost.db")}"));
        builder.Services.AddIngest();
        builder.Services.AddMcp();
        var app = builder.Build();
        app.Use(KnowCallerAsync);
        app.MapOtlp().MapLangfuse();
        app.MapMcp(http => http.Features.GetRequiredFeature<McpCaller>());
        await app.Services.GetRequiredService<IStorageStartup>().PrepareAsync(CancellationToken.None);
        await app.StartAsync();
        return new(app, folder);
    }

    /// <summary>A project with a key of its own.</summary>
    internal async Task<(ApiKey Key, string Secret)> CreateProjectAsync(string name)
    {
        var access = Get<IAccessStore>();
        var secret = $"cd_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20))}";
        var project = await access.CreateProjectAsync(name, A.Entry, CancellationToken.None);
        var key = await access.CreateKeyAsync(
            project.Id, name, secret[..10], SHA256.HashData(Encoding.UTF8.GetBytes(secret)), UnixNanos.From(TimeProvider.System.GetUtcNow()), A.Entry, CancellationToken.None);
        return (key, secret);
    }

    internal T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    // What the program does by a policy.
    private static async Task KnowCallerAsync(HttpContext http, RequestDelegate next)
    {
        if (http.Request.Path == "/mcp")
        {
            if (await http.RequestServices.GetRequiredService<KeyRing>().FindAsync(http.Request.Headers["x-api-key"].ToString(), http.RequestAborted) is not { } key)
            {
                http.Response.StatusCode = StatusCodes.Status401Unauthorized;
                return;
            }

            http.Features.Set(new McpCaller(key.Project, key.Id, http.Request.Headers.UserAgent, new("https://costs.example.org/")));
        }

        await next(http);
    }

    private static PriceBook ShippedBook() =>
        PriceBook.Of(Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "prices"), "*.json")
            .Select(path => PriceFile.Parse(Path.GetFileName(path), File.ReadAllBytes(path))));
}

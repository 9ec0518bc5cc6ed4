using System.Net;
using System.Security.Cryptography;
using System.Text;
using CostDashboard.Core.Access;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Ingest;
using CostDashboard.Storage;
using CostDashboard.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CostDashboard.Benchmarks;

/// <summary>The doors, the pipeline and the store on a loopback port and a file of their own: all of the product that a span passes.</summary>
internal sealed class LocalServer : IAsyncDisposable
{
    private const string Secret = "cd_benchmark_0123456789abcdefghijklmnop";

    private readonly WebApplication _app;
    private readonly DirectoryInfo _folder;

    private LocalServer(WebApplication app, DirectoryInfo folder, Project project)
    {
        _app = app;
        _folder = folder;
        Project = project;
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Client = new HttpClient { BaseAddress = new(address), Timeout = TimeSpan.FromMinutes(5) };
        Client.DefaultRequestHeaders.Authorization = new("Bearer", Secret);
    }

    internal HttpClient Client { get; }

    internal Project Project { get; }

    internal IServiceProvider Services => _app.Services;

    internal string Database => Path.Combine(_folder.FullName, "costs.db");

    internal static async Task<LocalServer> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("bench");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(OrganisationCalendar.Utc);
        builder.Services.AddStorage(new StorageOptions(StorageEngine.Sqlite, $"Data Source={Path.Combine(folder.FullName, "costs.db")}"));
        builder.Services.AddSingleton<CurrentPrices>();
        builder.Services.AddIngest();
        var app = builder.Build();
        app.MapOtlp();
        await app.Services.GetRequiredService<IStorageStartup>().PrepareAsync(CancellationToken.None);
        app.Services.GetRequiredService<CurrentPrices>().Book = BookOnDisk.Read();

        var access = app.Services.GetRequiredService<IAccessStore>();
        var project = await access.CreateProjectAsync("Benchmark", A.Entry, CancellationToken.None);
        await access.CreateKeyAsync(project.Id, "benchmark", Secret[..10], SHA256.HashData(Encoding.UTF8.GetBytes(Secret)), UnixNanos.From(DateTimeOffset.UnixEpoch), A.Entry, CancellationToken.None);
        await app.StartAsync();
        return new(app, folder, project);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}

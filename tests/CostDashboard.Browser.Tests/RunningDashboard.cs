using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Reflection;

namespace CostDashboard.Browser.Tests;

/// <summary>The program itself, started as its users start it, on a free port.</summary>
public sealed class RunningDashboard : IAsyncLifetime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly Process _process = new();

    public Uri Address { get; } = new($"http://127.0.0.1:{FreePort()}/");

    public async ValueTask InitializeAsync()
    {
        var program = Path.GetFullPath(WebProgram, AppContext.BaseDirectory);
        _process.StartInfo = new ProcessStartInfo("dotnet", [program, "--port", $"{Address.Port}"])
        {
            WorkingDirectory = Path.GetDirectoryName(program)!,
            // Only in Development is the program's static content read from where the build found it.
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Development" },
        };
        _process.Start();

        using var client = new HttpClient { BaseAddress = Address };
        var started = Stopwatch.StartNew();
        while (!await AnswersAsync(client))
        {
            Assert.False(_process.HasExited, $"{program} ended with code {(_process.HasExited ? _process.ExitCode : 0)} before it answered.");
            Assert.True(started.Elapsed < s_patience, $"{program} did not answer at {Address} within {s_patience}.");
            await Task.Delay(100);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static string WebProgram => typeof(RunningDashboard).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "WebProgram").Value!;

    private static async Task<bool> AnswersAsync(HttpClient client)
    {
        try
        {
            using var response = await client.GetAsync("/");
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();

        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Reflection;

namespace CostDashboard.Browser.Tests;

/// <summary>The program itself, started as its users start it, on free ports and a folder of its own. It can be killed and started again.</summary>
public sealed class RunningDashboard : IAsyncLifetime
{
    public const string Key = "cd_browser_0123456789abcdefghijklmnop";
    public const string Email = "admin@example.com";
    public const string Password = "Correct-Horse-9-Battery";

    private const int LowestPort = 20_000;
    private const int Ports = 12_000;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    // Another run of the tests beside this one begins elsewhere.
    private static int s_ports = Environment.ProcessId % (Ports / 16) * 16;


    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("dashboard");
    private readonly HttpClient _client = new();
    private Process? _process;

    public Uri Address { get; } = new($"http://127.0.0.1:{FreePort()}/");

    public Uri OtlpHttp { get; } = new($"http://127.0.0.1:{FreePort()}/");

    public Uri OtlpGrpc { get; } = new($"http://127.0.0.1:{FreePort()}/");

    /// <summary>The organisation's zone; null leaves it as it comes.</summary>
    public string? TimeZone { get; init; }

    /// <summary>The port on this machine at which a mail server listens; null for none.</summary>
    public int? SmtpPort { get; init; }

    /// <summary>Fills a project with thirty days of spans after the start.</summary>
    public bool HasDemo { get; init; }

    /// <summary>Cookies and storage of who signed in first; null before that.</summary>
    internal string? Session { get; set; }

    /// <summary>The SQLite file that the program writes.</summary>
    public string Database => Path.Combine(_data.FullName, "costdashboard.db");

    /// <summary>Of the program as it runs now.</summary>
    public int ProcessId => _process!.Id;

    public ValueTask InitializeAsync() => new(StartAsync());

    public async Task StartAsync()
    {
        var program = Path.GetFullPath(WebProgram, AppContext.BaseDirectory);
        _process = new()
        {
            StartInfo = new ProcessStartInfo(
                "dotnet",
                [
                    program, "--data", _data.FullName, "--port", $"{Address.Port}",
                    "--otlp-http-port", $"{OtlpHttp.Port}", "--otlp-grpc-port", $"{OtlpGrpc.Port}",
                    .. HasDemo ? ["--demo"] : Array.Empty<string>(),
                ])
            {
                WorkingDirectory = Path.GetDirectoryName(program)!,
                Environment =
                {
                    // Only in Development is the program's static content read from where the build found it.
                    ["ASPNETCORE_ENVIRONMENT"] = "Development",
                    ["COSTDASHBOARD_TIMEZONE"] = TimeZone,
                    ["COSTDASHBOARD_PUBLIC_URL"] = Address.ToString(),
                    ["Smtp__Host"] = SmtpPort is null ? null : "127.0.0.1",
                    ["Smtp__Port"] = SmtpPort?.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    ["Smtp__Tls"] = SmtpPort is null ? null : "false",
                    ["Smtp__From"] = SmtpPort is null ? null : "costs@example.org",
                    ["COSTDASHBOARD_INIT_PROJECT"] = "Browser",
                    ["COSTDASHBOARD_INIT_API_KEY"] = Key,
                    ["COSTDASHBOARD_INIT_ADMIN_EMAIL"] = Email,
                    ["COSTDASHBOARD_INIT_ADMIN_PASSWORD"] = Password,
                },
            },
        };
        _process.Start();

        var started = Stopwatch.StartNew();
        while (!await AnswersAsync())
        {
            Assert.False(_process.HasExited, $"{program} ended before it answered.");
            Assert.True(started.Elapsed < s_patience, $"{program} did not answer at {Address} within {s_patience}.");
            await Task.Delay(50);
        }
    }

    /// <summary>Ends the program as a power cut would: no handler of ours runs.</summary>
    public async Task KillAsync()
    {
        _process!.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>Asks the program to end, as a container's host does, and returns its exit code.</summary>
    public async Task<int> TerminateAsync()
    {
        using (var signal = Process.Start("kill", ["-TERM", $"{_process!.Id}"]))
        {
            await signal.WaitForExitAsync();
            Assert.Equal(0, signal.ExitCode);
        }

        await _process.WaitForExitAsync().WaitAsync(s_patience);
        var code = _process.ExitCode;
        _process.Dispose();
        _process = null;
        return code;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await KillAsync();
        }

        _client.Dispose();
        _data.Delete(recursive: true);
    }

    // What is measured is best what users run: published, and so compiled ahead.
    private static string WebProgram => Environment.GetEnvironmentVariable("COSTDASHBOARD_TEST_PROGRAM") ?? typeof(RunningDashboard).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "WebProgram").Value!;

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var response = await _client.GetAsync(new Uri(Address, "readyz"));
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    // Below the ports that systems hand out for connections: such a port may be taken by one between the look and the start of the program.
    private static int FreePort()
    {
        while (true)
        {
            var port = LowestPort + (Interlocked.Increment(ref s_ports) % Ports);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException taken) when (taken.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
            {
                // Another program has it.
            }
        }
    }
}

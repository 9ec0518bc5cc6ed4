using System.Collections.Concurrent;
using CostDashboard.Clients.Tests.Provider;

[assembly: AssemblyFixture(typeof(CostDashboard.Clients.Tests.Hosting.Workbench))]

namespace CostDashboard.Clients.Tests.Hosting;

/// <summary>One provider and one dashboard for all tests. Each client runs once, the first time that a test asks for it, in a project of its own.</summary>
public sealed class Workbench : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, Lazy<Task<ClientRun>>> _runs = new(StringComparer.Ordinal);
    private FakeProvider? _provider;
    private Dashboard? _dashboard;

    internal Dashboard Dashboard => _dashboard!;

    public async ValueTask InitializeAsync()
    {
        _provider = await FakeProvider.StartAsync();
        _dashboard = await Dashboard.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _dashboard!.DisposeAsync();
        await _provider!.DisposeAsync();
    }

    /// <summary>The run of a script of the folder <c>JavaScript</c>.</summary>
    /// <param name="command">The script and its arguments.</param>
    /// <param name="protocol">As <c>OTEL_EXPORTER_OTLP_PROTOCOL</c> has it.</param>
    /// <param name="oldest">The oldest version of Node.js that the client runs on.</param>
    internal async Task<ClientRun> RunNodeAsync(string command, string protocol = "http/protobuf", int oldest = 18)
    {
        await NodeScript.SkipUnlessInstalledAsync(oldest);
        return await RunAsync($"{command} {protocol}", client => NodeScript.RunAsync(command, new Dictionary<string, string>
        {
            ["PROVIDER"] = client.Provider.ToString(),
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Dashboard.OtlpHttp.ToString(),
            ["OTEL_EXPORTER_OTLP_HEADERS"] = $"authorization=Bearer {client.Key}",
            ["LANGFUSE_BASE_URL"] = Dashboard.OtlpHttp.GetLeftPart(UriPartial.Authority),
            ["LANGFUSE_BASEURL"] = Dashboard.OtlpHttp.GetLeftPart(UriPartial.Authority),
            ["LANGFUSE_PUBLIC_KEY"] = client.PublicKey,
            ["LANGFUSE_SECRET_KEY"] = client.Key,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = protocol,
            ["OTEL_SERVICE_NAME"] = "umbrella",
        }));
    }

    /// <summary>The run of a client in this process.</summary>
    internal Task<ClientRun> RunAsync(string name, Func<RunningClient, Task> calls) =>
        _runs.GetOrAdd(name, _ => new(() => RunOnceAsync(name, calls))).Value;

    private async Task<ClientRun> RunOnceAsync(string name, Func<RunningClient, Task> calls)
    {
        // A word of the provider's path.
        var word = string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-'));
        var (key, secret) = await Dashboard.CreateProjectAsync(word);
        await calls(new(new(_provider!.Address, word), secret, key.PublicKey));
        return await ClientRun.ReadAsync(Dashboard, key.Project, _provider.Answers(word));
    }
}

/// <summary>What a client has to know.</summary>
/// <param name="Provider">Without a slash at the end; OpenAI's interface adds <c>/v1</c>.</param>
/// <param name="Key">The dashboard's, of a project of its own.</param>
/// <param name="PublicKey">The key's public half, for clients that send both.</param>
internal sealed record RunningClient(Uri Provider, string Key, string PublicKey);

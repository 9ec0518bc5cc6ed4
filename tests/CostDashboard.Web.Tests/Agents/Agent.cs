using System.Text.Json;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace CostDashboard.Web.Tests.Agents;

/// <summary>An agent: the SDK's own client, connected to a running dashboard.</summary>
internal sealed class Agent(McpClient client) : IAsyncDisposable
{
    internal McpClient Client => client;

    /// <summary>Over streamable HTTP.</summary>
    internal static async Task<Agent> ConnectAsync(Dashboard dashboard, string key = Dashboard.Key) => new(await McpClient.CreateAsync(
        new HttpClientTransport(new()
        {
            Endpoint = new(dashboard.Addresses.Web, "mcp"),
            TransportMode = HttpTransportMode.StreamableHttp,
            AdditionalHeaders = new Dictionary<string, string> { ["Authorization"] = $"Bearer {key}" },
        }),
        cancellationToken: TestContext.Current.CancellationToken));

    /// <summary>Over standard input and output, as an agent's configuration starts the program.</summary>
    internal static async Task<Agent> StartAsync(Dashboard dashboard, string key = Dashboard.Key, Action<string>? errors = null) => new(await McpClient.CreateAsync(
        new StdioClientTransport(new()
        {
            Command = "dotnet",
            Arguments = [typeof(Program).Assembly.Location, "mcp", "--url", dashboard.Addresses.Web.ToString()],
            EnvironmentVariables = new Dictionary<string, string?> { ["COSTDASHBOARD_API_KEY"] = key },
            StandardErrorLines = errors,
        }),
        cancellationToken: TestContext.Current.CancellationToken));

    /// <summary>Calls a tool and reads its answer.</summary>
    internal async Task<JsonElement> AskAsync(string tool, object? arguments = null)
    {
        var (text, isError) = await CallAsync(tool, arguments);
        Assert.False(isError, $"{tool} says: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Calls a tool that cannot answer, and says why.</summary>
    internal async Task<string> FailAsync(string tool, object? arguments = null)
    {
        var (text, isError) = await CallAsync(tool, arguments);
        Assert.True(isError, $"{tool} answers: {text}");
        return text;
    }

    public ValueTask DisposeAsync() => client.DisposeAsync();

    private async Task<(string Text, bool IsError)> CallAsync(string tool, object? arguments)
    {
        var given = arguments is null ? null : JsonSerializer.SerializeToElement(arguments).EnumerateObject().ToDictionary(one => one.Name, one => (object?)one.Value);
        var result = await client.CallToolAsync(tool, given, cancellationToken: TestContext.Current.CancellationToken);
        return (Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text, result.IsError is true);
    }
}

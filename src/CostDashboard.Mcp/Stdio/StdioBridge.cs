using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace CostDashboard.Mcp.Stdio;

/// <summary>
/// The server on standard input and output, for agents that start a program instead of opening an address. It carries messages to and from <c>/mcp</c>
/// of a running dashboard and knows none of them: there is one set of tools.
/// </summary>
public static class StdioBridge
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    /// <summary>Carries messages until the input ends.</summary>
    /// <param name="dashboard">Where the dashboard is, such as <c>http://127.0.0.1:5080</c>.</param>
    /// <param name="key">A key of the project.</param>
    /// <param name="errors">What goes wrong is told here: standard output is the protocol's.</param>
    public static async Task RunAsync(Uri dashboard, string key, Stream input, Stream output, TextWriter errors, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { Timeout = s_patience };
        await using var upstream = new HttpClientTransport(
            new()
            {
                Endpoint = new(dashboard, "mcp"),
                Name = "CostDashboard",
                TransportMode = HttpTransportMode.StreamableHttp,
                AdditionalHeaders = new Dictionary<string, string>(StringComparer.Ordinal) { ["Authorization"] = $"Bearer {key}" },
            },
            http);
        await using var agent = new StreamServerTransport(input, output, "CostDashboard");
        await using var server = await upstream.ConnectAsync(cancellationToken);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var back = CarryBackAsync(server, agent, ended.Token);
        var carried = new List<Task>();
        await foreach (var message in agent.MessageReader.ReadAllAsync(cancellationToken))
        {
            carried.RemoveAll(task => task.IsCompletedSuccessfully);
            carried.Add(CarryAsync(message, server, agent, errors, cancellationToken));
        }

        // The agent closed its side; what it asked before is still answered.
        await Task.WhenAll(carried);
        await ended.CancelAsync();
        await back.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static async Task CarryAsync(JsonRpcMessage message, ITransport server, ITransport agent, TextWriter errors, CancellationToken cancellationToken)
    {
        try
        {
            await server.SendMessageAsync(message, cancellationToken);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            var why = WhyOf(failure);
            await errors.WriteLineAsync(why.AsMemory(), cancellationToken);
            if (message is JsonRpcRequest request)
            {
                await agent.SendMessageAsync(new JsonRpcError { Id = request.Id, Error = new() { Code = -32000, Message = why } }, cancellationToken);
            }
        }
    }

    private static async Task CarryBackAsync(ITransport server, ITransport agent, CancellationToken cancellationToken)
    {
        await foreach (var message in server.MessageReader.ReadAllAsync(cancellationToken))
        {
            await agent.SendMessageAsync(message, cancellationToken);
        }
    }

    private static string WhyOf(Exception failure) => failure switch
    {
        HttpRequestException { StatusCode: System.Net.HttpStatusCode.Unauthorized } =>
            "The dashboard does not know this API key: set COSTDASHBOARD_API_KEY to a key of the project (page Keys).",
        HttpRequestException { StatusCode: System.Net.HttpStatusCode.NotFound } =>
            "There is no /mcp at this address: set COSTDASHBOARD_URL, or --url, to where people open the dashboard.",
        HttpRequestException { StatusCode: null } => $"The dashboard cannot be reached: {failure.Message} Is it running, and is COSTDASHBOARD_URL (or --url) right?",
        TaskCanceledException => "The dashboard did not answer in time. Call again, with a shorter period.",
        _ => $"The dashboard answered with an error: {failure.Message}",
    };
}

using CostDashboard.Mcp.Stdio;

namespace CostDashboard.Web.Hosting;

/// <summary><c>mcp</c>: the door for agents on standard input and output. It starts no dashboard; it talks to one that runs.</summary>
internal static class StdioAgent
{
    /// <summary>The key stands in the environment alone: a command line can be read by every process of the machine.</summary>
    internal const string Key = "COSTDASHBOARD_API_KEY";

    internal const string Address = "COSTDASHBOARD_URL";

    private static readonly Uri s_here = new("http://127.0.0.1:5080/");

    /// <param name="given">What the command line says; null for what the environment says, else this machine.</param>
    internal static async Task<int> RunAsync(Uri? given)
    {
        if (Environment.GetEnvironmentVariable(Key) is not { Length: > 0 } key)
        {
            await Console.Error.WriteLineAsync($"error: set {Key} to an API key of the project; keys are made on the page Keys.");
            return ExitCode.NotUnderstood;
        }

        var text = Environment.GetEnvironmentVariable(Address);
        if ((given ?? (string.IsNullOrEmpty(text) ? s_here : Read(text))) is not { } dashboard)
        {
            await Console.Error.WriteLineAsync($"error: {Address} is '{text}': use the address at which people open the dashboard, such as https://costs.example.org.");
            return ExitCode.NotUnderstood;
        }

        await using var input = Console.OpenStandardInput();
        await using var output = Console.OpenStandardOutput();
        await StdioBridge.RunAsync(dashboard, key, input, output, Console.Error, CancellationToken.None);
        return ExitCode.Success;
    }

    /// <summary>An address of a dashboard; null for anything else.</summary>
    internal static Uri? Read(string text) =>
        Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp) && address.Query.Length == 0
            ? address
            : null;
}

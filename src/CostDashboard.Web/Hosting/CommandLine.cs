using System.Globalization;
using System.Net;

namespace CostDashboard.Web.Hosting;

/// <summary>What the command line asks for.</summary>
internal abstract record CommandLine
{
    internal const string Usage = """
        Usage: CostDashboard.Web [options]
               CostDashboard.Web import [options] FILE...     sends files of traces to a running dashboard; import --help tells more
               CostDashboard.Web mcp [--url ADDRESS]

          --data DIR              where the dashboard keeps its data (default: ./data)
          --port N                port of the pages and of the API (default: 5080)
          --otlp-http-port N      port for OTLP over HTTP (default: 4318)
          --otlp-grpc-port N      port for OTLP over gRPC (default: 4317)
          --host ADDRESS          address to listen on (default: 127.0.0.1; 0.0.0.0 for all)
          --demo                  fill an empty database with demonstration data
          --help                  this text

          mcp                     speak the Model Context Protocol on standard input and output, for an agent
                                  that starts this program; the API key stands in COSTDASHBOARD_API_KEY
          --url ADDRESS           the running dashboard (default: COSTDASHBOARD_URL, else http://127.0.0.1:5080)

        """;

    private CommandLine()
    {
    }

    internal sealed record Start(LaunchOptions Options) : CommandLine;

    internal sealed record Import(ImportOptions Options) : CommandLine;

    /// <summary>To serve an agent on standard input and output.</summary>
    /// <param name="Dashboard">Null leaves it to the environment.</param>
    internal sealed record Agent(Uri? Dashboard) : CommandLine;

    internal sealed record Help(string Text = Usage) : CommandLine;

    /// <summary>Something in it is not understood; the message names it.</summary>
    /// <param name="Remedy">How it is meant to be used.</param>
    internal sealed record Mistake(string Message, string Remedy = Usage) : CommandLine;

    internal static CommandLine Parse(IReadOnlyList<string> arguments) => arguments switch
    {
        ["mcp", ..] => ParseAgent([.. arguments.Skip(1)]),
        ["import", ..] => ImportOptions.Parse([.. arguments.Skip(1)], Environment.GetEnvironmentVariable),
        _ => ParseStart(arguments),
    };

    private static CommandLine ParseAgent(string[] arguments) => arguments switch
    {
        [] => new Agent(null),
        ["--help" or "-h", ..] => new Help(),
        ["--url"] => new Mistake("--url needs a value"),
        ["--url", var text] => StdioAgent.Read(text) is { } address
            ? new Agent(address)
            : new Mistake($"--url cannot be '{text}': it is the address at which people open the dashboard, such as https://costs.example.org"),
        ["--url", _, var more, ..] => new Mistake($"unknown option {more}"),
        [var unknown, ..] => new Mistake($"unknown option {unknown}"),
    };

    private static CommandLine ParseStart(IReadOnlyList<string> arguments)
    {
        var options = new LaunchOptions();
        for (var i = 0; i < arguments.Count; i++)
        {
            var name = arguments[i];
            switch (name)
            {
                case "--help" or "-h":
                    return new Help();
                case "--demo":
                    options = options with { Demo = true };
                    continue;
                case "--data" or "--port" or "--otlp-http-port" or "--otlp-grpc-port" or "--host":
                    break;
                default:
                    return new Mistake($"unknown option {name}");
            }

            if (++i == arguments.Count)
            {
                return new Mistake($"{name} needs a value");
            }

            if (With(options, name, arguments[i]) is not { } more)
            {
                return new Mistake($"{name} cannot be '{arguments[i]}': {Meaning(name)}");
            }

            options = more;
        }

        return new Start(options);
    }

    /// <summary>Says what there is to say and returns the exit code; for <see cref="Help"/> and <see cref="Mistake"/>.</summary>
    internal async Task<int> AnswerAsync(TextWriter output, TextWriter error)
    {
        if (this is Mistake(var message, var remedy))
        {
            await error.WriteLineAsync($"error: {message}\n\n{remedy}");
            return ExitCode.NotUnderstood;
        }

        await output.WriteAsync(this is Help(var text) ? text : Usage);
        return ExitCode.Success;
    }

    private static LaunchOptions? With(LaunchOptions options, string name, string value) => name switch
    {
        "--data" when value.Length > 0 => options with { DataFolder = Path.GetFullPath(value) },
        "--port" when Port(value) is { } port => options with { Port = port },
        "--otlp-http-port" when Port(value) is { } port => options with { OtlpHttpPort = port },
        "--otlp-grpc-port" when Port(value) is { } port => options with { OtlpGrpcPort = port },
        "--host" when Address(value) is { } address => options with { Host = address },
        _ => null,
    };

    // 0 lets the system choose a free port; the start message then says which.
    private static int? Port(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= IPEndPoint.MaxPort ? port : null;

    private static IPAddress? Address(string value) => value switch
    {
        "localhost" => IPAddress.Loopback,
        "*" => IPAddress.Any,
        _ => IPAddress.TryParse(value, out var address) ? address : null,
    };

    private static string Meaning(string name) => name switch
    {
        "--data" => "it is the path of a folder",
        "--host" => "it is an IP address of this machine, such as 127.0.0.1 or 0.0.0.0, or localhost",
        _ => "a port is a number from 0 to 65535",
    };
}

using System.Globalization;
using CostDashboard.Ingest.Import;

namespace CostDashboard.Web.Hosting;

/// <summary>What <c>import</c> is asked.</summary>
/// <param name="Files">At least one.</param>
internal sealed record ImportOptions(IReadOnlyList<string> Files, Uri To, string Key)
{
    internal const string UrlVariable = "COSTDASHBOARD_URL";
    internal const string KeyVariable = "COSTDASHBOARD_KEY";
    internal const string DefaultUrl = "http://127.0.0.1:5080";

    internal const string Usage = """
        Usage: costdash import [options] FILE...

        Sends files of traces to a running dashboard: OTLP/JSON, Tempo, Jaeger, Langfuse (exports and batches), and our own spans and traces,
        as they are or packed by gzip. What was sent is noted beside each file until all of it is; the same command goes on from there.

          --to URL                the dashboard (default: $COSTDASHBOARD_URL, else http://127.0.0.1:5080)
          --key KEY               a key of the project (default: $COSTDASHBOARD_KEY)
          --help                  this text

        """;

    /// <param name="environment">Looks a variable up.</param>
    internal static CommandLine Parse(IReadOnlyList<string> arguments, Func<string, string?> environment)
    {
        var files = new List<string>();
        var (to, key) = (environment(UrlVariable) ?? DefaultUrl, environment(KeyVariable) ?? "");
        for (var i = 0; i < arguments.Count; i++)
        {
            switch (arguments[i])
            {
                case "--help" or "-h":
                    return new CommandLine.Help(Usage);
                case "--to" or "--key" when i + 1 == arguments.Count:
                    return new CommandLine.Mistake($"{arguments[i]} needs a value", Usage);
                case "--to":
                    to = arguments[++i];
                    break;
                case "--key":
                    key = arguments[++i];
                    break;
                case ['-', ..] option:
                    return new CommandLine.Mistake($"unknown option {option}", Usage);
                default:
                    files.Add(arguments[i]);
                    break;
            }
        }

        return files.Count == 0 ? new CommandLine.Mistake("import needs a file", Usage)
            : key.Length == 0 ? new CommandLine.Mistake($"import needs a key of the project: --key KEY or {KeyVariable}", Usage)
            : Uri.TryCreate(to, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? new CommandLine.Import(new(files, url, key))
            : new CommandLine.Mistake($"--to cannot be '{to}': it is the address of a dashboard, such as {DefaultUrl}", Usage);
    }
}

/// <summary>Imports files and tells of it as it goes on.</summary>
/// <param name="isTerminal">Progress is one line that changes; else a line now and then.</param>
internal sealed class ImportCommand(ImportOptions options, TextWriter output, TextWriter error, bool isTerminal, TimeProvider clock)
{
    private static readonly TimeSpan s_betweenLines = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_requestTimeout = TimeSpan.FromMinutes(5);

    /// <summary>In the terminal, until it is done or Ctrl+C is pressed.</summary>
    internal static async Task<int> RunAsync(ImportOptions options)
    {
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };
        return await new ImportCommand(options, Console.Out, Console.Error, !Console.IsOutputRedirected, TimeProvider.System).RunAsync(stop.Token);
    }

    internal async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient { Timeout = s_requestTimeout };
        var code = ExitCode.Success;
        foreach (var file in options.Files)
        {
            code = await ImportAsync(file, http, cancellationToken) ? code : ExitCode.Failure;
        }

        return code;
    }

    private async Task<bool> ImportAsync(string file, HttpClient http, CancellationToken cancellationToken)
    {
        var line = new Line(Path.GetFileName(file), output, isTerminal, clock);
        var sender = new ImportSender(http, options.To, options.Key, clock, told => line.Say(told));
        try
        {
            var all = await ImportFile.RunAsync(file, options.To, sender, line, cancellationToken);
            line.Say(string.Create(CultureInfo.InvariantCulture, $"{all.Taken:N0} taken, {all.Rejected:N0} rejected"));
            return all.Rejected == 0;
        }
        catch (Exception e) when (e is ImportException or IOException or UnauthorizedAccessException)
        {
            line.End();
            await error.WriteLineAsync($"error: {file}: {e.Message}");
            return false;
        }
        catch (OperationCanceledException)
        {
            line.Say("stopped; the same command goes on from here");
            return false;
        }
    }

    private sealed class Line(string name, TextWriter output, bool isTerminal, TimeProvider clock) : IProgress<ImportProgress>
    {
        private const int BarLength = 30;

        private string? _lastReason;
        private long? _writtenAt;
        private bool _isOpen;

        public void Report(ImportProgress value)
        {
            if (value.Reason is { } reason && reason != _lastReason)
            {
                _lastReason = reason;
                Say("rejected: " + reason);
            }

            var counted = string.Create(CultureInfo.InvariantCulture, $"{value.Share,4:P0}  {value.Taken:N0} taken, {value.Rejected:N0} rejected");
            if (isTerminal)
            {
                var done = (int)(value.Share * BarLength);
                output.Write($"\r{name} [{new string('#', done)}{new string('.', BarLength - done)}] {counted}");
                _isOpen = true;
            }
            else if (_writtenAt is not { } at || clock.GetElapsedTime(at) >= s_betweenLines)
            {
                output.WriteLine($"{name}: {counted}");
                _writtenAt = clock.GetTimestamp();
            }
        }

        internal void Say(string text)
        {
            End();
            output.WriteLine($"{name}: {text}");
        }

        internal void End()
        {
            if (_isOpen)
            {
                output.WriteLine();
                _isOpen = false;
            }
        }
    }
}

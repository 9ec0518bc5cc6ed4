using System.Diagnostics;
using CostDashboard.Core.Sources;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;
using CostDashboard.Web.Ui.Text;

namespace CostDashboard.Web.Features.Sources;

/// <summary>What is said of sources.</summary>
internal static class SourceText
{
    internal static string NameOf(Door door) => door switch
    {
        Door.OtlpHttp => "OTLP over HTTP",
        Door.OtlpGrpc => "OTLP over gRPC",
        Door.Langfuse => "Langfuse",
        Door.Json => "JSON",
        Door.Mcp => "MCP",
        Door.CodingAgents => "Coding agents",
        Door.Import => "Import",
        Door.Gateway => "Gateway",
        Door.Demo => "Demo",
        _ => throw new UnreachableException(),
    };

    /// <summary>opentelemetry python 1.27.0; a client that says nothing of itself is told as such.</summary>
    internal static string NameOf(SourceClient client) => client.Name.Length == 0 ? "a client that does not say what it is" : $"{client.Name} {client.Version}".TrimEnd();

    /// <summary>What the figures come to, and what of it needs a look.</summary>
    internal static IReadOnlyList<string> Sentences(SourcesFigures figures)
    {
        var total = figures.Total;
        List<string> said =
        [
            $"{Spans(total.Spans)} arrived from {(figures.Sources.Count == 1 ? "one source" : $"{NumberText.Count(figures.Sources.Count)} sources")}, {Rate(figures.PerMinute(total.Spans))} a minute.",
        ];
        if (total.Rejected > 0)
        {
            said.Add($"{Spans(total.Rejected)} {(total.Rejected == 1 ? "was" : "were")} rejected.");
        }

        if (total.Unreadable > 0)
        {
            said.Add($"{NumberText.Count(total.Unreadable)} {(total.Unreadable == 1 ? "request" : "requests")} could not be read.");
        }

        if (figures.Sources.MaxBy(source => source.Figures.FurthestAheadNanos) is { Figures.Ahead: > 0 } ahead)
        {
            said.Add($"The clock of {NameOf(ahead.Source.Client)} is up to {NumberText.Duration(ahead.Figures.FurthestAheadNanos)} ahead of ours.");
        }

        if (total.Late > 0)
        {
            said.Add($"{Spans(total.Late)} came more than {IntakeFigures.LateAfter / UnixNanos.PerMinute} minutes after {(total.Late == 1 ? "its" : "their")} end.");
        }

        if (total.Ignored > 0)
        {
            said.Add($"{NumberText.Count(total.Ignored)} log {(total.Ignored == 1 ? "record or data point was" : "records and data points were")} accepted and counted as ignored: they tell of nothing that is recorded here.");
        }

        return said.Count == 1 ? [.. said, "All of it could be taken."] : said;
    }

    /// <summary>What comes now and then is not nothing.</summary>
    internal static string Rate(double perMinute) => perMinute is > 0 and < 0.1 ? "< 0.1" : NumberText.Average(perMinute);

    /// <summary>A count with its share of all; nothing where there is nothing to have a share of.</summary>
    internal static string Share(long count, long of) => of == 0 ? NumberText.None : count == 0 ? "0" : $"{NumberText.Count(count)} ({NumberText.Percent((double)count / of)})";

    private static string Spans(long count) => count == 1 ? "One span" : $"{NumberText.Count(count)} spans";
}

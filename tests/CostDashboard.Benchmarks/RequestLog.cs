using System.Globalization;

namespace CostDashboard.Benchmarks;

/// <summary>One request of a real log: when it came after the first, what it read and what it wrote.</summary>
internal readonly record struct LoggedRequest(TimeSpan At, int InputTokens, int OutputTokens);

/// <summary>Reads the published request logs of Azure's LLM inference (columns TIMESTAMP, ContextTokens, GeneratedTokens; Azure/AzurePublicDataset, CC-BY-4.0).</summary>
internal static class RequestLog
{
    internal static IEnumerable<LoggedRequest> Read(string file)
    {
        DateTime? first = null;
        foreach (var line in File.ReadLines(file).Skip(1))
        {
            var cells = line.Split(',');
            var time = DateTime.Parse(cells[0], CultureInfo.InvariantCulture);
            first ??= time;
            yield return new(time - first.Value, int.Parse(cells[1], CultureInfo.InvariantCulture), int.Parse(cells[2], CultureInfo.InvariantCulture));
        }
    }
}

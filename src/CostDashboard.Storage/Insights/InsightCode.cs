using System.Globalization;
using System.Text.Json;
using CostDashboard.Core.Insights;
using CostDashboard.Core.Units;
using CostDashboard.Storage.Model;

namespace CostDashboard.Storage.Insights;

/// <summary>Between runs, findings, dismissals and settings, and what is stored of them.</summary>
internal static class InsightCode
{
    /// <summary><c>{"least":1,"thresholds":{"1":3}}</c>; kinds are their numbers.</summary>
    public static string Write(InsightSettings settings) => JsonSerializer.Serialize(new StoredSettings(
        settings.LeastUsdPerMonth, settings.Thresholds.OrderBy(own => own.Key).ToDictionary(own => (int)own.Key, own => own.Value)));

    /// <summary>Thresholds of kinds that this version does not know are passed over.</summary>
    public static InsightSettings ReadSettings(string text)
    {
        if (text.Length == 0)
        {
            return InsightSettings.Default;
        }

        var stored = JsonSerializer.Deserialize<StoredSettings>(text) ?? throw new InvalidDataException("The stored settings of insights cannot be read.");
        return new(
            stored.Thresholds.Where(own => Enum.IsDefined((InsightKind)own.Key)).ToDictionary(own => (InsightKind)own.Key, own => own.Value),
            stored.Least);
    }

    public static InsightRun ToRun(InsightRunRow row) => new(
        row.Id,
        new(row.ProjectId),
        row.State,
        new(row.FromNanos),
        new(row.ToNanos),
        ReadSettings(row.Settings),
        new(row.AskedById, row.AskedBy),
        new(row.AskedAt),
        row.FirstStart is { } first ? new UnixNanos(first) : null,
        row.Traces,
        row.Spans,
        row.CostNanoUsd,
        row.EndedAt is { } ended ? new UnixNanos(ended) : null,
        row.Reason);

    public static InsightFinding ToFinding(InsightFindingRow row) => new(
        row.Kind,
        row.FindingId,
        new(row.Step, row.Provider, row.Model, row.Environment, row.Instead),
        row.Traces,
        row.Calls,
        row.Tokens,
        row.CostNanoUsd,
        row.SavingNanoUsd,
        ReadExamples(row.Examples));

    /// <summary>Writes what a finding sums into its row.</summary>
    public static void Fill(InsightFindingRow row, InsightFinding finding)
    {
        row.Traces = finding.Traces;
        row.Calls = finding.Calls;
        row.Tokens = finding.Tokens;
        row.CostNanoUsd = finding.CostNanoUsd;
        row.SavingNanoUsd = finding.SavingNanoUsd;
        row.Examples = Write(finding.Examples);
    }

    public static InsightFindingRow NewRow(int run, InsightFinding finding) => new()
    {
        RunId = run,
        Kind = finding.Kind,
        FindingId = finding.Id,
        Step = finding.Subject.Step,
        Provider = finding.Subject.Provider,
        Model = finding.Subject.Model,
        Environment = finding.Subject.Environment,
        Instead = finding.Subject.Instead,
    };

    public static InsightDismissal ToDismissal(InsightDismissalRow row) => new(
        row.Kind,
        row.FindingId,
        row.Reason,
        new(row.ById, row.By),
        new(row.At),
        row.Until is { } until ? new UnixNanos(until) : null,
        row.SavingPerMonthNanoUsd);

    // 7ace…01 1754481600000000000 1200 800, one a line.
    private static string Write(IEnumerable<InsightExample> examples) => string.Join('\n', examples.Select(example =>
        string.Create(CultureInfo.InvariantCulture, $"{example.Trace} {example.Start.Value} {example.CostNanoUsd} {example.SavingNanoUsd}")));

    private static InsightExample[] ReadExamples(string text) => text.Length == 0 ? [] : [.. text.Split('\n').Select(ReadExample)];

    private static InsightExample ReadExample(string line) =>
        line.Split(' ') is [var trace, var start, var cost, var saving] && TraceId.TryParse(trace, out var id)
            ? new(id, new(Number(start)), Number(cost), Number(saving))
            : throw new InvalidDataException("A stored example of an insight cannot be read.");

    private static long Number(string text) => long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private sealed record StoredSettings(
        [property: System.Text.Json.Serialization.JsonPropertyName("least")] decimal Least,
        [property: System.Text.Json.Serialization.JsonPropertyName("thresholds")] Dictionary<int, decimal> Thresholds);
}

using System.Text.Json;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.Core.Watching.Rules;
using CostDashboard.Storage.Model;
using CostDashboard.Storage.Traces;

namespace CostDashboard.Storage.Watching;

/// <summary>Between alert rules and what is stored of them.</summary>
internal static class AlertRuleCode
{
    public static AlertRule ToRule(AlertRuleRow row)
    {
        var stored = JsonSerializer.Deserialize<Stored>(row.Content) ?? throw new InvalidDataException("A stored alert rule cannot be read.");
        return new(
            row.Id,
            new(row.ProjectId),
            row.Name,
            stored.Figure,
            [.. stored.Filters.Select(filter => new SpendFilter((Dimension)filter.Dimension, filter.Values, filter.Tag, filter.IsExclude))],
            stored.By is { } by ? new((Dimension)by, stored.ByTag) : null,
            stored.Condition,
            stored.Limit,
            stored.Window,
            stored.Floor,
            stored.Severity,
            stored.IsOn,
            new(row.SinceNanos),
            row.Version);
    }

    public static void Fill(AlertRuleRow row, AlertRule rule)
    {
        (row.Name, row.NameKey, row.SinceNanos) = (StorableText.Mend(rule.Name), KeyOf(rule.Name), rule.Since.Value);
        row.Content = JsonSerializer.Serialize(new Stored(
            rule.Figure,
            [.. rule.Filters.Select(filter => new StoredFilter((int)filter.Dimension, [.. filter.Values.Select(StorableText.Mend)], filter.TagKey is { } tag ? StorableText.Mend(tag) : null, filter.IsExclude))],
            rule.By is { } by ? (int)by.Dimension : null,
            rule.By?.TagKey is { } key ? StorableText.Mend(key) : null,
            rule.Condition,
            rule.Limit,
            rule.WindowMinutes,
            rule.FloorNanoUsd,
            rule.Severity,
            rule.IsOn));
        row.Version++;
    }

    public static string KeyOf(string name) => StorableText.Mend(name).ToUpperInvariant();

    private sealed record Stored(
        string Figure,
        StoredFilter[] Filters,
        int? By,
        string? ByTag,
        AlertCondition Condition,
        decimal Limit,
        int Window,
        long Floor,
        IncidentSeverity Severity,
        bool IsOn);

    private sealed record StoredFilter(int Dimension, string[] Values, string? Tag, bool IsExclude);
}

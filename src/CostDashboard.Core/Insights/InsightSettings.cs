using System.Globalization;

namespace CostDashboard.Core.Insights;

/// <summary>What a project says about its insights. What it does not say is as the rules have it.</summary>
/// <param name="Thresholds">Of the kinds for which it is not the rule's own.</param>
/// <param name="LeastUsdPerMonth">What saves less is not shown.</param>
public sealed record InsightSettings(IReadOnlyDictionary<InsightKind, decimal> Thresholds, decimal LeastUsdPerMonth)
{
    public const decimal UsualLeastUsd = 1m;
    public const decimal MostLeastUsd = 1_000_000m;

    public static InsightSettings Default { get; } = new(new Dictionary<InsightKind, decimal>(), UsualLeastUsd);

    public decimal ThresholdOf(InsightKind kind) => Thresholds.TryGetValue(kind, out var own) ? own : InsightRules.Of(kind).Threshold.Default;

    /// <summary>The same with another threshold of a kind.</summary>
    public InsightSettings With(InsightKind kind, decimal threshold) =>
        this with { Thresholds = new Dictionary<InsightKind, decimal>(Thresholds) { [kind] = threshold } };

    /// <summary>What is wrong with it, as a sentence; null when nothing is.</summary>
    public string? FindMistake()
    {
        if (LeastUsdPerMonth is < 0 or > MostLeastUsd || decimal.Round(LeastUsdPerMonth, InsightThreshold.Decimals) != LeastUsdPerMonth)
        {
            return string.Create(CultureInfo.InvariantCulture, $"The least saving is 0 to {MostLeastUsd:N0} dollars a month, in whole cents.");
        }

        foreach (var (kind, value) in Thresholds)
        {
            if (InsightRules.Of(kind) is var rule && !rule.Threshold.Allows(value))
            {
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"{rule.Name}: the threshold is {rule.Threshold.Least:N0} to {rule.Threshold.Most:N0} {rule.Threshold.Unit}, with at most {InsightThreshold.Decimals} decimals.");
            }
        }

        return null;
    }

    /// <summary>In a line, for the audit log.</summary>
    public string ToText() => string.Join(
        "; ",
        InsightRules.InOrder
            .Select(rule => string.Create(CultureInfo.InvariantCulture, $"{rule.Kind} {ThresholdOf(rule.Kind):0.##} {rule.Threshold.Unit}"))
            .Append(string.Create(CultureInfo.InvariantCulture, $"at least {LeastUsdPerMonth:0.##} USD a month")));

    public bool Equals(InsightSettings? other) =>
        other is not null && LeastUsdPerMonth == other.LeastUsdPerMonth && InsightRules.InOrder.All(rule => ThresholdOf(rule.Kind) == other.ThresholdOf(rule.Kind));

    public override int GetHashCode() => LeastUsdPerMonth.GetHashCode();
}

/// <summary>The settings of a project, and how often they were changed.</summary>
public sealed record StoredInsightSettings(InsightSettings Settings, int Version);

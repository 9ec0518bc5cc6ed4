using System.Globalization;
using CostDashboard.Core.Spend;

namespace CostDashboard.Core.Environments;

/// <summary>What a project calls production, working hours, and a premium model.</summary>
public sealed record EnvironmentRules
{
    public const int MostNames = 20;
    public const int HoursOfDay = 24;
    public const decimal LeastFactor = 1.1m;
    public const decimal MostFactor = 100m;

    /// <summary>The names that deployments use, and one price over twice the usual.</summary>
    public static EnvironmentRules Default { get; } = new();

    /// <summary>Environments that are production, letter case aside.</summary>
    public IReadOnlyList<string> Production { get; init; } = ["production", "prod", "prd", "live"];

    /// <summary>Whether spans that name no environment are of production. What is not known to be outside is not called waste.</summary>
    public bool CountsUnnamed { get; init; } = true;

    /// <summary>From so many times the median list price of the project's production models a model is premium.</summary>
    public decimal PremiumFactor { get; init; } = 2m;

    /// <summary>Working hours begin at this full hour of the organisation's zone, from Monday to Friday.</summary>
    public int WorkFrom { get; init; } = 7;

    /// <summary>And end at this one, up to 24.</summary>
    public int WorkTo { get; init; } = 20;

    /// <summary>Of 168, in a week without a change of clocks.</summary>
    public int IdleHoursOfWeek => (7 * HoursOfDay) - (5 * (WorkTo - WorkFrom));

    public bool IsProduction(string environment) =>
        environment.Length == 0 ? CountsUnnamed : Production.Contains(environment, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether nobody works then: at night and on weekends.</summary>
    /// <param name="local">The beginning of an hour by the clocks of the organisation's zone.</param>
    public bool IsIdle(DateTime local) => local.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || local.Hour < WorkFrom || local.Hour >= WorkTo;

    /// <summary>What is wrong with it, in a sentence for the person who wrote it; null for nothing.</summary>
    public string? FindMistake() => this switch
    {
        _ when Production.Count > MostNames => $"At most {MostNames} environments can be named as production.",
        _ when Production.FirstOrDefault(name => name.Length is 0 or > SpendKey.LongestValue || name.Any(char.IsControl) || name.Any(char.IsSurrogate)) is { } name =>
            $"'{name}' is no name of an environment: 1 to {SpendKey.LongestValue} characters, without control characters.",
        _ when PremiumFactor is < LeastFactor or > MostFactor => string.Create(CultureInfo.InvariantCulture, $"A model is premium from {LeastFactor} to {MostFactor} times the median."),
        _ when WorkFrom < 0 || WorkTo > HoursOfDay || WorkFrom >= WorkTo => "Working hours begin at 0 to 23, and end later on the same day, at 1 to 24.",
        _ => null,
    };

    public bool Equals(EnvironmentRules? other) =>
        other is not null && Production.SequenceEqual(other.Production, StringComparer.Ordinal) && CountsUnnamed == other.CountsUnnamed
        && PremiumFactor == other.PremiumFactor && WorkFrom == other.WorkFrom && WorkTo == other.WorkTo;

    public override int GetHashCode() => HashCode.Combine(Production.Count, CountsUnnamed, PremiumFactor, WorkFrom, WorkTo);
}

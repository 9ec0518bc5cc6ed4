using CostDashboard.Core.Environments;
using CostDashboard.Core.Spend;

namespace CostDashboard.Web.Features.Environments;

/// <summary>Idle hours of a period beside those of the one before.</summary>
/// <param name="Before">Null where the period before was not recorded as a whole, or is not looked at.</param>
/// <param name="Production">Environments that count as production, which the traces leave out.</param>
/// <param name="IsCut">Only the last days of the period are looked at.</param>
public sealed record IdleView(IdleHours Now, IdleHours? Before, IReadOnlyList<string> Production, bool IsCut)
{
    /// <summary>More hours would say nothing else, and each is a row to read.</summary>
    internal const int MostDays = 92;

    internal const int MostStretches = 10;

    internal IReadOnlyList<IdleStretch> Dearest { get; } = [.. Now.Stretches.OrderByDescending(stretch => stretch.CostNanoUsd).ThenBy(stretch => stretch.From).Take(MostStretches)];

    internal int RestCount => Now.Stretches.Count - Dearest.Count;

    internal long RestNanoUsd => Now.CostNanoUsd - Dearest.Sum(stretch => stretch.CostNanoUsd);

    internal long RestUnpriced => Now.UnpricedCalls - Dearest.Sum(stretch => stretch.UnpricedCalls);

    internal long RestPartial => Now.PartialCalls - Dearest.Sum(stretch => stretch.PartialCalls);

    internal static IReadOnlyList<string> ProductionOf(EnvironmentRules rules, SpendAnswer answer) =>
        [.. answer.Rows.Select(row => row.Values[0]).Distinct(StringComparer.Ordinal).Where(rules.IsProduction)];
}

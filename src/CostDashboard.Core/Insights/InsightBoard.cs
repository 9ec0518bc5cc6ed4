using CostDashboard.Core.Units;

namespace CostDashboard.Core.Insights;

/// <summary>A finding with the money of a month.</summary>
/// <param name="Dismissal">Null where it is open.</param>
/// <param name="HasGrown">It was dismissed, and is back because it would save so much more now.</param>
public sealed record RankedInsight(InsightFinding Finding, long SavingPerMonthNanoUsd, InsightDismissal? Dismissal, bool HasGrown)
{
    public InsightRule Rule => InsightRules.Of(Finding.Kind);
}

/// <summary>The findings of a run as a page shows them: what saves most first, and what was dismissed by itself.</summary>
/// <param name="Small">How many save less than the project wants to see.</param>
public sealed record InsightBoard(IReadOnlyList<RankedInsight> Open, IReadOnlyList<RankedInsight> Dismissed, int Small)
{
    public static InsightBoard Of(
        InsightRun run, IEnumerable<InsightFinding> findings, IEnumerable<InsightDismissal> dismissals, decimal leastUsdPerMonth, UnixNanos now)
    {
        var byId = dismissals.ToDictionary(dismissal => (dismissal.Kind, dismissal.Id));
        var (open, dismissed, small) = (new List<RankedInsight>(), new List<RankedInsight>(), 0);
        foreach (var finding in findings)
        {
            var perMonth = run.PerMonth(finding.SavingNanoUsd);
            var dismissal = byId.GetValueOrDefault((finding.Kind, finding.Id));
            var isHidden = dismissal?.Hides(perMonth, now) is true;
            if (isHidden)
            {
                dismissed.Add(new(finding, perMonth, dismissal, HasGrown: false));
            }
            else if (Usd.FromNanos(perMonth).Amount < leastUsdPerMonth)
            {
                small++;
            }
            else
            {
                open.Add(new(finding, perMonth, null, dismissal is not null && !(dismissal.Until <= now)));
            }
        }

        return new([.. Ranked(open)], [.. Ranked(dismissed)], small);
    }

    private static IOrderedEnumerable<RankedInsight> Ranked(IEnumerable<RankedInsight> insights) => insights
        .OrderByDescending(insight => insight.SavingPerMonthNanoUsd)
        .ThenByDescending(insight => insight.Finding.CostNanoUsd)
        .ThenBy(insight => insight.Finding.Kind)
        .ThenBy(insight => insight.Finding.Subject.Step, StringComparer.Ordinal)
        .ThenBy(insight => insight.Finding.Id);
}

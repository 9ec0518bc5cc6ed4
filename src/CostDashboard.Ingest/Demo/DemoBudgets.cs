using CostDashboard.Core.Access;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Budgets;

namespace CostDashboard.Ingest.Demo;

/// <summary>Budgets of the demonstration: one for all, one for a customer whose spend grows, and one for a feature.</summary>
public static class DemoBudgets
{
    /// <param name="today">On which they are made.</param>
    public static IReadOnlyList<Budget> Of(ProjectId project, DateOnly today) =>
    [
        new(0, project, "Everything", null, 600 * Usd.NanosPerDollar, BudgetPeriod.Month, Budget.UsualThresholds, CarriesOver: false, today),
        new(0, project, "acme", new(Dimension.Customer, "acme"), 35 * Usd.NanosPerDollar, BudgetPeriod.Week, Budget.UsualThresholds, CarriesOver: false, today),
        new(0, project, "Refunds", new(Dimension.Feature, "refunds"), 10 * Usd.NanosPerDollar, BudgetPeriod.Day, [100], CarriesOver: true, today),
    ];
}

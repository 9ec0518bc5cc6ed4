using CostDashboard.Storage.Model;
using CostDashboard.Storage.Watching;

namespace CostDashboard.Storage.Tests;

internal static class WatchingQueriesInEveryForm
{
    public static IEnumerable<(string Name, IQueryable Query)> Of(CostDb db) =>
    [
        ("budgets", BudgetStore.Of(db, 1)),
        ("a budget", BudgetStore.ById(db, 1, 2)),
        ("alert rules", AlertRuleStore.Of(db, 1)),
        ("an alert rule", AlertRuleStore.ById(db, 1, 2)),
    ];
}

using CostDashboard.Core.Access;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Budgets;

namespace CostDashboard.Storage.Watching;

/// <summary>Asks the totals what <see cref="BudgetQuestion"/> wants to know.</summary>
internal sealed class BudgetQueries(ISpendQueries spend, OrganisationCalendar calendar) : IBudgetQueries
{
    public async Task<IReadOnlyList<BudgetState>> ReadAsync(ProjectId project, IReadOnlyList<Budget> budgets, UnixNanos now, CancellationToken cancellationToken)
    {
        var first = budgets.Count > 0 ? await spend.GetExtentAsync(project, cancellationToken) : null;
        var states = new Dictionary<Budget, BudgetState>(ReferenceEqualityComparer.Instance);
        foreach (var question in BudgetQuestion.Of(project, budgets, now, calendar))
        {
            var days = await spend.AskAsync(question.Days, cancellationToken);
            var hours = question.Hours is null ? [] : (await spend.AskAsync(question.Hours, cancellationToken)).Rows;
            foreach (var state in question.StatesOf(days.Rows, hours, first?.First, now, calendar))
            {
                states.Add(state.Budget, state);
            }
        }

        return [.. budgets.Select(budget => states[budget])];
    }
}

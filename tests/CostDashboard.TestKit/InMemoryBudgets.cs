using CostDashboard.Core.Access;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Budgets;

namespace CostDashboard.TestKit;

/// <summary>Where budgets stand, as the port promises it: each is asked for by itself.</summary>
public sealed class InMemoryBudgets(ISpendQueries spend, OrganisationCalendar calendar) : IBudgetQueries
{
    public async Task<IReadOnlyList<BudgetState>> ReadAsync(ProjectId project, IReadOnlyList<Budget> budgets, UnixNanos now, CancellationToken cancellationToken)
    {
        var first = (await spend.GetExtentAsync(project, cancellationToken))?.First;
        var states = new List<BudgetState>();
        foreach (var question in budgets.SelectMany(budget => BudgetQuestion.Of(project, [budget], now, calendar)))
        {
            var days = await spend.AskAsync(question.Days, cancellationToken);
            var hours = question.Hours is null ? [] : (await spend.AskAsync(question.Hours, cancellationToken)).Rows;
            states.AddRange(question.StatesOf(days.Rows, hours, first, now, calendar));
        }

        return states;
    }
}

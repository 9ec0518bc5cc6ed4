using CostDashboard.Core.Access;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Forecasts;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Watching.Budgets;

/// <summary>Says where budgets stand, from the same totals as Spend.</summary>
public interface IBudgetQueries
{
    /// <remarks>
    /// One question by day, and one by hour, for each dimension that budgets are of, with all their values at once; none for each budget. Time grows with the
    /// dimensions in use, and with the values that have a budget times the days (at most half a year) that have spend; not with spans.
    /// </remarks>
    /// <param name="budgets">Of the project.</param>
    /// <returns>One for each budget, in their order.</returns>
    Task<IReadOnlyList<BudgetState>> ReadAsync(ProjectId project, IReadOnlyList<Budget> budgets, UnixNanos now, CancellationToken cancellationToken);
}

/// <summary>What the totals are asked for budgets of one dimension.</summary>
/// <param name="Days">By day and value, from the earliest day that one of them needs until the latest end of a period.</param>
/// <param name="Hours">By hour and value, for what is left of today; null where totals are kept by the day.</param>
public sealed record BudgetQuestion(IReadOnlyList<Budget> Budgets, SpendQuestion Days, SpendQuestion? Hours)
{
    /// <summary>The questions for these budgets of a project: one for each dimension.</summary>
    public static IReadOnlyList<BudgetQuestion> Of(ProjectId project, IReadOnlyList<Budget> budgets, UnixNanos now, OrganisationCalendar calendar) =>
        [.. budgets.GroupBy(budget => (budget.Scope?.Dimension, budget.Scope?.TagKey)).Select(same => Of(project, [.. same], now, calendar))];

    /// <summary>Where its budgets stand, in their order.</summary>
    /// <param name="first">When the project's records begin; null before the first span.</param>
    /// <param name="hours">Empty where <see cref="Hours"/> is null.</param>
    public IEnumerable<BudgetState> StatesOf(IReadOnlyList<SpendRow> days, IReadOnlyList<SpendRow> hours, UnixNanos? first, UnixNanos now, OrganisationCalendar calendar)
    {
        var (byDay, byHour) = (ByValue(days), ByValue(hours));
        return Budgets.Select(budget => (Budget: budget, Value: budget.Scope?.Value ?? ""))
            .Select(one => BudgetState.Of(one.Budget, now, calendar, first, [.. byDay[one.Value]], [.. byHour[one.Value]]));
    }

    private static BudgetQuestion Of(ProjectId project, List<Budget> same, UnixNanos now, OrganisationCalendar calendar)
    {
        var scope = same[0].Scope;
        var today = calendar.DayOf(now);
        var days = new SpendQuestion(
            project,
            same.Min(budget => BudgetState.BeginOf(budget, now, calendar)),
            same.Max(budget => BudgetDays.Of(budget.Period, today).To(calendar)),
            Grain.Day,
            scope is null ? [] : [scope.Dimension],
            scope is null ? [] : [new(scope.Dimension, [.. same.Select(budget => budget.Scope!.Value).Distinct(StringComparer.Ordinal)], scope.TagKey)],
            scope?.TagKey,
            WithDistributions: false);
        return new(
            same,
            days,
            scope?.IsDaily is true ? null : days with { From = SpendHistory.BeginOfHours(now, calendar), To = calendar.Next(now, Grain.Quarter), Grain = Grain.Hour });
    }

    private static ILookup<string, SpendRow> ByValue(IReadOnlyList<SpendRow> rows) =>
        rows.ToLookup(row => row.Values.Count == 0 ? "" : row.Values[0], StringComparer.Ordinal);
}

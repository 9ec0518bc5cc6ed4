using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Watching.Budgets;

/// <summary>How long a budget's amount is to last. The numbers are stored.</summary>
public enum BudgetPeriod : byte
{
    Day = 1,

    /// <summary>From Monday to Sunday (ISO 8601).</summary>
    Week = 2,
    Month = 3,

    /// <summary>Three months; the first begins on 1 January.</summary>
    Quarter = 4,
}

/// <summary>The days of one period of a budget, in the organisation's zone: a day on which clocks change is a day, however long it is.</summary>
/// <param name="Next">The day after the last one.</param>
public readonly record struct BudgetDays(DateOnly First, DateOnly Next)
{
    /// <summary>The period in which a day lies.</summary>
    public static BudgetDays Of(BudgetPeriod period, DateOnly day)
    {
        var first = period switch
        {
            BudgetPeriod.Day => day,
            BudgetPeriod.Week => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
            BudgetPeriod.Month => new(day.Year, day.Month, 1),
            BudgetPeriod.Quarter => new(day.Year, ((day.Month - 1) / 3 * 3) + 1, 1),
            _ => throw new ArgumentOutOfRangeException(nameof(period), period, "There is no such period."),
        };
        return new(first, period switch { BudgetPeriod.Day => first.AddDays(1), BudgetPeriod.Week => first.AddDays(7), BudgetPeriod.Month => first.AddMonths(1), _ => first.AddMonths(3) });
    }

    /// <summary>The period before this one.</summary>
    public BudgetDays Before(BudgetPeriod period) => Of(period, First.AddDays(-1));

    /// <summary>Its first moment.</summary>
    public UnixNanos From(OrganisationCalendar calendar) => calendar.StartOf(First);

    /// <summary>The first moment after it.</summary>
    public UnixNanos To(OrganisationCalendar calendar) => calendar.StartOf(Next);

    public bool Contains(DateOnly day) => day >= First && day < Next;
}

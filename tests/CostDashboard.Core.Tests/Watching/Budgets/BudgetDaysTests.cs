using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Budgets;

namespace CostDashboard.Core.Tests.Watching.Budgets;

public sealed class BudgetDaysTests
{
    [Theory]
    [InlineData(BudgetPeriod.Day, "2026-11-22", "2026-11-22", "2026-11-23")]
    [InlineData(BudgetPeriod.Week, "2026-11-22", "2026-11-16", "2026-11-23")]
    [InlineData(BudgetPeriod.Week, "2026-11-23", "2026-11-23", "2026-11-30")]
    [InlineData(BudgetPeriod.Week, "2027-01-01", "2026-12-28", "2027-01-04")]
    [InlineData(BudgetPeriod.Month, "2028-02-29", "2028-02-01", "2028-03-01")]
    [InlineData(BudgetPeriod.Quarter, "2026-12-31", "2026-10-01", "2027-01-01")]
    [InlineData(BudgetPeriod.Quarter, "2026-05-15", "2026-04-01", "2026-07-01")]
    public void A_period_is_the_days_of_the_calendar_in_which_a_day_lies(BudgetPeriod period, string day, string first, string next)
    {
        var days = BudgetDays.Of(period, DateOnly.Parse(day, null));

        Assert.Equal(new(DateOnly.Parse(first, null), DateOnly.Parse(next, null)), days);
        Assert.Equal(days.First, days.Before(period).Next);
    }

    // Los Angeles: 8 March and 1 November 2026. Lord Howe, by half an hour: 5 April and 4 October 2026. Kolkata has no change and is five and a half hours ahead.
    [Theory]
    [InlineData("America/Los_Angeles", BudgetPeriod.Day, "2026-03-08", 23.0)]
    [InlineData("America/Los_Angeles", BudgetPeriod.Day, "2026-11-01", 25.0)]
    [InlineData("America/Los_Angeles", BudgetPeriod.Month, "2026-11-15", 30 * 24.0 + 1)]
    [InlineData("America/Los_Angeles", BudgetPeriod.Quarter, "2026-02-01", 90 * 24.0 - 1)]
    [InlineData("Australia/Lord_Howe", BudgetPeriod.Day, "2026-04-05", 24.5)]
    [InlineData("Australia/Lord_Howe", BudgetPeriod.Week, "2026-10-04", 7 * 24 - 0.5)]
    [InlineData("Asia/Kolkata", BudgetPeriod.Month, "2026-11-15", 30 * 24.0)]
    public void A_day_on_which_clocks_change_is_a_day_however_long_it_is(string zone, BudgetPeriod period, string day, double hours)
    {
        var calendar = new OrganisationCalendar(TimeZoneInfo.FindSystemTimeZoneById(zone));
        var days = BudgetDays.Of(period, DateOnly.Parse(day, null));

        Assert.Equal((long)(hours * UnixNanos.PerHour), days.To(calendar) - days.From(calendar));
        Assert.Equal(days.First, calendar.DayOf(days.From(calendar)));
        Assert.Equal(days.First.AddDays(-1), calendar.DayOf(days.From(calendar) + -1));
    }
}

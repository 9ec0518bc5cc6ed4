using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Forecasts;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Budgets;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Watching.Budgets;

public sealed class BudgetStateTests
{
    private const long Dollar = Usd.NanosPerDollar;

    // A Sunday evening in the middle of a month.
    private static readonly DateOnly s_today = new(2026, 11, 15);
    private static readonly Budget s_month = new(7, A.Project, "acme", new(Dimension.Customer, "acme"), 300 * Dollar, BudgetPeriod.Month, [50, 80, 100], CarriesOver: false, new(2026, 1, 1), 1);

    public static TheoryData<string> ZoneNames => ["America/Los_Angeles", "Australia/Lord_Howe", "Asia/Kolkata", "UTC"];

    [Theory]
    [MemberData(nameof(ZoneNames))]
    public void What_is_spent_is_that_of_the_days_of_the_period_in_the_zone(string zone)
    {
        var calendar = Calendar(zone);
        var period = BudgetDays.Of(BudgetPeriod.Month, s_today);
        List<SpendRow> rows = [Row(period.From(calendar) + -UnixNanos.PerDay, 1_000), Row(period.From(calendar), 1), Row(calendar.StartOf(s_today), 2), Row(calendar.StartOf(new(2026, 11, 30)), 4)];

        var state = BudgetState.Of(s_month, Evening(calendar), calendar, null, rows, []);

        Assert.Equal((7L, 300 * Dollar, (300 * Dollar) - 7), (state.Spent.NanoUsd, state.AllowedNanoUsd, state.RemainingNanoUsd));
        Assert.Null(state.Forecast);
        Assert.Equal(BudgetOutlook.Unknown, state.Outlook);
    }

    [Theory]
    [InlineData(149_999_999_999, null)]
    [InlineData(150_000_000_000, 50)]
    [InlineData(239_999_999_999, 50)]
    [InlineData(240_000_000_000, 80)]
    [InlineData(299_999_999_999, 80)]
    [InlineData(300_000_000_000, 100)]
    [InlineData(9_000_000_000_000_000_000, 100)]
    public void A_threshold_is_reached_with_its_last_nano_dollar(long spent, int? reached) => Assert.Equal(reached, Of(s_month, spent).Reached);

    [Theory]
    [InlineData(300, 0)]
    [InlineData(100, 200)]
    [InlineData(0, 300)]
    [InlineData(450, 0)]
    public void What_the_period_before_left_is_carried_over_and_what_it_spent_too_much_is_not_taken_away(long spentBefore, long carried)
    {
        var state = Of(s_month with { CarriesOver = true }, 10 * Dollar, spentBefore * Dollar);

        Assert.Equal((carried * Dollar, (300 + carried) * Dollar), (state.CarriedNanoUsd, state.AllowedNanoUsd));
        Assert.False(state.IsCarriedUpperBound);
    }

    [Fact]
    public void Nothing_is_carried_from_a_period_that_ended_before_the_budget_was_made_and_all_of_the_one_in_which_it_was() =>
        Assert.Equal(
            [0L, 200 * Dollar],
            new[] { new DateOnly(2026, 11, 1), new DateOnly(2026, 10, 31) }.Select(since => Of(s_month with { CarriesOver = true, Since = since }, 0, 100 * Dollar).CarriedNanoUsd));

    [Fact]
    public void Calls_without_a_price_in_the_period_before_make_what_is_carried_an_upper_bound_and_in_this_one_what_is_spent_a_lower_one()
    {
        var rows = new[] { Row(Utc(10, 10), 5, unpriced: 2), Row(Utc(11, 3), 0, unpriced: 3) };
        var state = BudgetState.Of(s_month with { CarriesOver = true }, Evening(OrganisationCalendar.Utc), OrganisationCalendar.Utc, null, rows, []);

        Assert.True(state.IsCarriedUpperBound);
        Assert.Equal(new(0, 3, 0), state.Spent);
        Assert.True(state.Check().IsLowerBound);
        Assert.StartsWith("The budget 'acme' of $600.00 for November 2026: at least $0.00 is spent by now", BudgetText.Sentence(state), StringComparison.Ordinal);
    }

    [Fact]
    public void The_forecast_of_a_month_is_that_of_the_overview()
    {
        var rows = Daily(new(2026, 8, 1), day => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 2 : 10);
        var (now, calendar) = (Evening(OrganisationCalendar.Utc), OrganisationCalendar.Utc);
        var state = BudgetState.Of(s_month, now, calendar, Utc(8, 1), rows, []);

        var month = Assert.IsType<MonthForecast.Expected>(MonthForecast.Of(SpendHistory.Of(Utc(8, 1), now, calendar, rows, []), state.Spent.NanoUsd));
        Assert.Equal((month.NanoUsd, month.LowNanoUsd, month.HighNanoUsd, month.Source, month.ErrorDays), (state.Forecast!.NanoUsd, state.Forecast.LowNanoUsd, state.Forecast.HighNanoUsd, state.Forecast.Source, state.Forecast.ErrorDays));
        Assert.Equal(month.NanoUsd, state.Forecast.EndOfDays[^1]);
        Assert.Equal(16, state.Forecast.EndOfDays.Count);
    }

    [Fact]
    public void A_budget_that_does_not_last_says_on_which_day_it_runs_out()
    {
        // $10 a day: $140 until yesterday, and $250 with the evening of the 25th.
        var state = Of(s_month with { AmountNanoUsd = 245 * Dollar }, Daily(new(2026, 8, 1), _ => 10));

        Assert.Equal(BudgetOutlook.RunsOut, state.Outlook);
        Assert.Equal(new DateOnly(2026, 11, 25), state.RunsOutOn);
        Assert.True(state.IsForecastToRunOut);
        Assert.Equal(BudgetOutlook.Lasts, Of(s_month with { AmountNanoUsd = 310 * Dollar }, Daily(new(2026, 8, 1), _ => 10)).Outlook);
        Assert.Equal(BudgetOutlook.Spent, Of(s_month with { AmountNanoUsd = 140 * Dollar }, Daily(new(2026, 8, 1), _ => 10)).Outlook);
    }

    [Fact]
    public void With_too_few_days_to_look_back_nobody_is_told_unless_even_the_cheapest_days_would_spend_it()
    {
        var rows = Daily(new(2026, 11, 10), day => day.Day % 2 == 0 ? 2 : 20);

        var unsure = Of(s_month with { AmountNanoUsd = 120 * Dollar }, rows, Utc(11, 10));
        Assert.Equal(BandSource.Extremes, unsure.Forecast!.Source);
        Assert.True(unsure.Outlook >= BudgetOutlook.MayRunOut);
        Assert.False(unsure.IsForecastToRunOut);
        Assert.True(Of(s_month with { AmountNanoUsd = 70 * Dollar }, rows, Utc(11, 10)).IsForecastToRunOut);
    }

    [Theory]
    [InlineData(299, 0, true, 1)]
    [InlineData(299, 1, true, 1)]
    [InlineData(299, 2, false, 1)]
    [InlineData(300, 0, false, 0)]
    [InlineData(310, 0, false, -10)]
    public void What_is_asked_for_is_within_the_budget_while_it_fits_into_what_remains(long spent, long next, bool isWithin, long remaining) =>
        Assert.Equal(new(isWithin, remaining * Dollar, IsLowerBound: false), Of(s_month, spent * Dollar).Check(next * Dollar));

    [Theory]
    [InlineData("", 1, 50, "has a name")]
    [InlineData("a\u0007", 1, 50, "control characters")]
    [InlineData("a ", 1, 50, "control characters")]
    [InlineData("a", 0, 50, "more than $0")]
    [InlineData("a", Budget.LargestNanoUsd + 1, 50, "at most $1,000,000,000")]
    [InlineData("a", 1, 0, "from 1 to 200")]
    [InlineData("a", 1, 201, "from 1 to 200")]
    [InlineData("a", 1, 200, null)]
    public void What_cannot_be_meant_is_said(string name, long amount, int threshold, string? mistake)
    {
        var found = (s_month with { Name = name, AmountNanoUsd = amount, Thresholds = [threshold] }).FindMistake();

        Assert.Equal(mistake is null, found is null);
        Assert.Contains(mistake ?? "", found ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void A_scope_is_one_that_money_can_be_told_of()
    {
        Assert.NotNull((s_month with { Scope = new(Dimension.PriceState, "Unpriced") }).FindMistake());
        Assert.NotNull((s_month with { Scope = new(Dimension.Tag, "red") }).FindMistake());
        Assert.NotNull((s_month with { Scope = new(Dimension.Customer, "acme", "team") }).FindMistake());
        Assert.NotNull((s_month with { Thresholds = [80, 50] }).FindMistake());
        Assert.Null((s_month with { Scope = new(Dimension.Tag, "red", "team") }).FindMistake());
        Assert.Null((s_month with { Scope = null }).FindMistake());
    }

    private static BudgetState Of(Budget budget, long spent, long spentBefore = 0) =>
        BudgetState.Of(budget, Evening(OrganisationCalendar.Utc), OrganisationCalendar.Utc, null, [Row(Utc(10, 31), spentBefore), Row(Utc(11, 2), spent)], []);

    private static BudgetState Of(Budget budget, IReadOnlyList<SpendRow> rows, UnixNanos? first = null) =>
        BudgetState.Of(budget, Utc(11, 15), OrganisationCalendar.Utc, first ?? Utc(8, 1), rows, []);

    // Days until yesterday.
    private static List<SpendRow> Daily(DateOnly first, Func<DateOnly, long> dollars) =>
        [.. Enumerable.Range(0, s_today.DayNumber - first.DayNumber).Select(first.AddDays).Select(day => Row(OrganisationCalendar.Utc.StartOf(day), dollars(day) * Dollar))];

    private static SpendRow Row(UnixNanos day, long nanos, long unpriced = 0) => new(day, [], new() { CostNanoUsd = nanos, Calls = 1 + unpriced, UnpricedCalls = unpriced });

    private static UnixNanos Utc(int month, int day) => OrganisationCalendar.Utc.StartOf(new(2026, month, day));

    private static UnixNanos Evening(OrganisationCalendar calendar) => calendar.StartOf(s_today) + (20 * UnixNanos.PerHour);

    private static OrganisationCalendar Calendar(string zone) => new(TimeZoneInfo.FindSystemTimeZoneById(zone));
}

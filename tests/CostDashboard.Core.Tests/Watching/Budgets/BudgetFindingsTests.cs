using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Forecasts;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Budgets;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Watching.Budgets;

public sealed class BudgetFindingsTests
{
    private const long Dollar = Usd.NanosPerDollar;

    private static readonly BudgetDays s_november = BudgetDays.Of(BudgetPeriod.Month, new(2026, 11, 1));
    private static readonly UnixNanos s_now = OrganisationCalendar.Utc.StartOf(new(2026, 11, 21));
    private static readonly Budget s_budget = new(7, A.Project, "acme's month", new(Dimension.Customer, "acme"), 1_000 * Dollar, BudgetPeriod.Month, [50, 80, 100], CarriesOver: false, new(2026, 1, 1), 1);

    [Theory]
    [InlineData(499, null, IncidentSeverity.Info)]
    [InlineData(500, "reached 50", IncidentSeverity.Info)]
    [InlineData(800, "reached 80", IncidentSeverity.Warning)]
    [InlineData(1_000, "reached 100", IncidentSeverity.Critical)]
    public void Of_the_thresholds_that_are_reached_the_highest_is_told(long dollars, string? reached, IncidentSeverity severity)
    {
        var reports = BudgetFindings.Of(State(dollars * Dollar), s_now, OrganisationCalendar.Utc);

        Assert.Equal(reached is null ? [] : [($"budget 7 from 2026-11-01 {reached}", severity)], reports.Select(report => (report.Subject, report.Severity)));
        Assert.All(reports, report => Assert.Equal((IncidentKind.BudgetReached, A.Project), (report.Kind, report.Project)));
    }

    [Fact]
    public void A_forecast_is_told_beside_the_threshold_until_all_is_spent()
    {
        var reports = BudgetFindings.Of(State(850 * Dollar, 1_240 * Dollar), s_now, OrganisationCalendar.Utc);

        Assert.Equal([IncidentKind.BudgetReached, IncidentKind.BudgetForecast], reports.Select(report => report.Kind));
        Assert.Equal(
            "The budget 'acme s month' of $1,000.00 for November 2026 is expected to run out on 22 November: $850.00 is spent by now, and about $1,240.00 at its end (between $1,140.00 and $1,340.00).",
            reports[1].Sentence);

        // $390 in the ten days that remain.
        Assert.Equal(390 * Dollar / 240, reports[1].MoneyPerHour);
        Assert.Equal([new IncidentScope(Dimension.Customer, "acme")], reports[1].Scope);
        Assert.Single(BudgetFindings.Of(State(1_000 * Dollar, 1_240 * Dollar), s_now, OrganisationCalendar.Utc));
    }

    [Fact]
    public void Calls_without_a_price_are_told_and_nothing_known_is_not_zero()
    {
        var state = State(0) with { Spent = new(0, 4, 1), Budget = s_budget with { AmountNanoUsd = 1 } };

        var report = Assert.Single(BudgetFindings.Of(state with { Spent = new(2, 4, 1) }, s_now, OrganisationCalendar.Utc));
        Assert.Contains("at least $0.000000002", report.Sentence, StringComparison.Ordinal);
        Assert.Contains(report.Evidence, line => line.Value.StartsWith("5 calls without a known price", StringComparison.Ordinal));
        Assert.Empty(BudgetFindings.Of(state, s_now, OrganisationCalendar.Utc));
    }

    private static BudgetState State(long spent, long? expected = null) => new(
        s_budget,
        s_november,
        new(spent, 0, 0),
        0,
        false,
        expected is { } end ? new PeriodForecast(end, end - (100 * Dollar), end + (100 * Dollar), BandSource.PastErrors, 9, new(2026, 11, 21), [spent, 1_000 * Dollar, end]) : null);
}

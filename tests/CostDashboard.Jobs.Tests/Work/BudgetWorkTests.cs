using CostDashboard.Core.Access;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Budgets;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.Jobs.Work;
using CostDashboard.TestKit;

namespace CostDashboard.Jobs.Tests.Work;

public sealed class BudgetWorkTests
{
    private const long FiveMinutes = 5 * UnixNanos.PerMinute;

    private readonly InMemoryAccessStore _access = new();
    private readonly InMemoryStore _store = new();
    private readonly GivenBudgets _budgets = new();
    private readonly KeptIncidents _incidents = new();
    private readonly ManualClock _clock = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_threshold_that_is_reached_is_one_incident_however_often_it_is_looked_at()
    {
        await SpendAsync(8.5m);

        await RunAsync(3);

        var incident = Assert.Single(_incidents.All);
        Assert.Equal(IncidentKind.BudgetReached, incident.Kind);
        Assert.Equal("80 % of the budget 'day' is spent: $8.50 of $10.00 for 6 August 2026.", incident.Sentence);
        Assert.Equal(3, incident.Traces.Count);
    }

    [Fact]
    public async Task A_higher_threshold_takes_the_place_of_the_lower_one()
    {
        await SpendAsync(8.5m);
        await RunAsync(1);
        await SpendAsync(2m);

        await RunAsync(8);

        Assert.Equal(
            [(IncidentStatus.Resolved, IncidentSeverity.Warning), (IncidentStatus.Open, IncidentSeverity.Critical)],
            _incidents.All.Select(incident => (incident.Status, incident.Severity)));
    }

    [Fact]
    public async Task With_the_end_of_the_period_its_incidents_end()
    {
        await SpendAsync(10m);
        await RunAsync(1);

        _clock.Pass(12 * UnixNanos.PerHour);
        await RunAsync(1);

        Assert.Equal((IncidentStatus.Resolved, true), (_incidents.All[0].Status, _incidents.All[0].IsResolvedByItself));
        Assert.Single(_incidents.All);
    }

    [Fact]
    public async Task A_larger_amount_and_a_budget_that_is_deleted_end_the_incident()
    {
        await SpendAsync(10m);
        await RunAsync(1);

        _budgets.All[0] = _budgets.All[0] with { AmountNanoUsd = 100 * Usd.NanosPerDollar };
        await RunAsync(8);
        Assert.Equal(IncidentStatus.Resolved, _incidents.All[0].Status);

        _budgets.All[0] = _budgets.All[0] with { AmountNanoUsd = Usd.NanosPerDollar };
        await RunAsync(1);
        Assert.Equal(IncidentStatus.Open, _incidents.All[0].Status);

        _budgets.All.Clear();
        await RunAsync(8);
        Assert.Equal(IncidentStatus.Resolved, Assert.Single(_incidents.All).Status);
    }

    [Fact]
    public async Task A_budget_that_will_not_last_is_told_while_it_can_be_changed()
    {
        for (var day = 0; day < 40; day++)
        {
            await SpendAsync(1m, day);
        }

        // 15 September, noon: fourteen dollars are spent, and the month comes to thirty.
        _clock.Pass(40 * UnixNanos.PerDay);
        _budgets.All[0] = _budgets.All[0] with { AmountNanoUsd = 24_500_000_000, Period = BudgetPeriod.Month, Thresholds = [100] };
        await RunAsync(2);

        var incident = Assert.Single(_incidents.All);
        Assert.Equal((IncidentKind.BudgetForecast, IncidentSeverity.Warning), (incident.Kind, incident.Severity));
        Assert.StartsWith("The budget 'day' of $24.50 for September 2026 is expected to run out on 25 September", incident.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_budgets_nothing_is_reported()
    {
        await SpendAsync(10m);
        _budgets.All.Clear();

        await RunAsync(1);

        Assert.Equal(0, _incidents.Reports);
    }

    private async Task RunAsync(int times)
    {
        for (var i = 0; i < times; i++)
        {
            var work = new BudgetWork(_access, _budgets, new InMemoryBudgets(_store, OrganisationCalendar.Utc), _store, _incidents, OrganisationCalendar.Utc, _clock);
            await work.RunAsync(new(), Cancel);
            _clock.Pass(FiveMinutes);
        }
    }

    private async Task SpendAsync(decimal usd, int day = 0)
    {
        if ((await _access.GetProjectsAsync(Cancel)).Count == 0)
        {
            await _access.CreateProjectAsync("one", A.Entry, Cancel);
        }

        await _store.CommitAsync(
            [.. Enumerable.Range(0, 4).Select(i => A.Span(
                $"{usd} {day} {i}", trace: $"{usd} {day} {i}", start: (day * 24 * 3_600_000.0) + i, tokens: new Usage(1, 0, 0, 0, 1), usd: usd / 4, attribution: Attribution.None with { Customer = "acme" }))],
            Cancel);
    }

    private sealed class GivenBudgets : IBudgetStore
    {
        public List<Budget> All { get; } =
            [new(3, A.Project, "day", new(Dimension.Customer, "acme"), 10 * Usd.NanosPerDollar, BudgetPeriod.Day, [50, 80, 100], CarriesOver: false, new(2026, 1, 1), 1)];

        public Task<IReadOnlyList<Budget>> ListAsync(ProjectId project, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<Budget>>([.. All.Where(budget => budget.Project == project)]);

        public Task<BudgetOutcome> SaveAsync(Budget budget, AuditEntry entry, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> DeleteAsync(ProjectId project, int id, AuditEntry entry, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}

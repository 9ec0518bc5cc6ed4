using CostDashboard.Core.Access;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.Core.Watching.Rules;
using CostDashboard.Jobs.Work;
using CostDashboard.TestKit;
using CostDashboard.TestKit.Watching;

namespace CostDashboard.Jobs.Tests.Work;

public sealed class AlertRuleWorkTests
{
    private const long Hour = UnixNanos.PerHour;

    private static readonly AlertRule s_rule = new(
        9, A.Project, "dear", "cost", [], new(Dimension.Customer), AlertCondition.Above, 5 * Usd.NanosPerDollar, 60, 0, IncidentSeverity.Warning, IsOn: true, A.Noon, 1);

    private readonly InMemoryAccessStore _access = new();
    private readonly InMemoryStore _store = new();
    private readonly GivenRules _rules = new();
    private readonly KeptIncidents _incidents = new();
    private readonly ManualClock _clock = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private UnixNanos Now => UnixNanos.From(_clock.GetUtcNow());

    public static TheoryData<AlertCondition, double, int, int> Rules => new()
    {
        { AlertCondition.Above, 3e9, 60, 3 },
        { AlertCondition.Below, 3e9, 60, 3 },
        { AlertCondition.RisesFromBefore, 0.6, 60, 3 },
        { AlertCondition.FallsFromBefore, 0.6, 15, 2 },
        { AlertCondition.RisesFromWeekBefore, 0.6, 60, 9 },
        { AlertCondition.FallsFromWeekBefore, 0.1, AlertWindow.OfDay, 12 },
        { AlertCondition.RisesFromBefore, 0.2, AlertWindow.OfDay, 12 },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task What_the_preview_says_is_what_the_job_fires_hour_by_hour_over_the_same_data(AlertCondition condition, double limit, int minutes, int days)
    {
        await FillAsync(new Random((int)condition + minutes), days);
        _rules.All = [s_rule with { Condition = condition, WindowMinutes = minutes, Limit = (decimal)limit, FloorNanoUsd = Usd.NanosPerDollar / 10 }];
        var fired = new Dictionary<(string Subject, UnixNanos Since), UnixNanos>();
        var reports = new RecordedIncidents();
        var work = Work(reports);

        var hours = minutes == AlertWindow.OfDay ? 6 : 1;
        for (var hour = 0; hour < days * 24; hour += hours)
        {
            _clock.Pass(hours * Hour);
            await work.RunAsync(new(), Cancel);
        }

        foreach (var report in reports.Reports.Where(report => !report.IsOver))
        {
            fired[(report.Subject, report.Since)] = report.At;
        }

        var preview = await new InMemoryAlerts(_store, OrganisationCalendar.Utc).PreviewAsync(_rules.All[0], Now, Cancel);

        Assert.NotEmpty(preview.Episodes);
        Assert.Equal(preview.Count, preview.Episodes.Count);
        Assert.Equal(
            preview.Episodes.ToDictionary(episode => (AlertReport.SubjectOf(s_rule, episode.Value), episode.From), episode => episode.To),
            fired);
    }

    [Fact]
    public async Task A_value_that_breaks_the_rule_is_one_incident_and_ends_with_it_also_over_a_restart()
    {
        await SpendAsync(0, "acme", 8);
        await SpendAsync(0, "globex", 4);
        await SpendAsync(1, "acme", 9);
        _rules.All = [s_rule];

        await RunAsync(2);
        var incident = Assert.Single(_incidents.All);
        Assert.Equal((IncidentKind.AlertRule, IncidentStatus.Open), (incident.Kind, incident.Status));
        Assert.StartsWith("Cost of customer 'acme' came to $9.00 in 1 hour", incident.Sentence, StringComparison.Ordinal);
        Assert.Single(incident.Traces);

        await RunAsync(3, restarts: true);
        Assert.Equal((IncidentStatus.Resolved, true), (Assert.Single(_incidents.All).Status, _incidents.All[0].IsResolvedByItself));
    }

    [Fact]
    public async Task What_was_before_the_rule_opens_nothing_and_a_rule_that_is_off_changed_or_deleted_ends_what_it_opened()
    {
        await SpendAsync(0, "acme", 8);
        _rules.All = [s_rule with { Since = A.Noon + Hour }];
        await RunAsync(1);
        Assert.Empty(_incidents.All);

        await SpendAsync(1, "acme", 8);
        await RunAsync(1);
        Assert.Equal(IncidentStatus.Open, Assert.Single(_incidents.All).Status);

        _rules.All = [s_rule with { IsOn = false, Version = 2, Since = Now }];
        await RunAsync(1);
        Assert.Equal(IncidentStatus.Resolved, Assert.Single(_incidents.All).Status);
    }

    [Fact]
    public async Task A_window_whose_report_failed_is_reported_the_next_time()
    {
        await SpendAsync(0, "acme", 8);
        _rules.All = [s_rule];
        _clock.Pass(Hour + AlertWatch.Settles);
        var recorded = new RecordedIncidents { Failure = new StoreUnavailableException("busy") };
        var work = Work(recorded);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => work.RunAsync(new(), Cancel));
        await work.RunAsync(new(), Cancel);

        Assert.Equal("rule 9 acme", Assert.Single(recorded.Reports).Subject);
    }

    private AlertRuleWork Work(IIncidentStore? incidents = null) => new(_access, _rules, _store, _store, incidents ?? _incidents, OrganisationCalendar.Utc, _clock);

    private async Task RunAsync(int hours, bool restarts = false)
    {
        var work = Work();
        for (var i = 0; i < hours; i++)
        {
            _clock.Pass(Hour + (i == 0 && Now == A.Noon ? AlertWatch.Settles : 0));
            await (restarts ? Work() : work).RunAsync(new(), Cancel);
        }
    }

    private async Task FillAsync(Random random, int days)
    {
        await StartAsync();
        for (var hour = 0; hour < days * 24; hour++)
        {
            foreach (var customer in (string[])["acme", "globex", ""])
            {
                if (random.Next(4) > 0)
                {
                    await SpendAsync(hour, customer, random.Next(1, 60) / 10m * (random.Next(12) == 0 ? 4 : 1), random.Next(50), isPriced: random.Next(10) > 0);
                }
            }
        }
    }

    private async Task SpendAsync(int hour, string customer, decimal usd, int minute = 10, bool isPriced = true)
    {
        await StartAsync();
        var name = $"{customer} {hour}";
        await _store.CommitAsync(
            [A.Span(name, trace: name, start: ((hour * 60) + minute) * 60_000.0, tokens: new Usage(10, 0, 0, 0, 1), usd: isPriced ? usd : null, attribution: Attribution.None with { Customer = customer.Length == 0 ? null : customer })],
            Cancel);
    }

    private async Task StartAsync()
    {
        if ((await _access.GetProjectsAsync(Cancel)).Count == 0)
        {
            await _access.CreateProjectAsync("one", A.Entry, Cancel);
        }
    }

    private sealed class GivenRules : IAlertRuleStore
    {
        public IReadOnlyList<AlertRule> All { get; set; } = [];

        public Task<IReadOnlyList<AlertRule>> ListAsync(ProjectId project, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<AlertRule>>([.. All.Where(rule => rule.Project == project)]);

        public Task<AlertRuleOutcome> SaveAsync(AlertRule rule, AuditEntry entry, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> DeleteAsync(ProjectId project, int id, AuditEntry entry, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}

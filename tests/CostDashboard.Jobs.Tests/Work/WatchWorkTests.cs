using CostDashboard.Core.Events;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.Core.Watching.Steps;
using CostDashboard.Jobs.Work;
using CostDashboard.TestKit;
using CostDashboard.TestKit.Watching;

namespace CostDashboard.Jobs.Tests.Work;

public sealed class WatchWorkTests
{
    private const int Learned = 15 * 24;

    private readonly InMemoryAccessStore _access = new();
    private readonly InMemoryStore _store = new();
    private readonly ManualClock _clock = new();
    private readonly RecordedIncidents _incidents = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_step_that_becomes_dear_is_reported_once_the_hour_is_complete_with_release_customer_and_traces()
    {
        await StartAsync();
        await SpendAsync(0, Learned, usd: 0.5m);
        await SpendAsync(Learned, Learned + 1, usd: 5m, customer: "acme");
        var work = Work(new GivenEvents(new ProjectEvent(A.Project, EventKind.Deploy, "2.8.1", "api", "", A.Noon + Learned * UnixNanos.PerHour)));

        _clock.Pass((Learned + 1) * UnixNanos.PerHour + WatchWork.Settles - 1000);
        await work.RunAsync(new(), Cancel);
        Assert.Empty(_incidents.Reports);
        _clock.Pass(1000);
        await work.RunAsync(new(), Cancel);

        var report = Assert.Single(_incidents.Reports, report => report.Subject == "cost per call of step answer");
        Assert.Equal(IncidentKind.StepAnomaly, report.Kind);
        Assert.Contains("after release 2.8.1 of api", report.Sentence, StringComparison.Ordinal);
        Assert.Contains("from customer acme", report.Sentence, StringComparison.Ordinal);
        Assert.Equal(3, report.Traces.Count);
        Assert.Single(_incidents.Reports.Select(one => one.Cause).Distinct());
        Assert.Contains(_incidents.Reports, one => one.Kind == IncidentKind.SpendSpike && one.Subject == "spend an hour");
    }

    [Fact]
    public async Task After_a_restart_the_same_is_reported_and_of_what_is_over_the_end()
    {
        await StartAsync();
        await SpendAsync(0, Learned, usd: 0.5m);
        await SpendAsync(Learned, Learned + 3, usd: 5m);
        await SpendAsync(Learned + 3, Learned + 6, usd: 0.5m);
        _clock.Pass((Learned + 2) * UnixNanos.PerHour + WatchWork.Settles);
        await Work().RunAsync(new(), Cancel);
        List<(string, UnixNanos, bool)> before = [.. _incidents.Reports.Select(Shape)];
        _incidents.Reports.Clear();

        _clock.Pass(4 * UnixNanos.PerHour);
        await Work().RunAsync(new(), Cancel);

        Assert.NotEmpty(before);
        Assert.Equal(before, _incidents.Reports.Select(Shape).Take(before.Count));
        Assert.Contains(_incidents.Reports, report => report.IsOver);

        static (string, UnixNanos, bool) Shape(IncidentReport report) => (report.Subject, report.At, report.IsOver);
    }

    [Fact]
    public async Task An_hour_whose_report_failed_is_reported_the_next_time()
    {
        await StartAsync();
        await SpendAsync(0, Learned, usd: 0.5m);
        await SpendAsync(Learned, Learned + 1, usd: 5m);
        _clock.Pass((Learned + 1) * UnixNanos.PerHour + WatchWork.Settles);
        _incidents.Failure = new StoreUnavailableException("busy");
        var work = Work();

        await Assert.ThrowsAsync<StoreUnavailableException>(() => work.RunAsync(new(), Cancel));
        Assert.Empty(_incidents.Reports);
        await work.RunAsync(new(), Cancel);

        Assert.NotEmpty(_incidents.Reports);
    }

    [Fact]
    public async Task What_somebody_marked_as_expected_is_not_reported_any_more_and_what_comes_on_top_is()
    {
        await StartAsync();
        await SpendAsync(0, Learned, usd: 0.5m);
        await SpendAsync(Learned, Learned + 12, usd: 5m);
        await SpendAsync(Learned + 12, Learned + 13, usd: 50m);
        var work = Work();
        _clock.Pass((Learned + 2) * UnixNanos.PerHour + WatchWork.Settles);
        await work.RunAsync(new(), Cancel);
        Assert.NotEmpty(_incidents.Reports);
        _incidents.Reports.Clear();

        _incidents.Known.Add(Summary(IncidentStatus.Expected, "answer"));
        _incidents.Known.Add(Summary(IncidentStatus.Expected, null));
        _clock.Pass(9 * UnixNanos.PerHour);
        await work.RunAsync(new(), Cancel);
        Assert.DoesNotContain(_incidents.Reports, report => !report.IsOver);
        _clock.Pass(2 * UnixNanos.PerHour);
        await work.RunAsync(new(), Cancel);

        Assert.Contains(_incidents.Reports, report => report.Subject == "cost per call of step answer" && report.Sentence.Contains(" 10 times ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(IncidentChangeKind.Acknowledged, true)]
    [InlineData(IncidentChangeKind.Commented, false)]
    public async Task Hours_of_an_incident_that_somebody_confirmed_do_not_become_what_is_expected(IncidentChangeKind said, bool isConfirmed)
    {
        await StartAsync();
        await SpendAsync(0, Learned, usd: 0.5m);
        await SpendAsync(Learned, Learned + 72, usd: 5m);
        _incidents.Known.Add(Summary(IncidentStatus.Resolved, "answer", hours: 72));
        _incidents.History.Add(new(1, A.Noon, said, new(Guid.NewGuid(), "ada")));
        _clock.Pass((Learned + 72) * UnixNanos.PerHour + WatchWork.Settles);

        await Work().RunAsync(new(), Cancel);

        var last = _incidents.Reports.Last(report => report is { IsOver: false, Subject: "cost per call of step answer" }).Series!.Points[^1];
        Assert.Equal(isConfirmed, last.Expected < 0.51 * Usd.NanosPerDollar);
    }

    [Fact]
    public async Task What_is_an_alarm_already_is_told_before_the_hour_is_over_and_not_of_itself_again()
    {
        await StartAsync();
        await SpendAsync(0, Learned, usd: 0.5m);
        _clock.Pass(Learned * UnixNanos.PerHour + WatchWork.Settles);
        var work = Work();
        await work.RunAsync(new(), Cancel);
        Assert.Empty(_incidents.Reports);

        await SpendAsync(Learned, Learned + 1, usd: 50m);
        _clock.Pass(5 * UnixNanos.PerMinute);
        await work.RunAsync(new(), Cancel);
        var early = Assert.Single(_incidents.Reports, report => report.Subject == "cost per call of step answer");
        Assert.Equal(A.Noon + Learned * UnixNanos.PerHour + 10 * UnixNanos.PerMinute, early.At);
        Assert.Contains(early.Evidence, line => line.Label == "cost per call in the hour so far");

        _clock.Pass(5 * UnixNanos.PerMinute);
        await work.RunAsync(new(), Cancel);
        Assert.Single(_incidents.Reports, report => report.Subject == "cost per call of step answer");
        _clock.Pass(50 * UnixNanos.PerMinute);
        await work.RunAsync(new(), Cancel);
        Assert.Equal(2, _incidents.Reports.Count(report => report.Subject == "cost per call of step answer"));
    }

    [Fact]
    public async Task What_is_imported_late_is_looked_at_once_it_is_there()
    {
        await StartAsync();
        await SpendAsync(Learned + 1, Learned + 2, usd: 0.5m);
        _clock.Pass((Learned + 2) * UnixNanos.PerHour + WatchWork.Settles);
        var work = Work();
        await work.RunAsync(new(), Cancel);
        Assert.Empty(_incidents.Reports);

        await SpendAsync(0, Learned, usd: 0.5m);
        await SpendAsync(Learned, Learned + 1, usd: 5m);
        await work.RunAsync(new(), Cancel);

        Assert.Contains(_incidents.Reports, report => report.Subject == "cost per call of step answer");
    }

    [Fact]
    public async Task A_step_that_becomes_slow_is_reported_though_it_costs_no_more()
    {
        await StartAsync();
        await SpendAsync(0, Learned, usd: 0.5m);
        await SpendAsync(Learned, Learned + 1, usd: 0.5m, millis: 60_000);
        _clock.Pass((Learned + 1) * UnixNanos.PerHour + WatchWork.Settles);

        await Work().RunAsync(new(), Cancel);

        var report = Assert.Single(_incidents.Reports, one => one.Kind == IncidentKind.StepAnomaly);
        Assert.Equal("median time of a call of step answer", report.Subject);
        Assert.Null(report.MoneyPerHour);
        Assert.Equal(3, report.Traces.Count);
    }

    // What the page of a step shows is what decided, hour by hour, also after a release.
    [Fact]
    public async Task What_is_said_to_be_usual_of_a_step_is_what_the_watch_learned()
    {
        var events = new GivenEvents(new ProjectEvent(A.Project, EventKind.Deploy, "2.8.1", "api", "", A.Noon + 300 * UnixNanos.PerHour));
        await StartAsync();
        await SpendAsync(0, Learned, usd: 0.5m);
        await SpendAsync(Learned, Learned + 1, usd: 5m);
        _clock.Pass((Learned + 1) * UnixNanos.PerHour + WatchWork.Settles);
        var baselines = new StepBaselines(_store, _store, events, _incidents, OrganisationCalendar.Utc, _clock);

        await Work(events).RunAsync(new(), Cancel);
        var learned = await baselines.GetAsync(A.Project, "answer", Cancel);

        var report = _incidents.Reports.Single(one => one.Subject == "cost per call of step answer");
        var cost = learned.Single(one => one.Measure is WatchedMeasure.CostPerCall);
        Assert.Equal(report.Series!.Points, cost.Points);
        Assert.Contains(report.Evidence, line => line.Label == "expected from" && line.Value == $"{cost.Hours:#,0} hours with calls");
        Assert.Equal((Learned + 1, true), (cost.Hours, cost.KnowsSeason));
        Assert.Equal(Enum.GetValues<WatchedMeasure>(), learned.Select(one => one.Measure));
        Assert.Empty(await baselines.GetAsync(A.Project, "no such step", Cancel));
    }

    [Fact]
    public async Task Before_a_day_of_hours_nothing_is_said_to_be_usual_and_it_says_how_many_there_are()
    {
        await StartAsync();
        await SpendAsync(0, 7, usd: 0.5m);
        _clock.Pass(7 * UnixNanos.PerHour + WatchWork.Settles);

        var learned = await new StepBaselines(_store, _store, new GivenEvents(), _incidents, OrganisationCalendar.Utc, _clock).GetAsync(A.Project, "answer", Cancel);

        Assert.All(learned, one => Assert.Null(one.Last));
        Assert.Equal(7, learned.Single(one => one.Measure is WatchedMeasure.CostPerCall).Hours);
    }

    [Fact]
    public async Task A_project_without_spans_says_nothing()
    {
        await StartAsync();

        await Work().RunAsync(new(), Cancel);

        Assert.Empty(_incidents.Reports);
    }

    private WatchWork Work(GivenEvents? events = null) => new(_access, _store, _store, events ?? new GivenEvents(), _incidents, OrganisationCalendar.Utc, _clock);

    private Task StartAsync() => _access.CreateProjectAsync("one", A.Entry, Cancel);

    private static IncidentSummary Summary(IncidentStatus status, string? step, int hours = 2)
    {
        var (since, end) = (A.Noon + Learned * UnixNanos.PerHour, A.Noon + (Learned + hours) * UnixNanos.PerHour);
        return new(1, A.Project, IncidentKind.StepAnomaly, IncidentSeverity.Info, status, "It costs more.", step, since, since, end, end, null, "", null, null, 1);
    }

    // Five traces an hour, each with one call of the step.
    private Task SpendAsync(int first, int end, decimal usd, string customer = "umbrella", double millis = 900) => _store.CommitAsync(
        [.. from hour in Enumerable.Range(first, end - first)
            from call in Enumerable.Range(0, 5)
            select A.Span(
                $"call {hour} {call}", trace: $"trace {hour} {call}", name: "answer", start: ((hour * 60) + call) * 60_000.0, duration: millis,
                tokens: new Usage(1_000, 0, 0, 0, 100), usd: usd + ((hour + call) % 7 * 0.001m), attribution: Attribution.None with { Customer = customer })],
        Cancel);
}

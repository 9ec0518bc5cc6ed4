using CostDashboard.Core.Events;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.Jobs.Work;
using CostDashboard.TestKit;

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
    public async Task A_project_without_spans_says_nothing()
    {
        await StartAsync();

        await Work().RunAsync(new(), Cancel);

        Assert.Empty(_incidents.Reports);
    }

    private WatchWork Work(GivenEvents? events = null) => new(_access, _store, _store, events ?? new GivenEvents(), _incidents, OrganisationCalendar.Utc, _clock);

    private Task StartAsync() => _access.CreateProjectAsync("one", A.Entry, Cancel);

    // Five traces an hour, each with one call of the step.
    private Task SpendAsync(int first, int end, decimal usd, string customer = "umbrella") => _store.CommitAsync(
        [.. from hour in Enumerable.Range(first, end - first)
            from call in Enumerable.Range(0, 5)
            select A.Span(
                $"call {hour} {call}", trace: $"trace {hour} {call}", name: "answer", start: ((hour * 60) + call) * 60_000.0,
                tokens: new Usage(1_000, 0, 0, 0, 100), usd: usd + ((hour + call) % 7 * 0.001m), attribution: Attribution.None with { Customer = customer })],
        Cancel);
}

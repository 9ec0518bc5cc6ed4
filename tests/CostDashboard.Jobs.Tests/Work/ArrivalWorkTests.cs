using CostDashboard.Core.Access;
using CostDashboard.Core.Jobs;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Pricing.Unpriced;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.Jobs.Scheduling;
using CostDashboard.Jobs.Work;
using CostDashboard.TestKit;
using CostDashboard.TestKit.Watching;

namespace CostDashboard.Jobs.Tests.Work;

public sealed class ArrivalWorkTests
{
    private readonly InMemoryAccessStore _access = new();
    private readonly InMemoryStore _store = new();
    private readonly RecordedIncidents _incidents = new();
    private readonly GivenTraffic _traffic = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_project_whose_spans_stop_is_reported_and_told_well_when_they_come_again()
    {
        await StartAsync(hours: 60);

        await LookAsync(60);
        Assert.True(Assert.Single(_incidents.Reports).IsOver);
        await LookAsync(62);
        var silent = _incidents.Reports[^1];
        Assert.Equal((IncidentKind.IngestionStopped, At(60), At(62), false), (silent.Kind, silent.Since, silent.At, silent.IsOver));

        await SendAsync(62, 63);
        await LookAsync(63);

        Assert.Equal((silent.Subject, true), (_incidents.Reports[^1].Subject, _incidents.Reports[^1].IsOver));
    }

    [Fact]
    public async Task A_project_to_which_no_key_is_left_to_send_is_not_silent()
    {
        await StartAsync(hours: 60);
        await LookAsync(60);
        Assert.True(await _access.RevokeKeyAsync(A.Project, 1, A.Noon, A.Entry, Cancel));

        await LookAsync(62);

        Assert.All(_incidents.Reports, report => Assert.True(report.IsOver));
    }

    [Fact]
    public async Task A_project_that_never_had_a_span_is_not_silent()
    {
        await _access.CreateProjectAsync("one", A.Entry, Cancel);

        await LookAsync(1);

        Assert.Empty(_incidents.Reports);
    }

    [Fact]
    public async Task A_model_without_a_price_is_one_incident_with_traces_that_call_it()
    {
        await StartAsync(hours: 1);
        _traffic.Add(Unpriced("frontier"));

        await LookAsync(1);

        var report = Assert.Single(_incidents.Reports, report => report.Kind is IncidentKind.UnpricedModel);
        Assert.Contains("The model frontier of openai has no price: 40 calls since 6 August", report.Sentence, StringComparison.Ordinal);
        Assert.Equal(3, report.Traces.Count);
    }

    [Fact]
    public async Task A_model_that_is_priced_by_now_is_told_well()
    {
        await StartAsync(hours: 1);
        _traffic.Add(Unpriced("frontier"));
        await LookAsync(1);
        var opened = _incidents.Reports.Single(report => report.Kind is IncidentKind.UnpricedModel);
        var incident = Incident.Open(7, opened, At(1)).Incident;
        _incidents.Whole.Add(incident);
        _incidents.Known.Add(new(
            7, incident.Project, incident.Kind, incident.Severity, incident.Status, incident.Sentence, null, incident.Since, At(1), At(1), null, null, "", null, null, 1));

        _traffic.Clear();
        await LookAsync(2);

        Assert.Equal((IncidentKind.UnpricedModel, opened.Subject, true), (_incidents.Reports[^1].Kind, _incidents.Reports[^1].Subject, _incidents.Reports[^1].IsOver));
    }

    private static UnixNanos At(int hour) => A.Noon + (hour * UnixNanos.PerHour);

    private static UnpricedTraffic Unpriced(string model) =>
        new("openai", model, PriceState.Unpriced, 40, new(1_000, 0, 0, 0, 100), A.Noon.Floor(UnixNanos.PerDay), A.Noon.Floor(UnixNanos.PerDay), [A.Project]);

    private Task LookAsync(int hour) => new ArrivalWork(_access, _store, _traffic, _store, _incidents, new CurrentPrices(), OrganisationCalendar.Utc)
        .RunAsync(new JobPass(new JobWindow(At(hour - 1), At(hour))), Cancel);

    private async Task StartAsync(int hours)
    {
        await _access.CreateProjectAsync("one", A.Entry, Cancel);
        await _access.CreateKeyAsync(A.Project, "app", "cd_", new byte[32], A.Noon, A.Entry, Cancel);
        await SendAsync(0, hours);
    }

    // Forty calls an hour.
    private Task SendAsync(int first, int end) => _store.CommitAsync(
        [.. from hour in Enumerable.Range(first, end - first)
            from call in Enumerable.Range(0, 40)
            select A.Span($"call {hour} {call}", trace: $"trace {hour} {call}", name: "answer", start: ((hour * 60) + call) * 60_000.0, model: "frontier", tokens: new Usage(1_000, 0, 0, 0, 100), usd: 0.5m)],
        Cancel);

    private sealed class GivenTraffic : List<UnpricedTraffic>, IUnpricedQueries
    {
        public Task<IReadOnlyList<UnpricedTraffic>> GetAsync(ProjectId? project, UnixNanos from, UnixNanos to, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<UnpricedTraffic>>([.. this]);
    }
}

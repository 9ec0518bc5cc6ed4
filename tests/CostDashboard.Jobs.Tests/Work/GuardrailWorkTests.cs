using CostDashboard.Core.Access;
using CostDashboard.Core.Guardrails;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.Jobs.Work;
using CostDashboard.TestKit;

namespace CostDashboard.Jobs.Tests.Work;

public sealed class GuardrailWorkTests
{
    private readonly ArrivingTraces _arriving = new();
    private readonly InMemoryGuardrails _guardrails = new();
    private readonly ReportedIncidents _incidents = new();
    private readonly InMemoryAccessStore _access = new();
    private readonly ManualClock _clock = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private UnixNanos Now => UnixNanos.From(_clock.GetUtcNow());

    [Fact]
    public async Task Traces_that_break_a_limit_are_one_report_for_each_rule_and_agent()
    {
        var project = await ProjectAsync();
        _arriving.Add(project, Now, Run("a", 4), Run("b", 12), Run("c", 2), Run("d", 5, "billing"));

        await Work().RunAsync(new(), Cancel);

        Assert.Equal(
            [
                "A trace of the agent 'billing' came to 5 of 'search', over the limit of 3 (calls of one tool).",
                "A trace of the agent 'refunds' came to 12, over the limit of 10 (steps per trace).",
                "2 traces of the agent 'refunds' went over the limit of 3 (calls of one tool); the furthest came to 12 of 'search'.",
            ],
            _incidents.Reports.Select(report => report.Sentence).Order(StringComparer.Ordinal).OrderBy(sentence => sentence[0] != 'A'));
        Assert.All(_incidents.Reports, report => Assert.Equal((project, IncidentKind.GuardrailBroken), (report.Project, report.Kind)));
        Assert.Equal(3, _incidents.Reports.Select(report => report.Subject).Distinct().Count());
    }

    [Fact]
    public async Task What_was_told_of_is_not_told_again_until_it_comes_again()
    {
        var project = await ProjectAsync();
        _arriving.Add(project, Now, Run("a", 4));
        var work = Work();

        await work.RunAsync(new(), Cancel);
        await work.RunAsync(new(), Cancel);
        Assert.Single(_incidents.Reports);

        _clock.Pass(5 * UnixNanos.PerSecond);
        _arriving.Add(project, Now, Run("a", 5));
        await work.RunAsync(new(), Cancel);

        Assert.Equal(2, _incidents.Reports.Count);
        Assert.Equal(_incidents.Reports[0].Subject, _incidents.Reports[1].Subject);
    }

    [Fact]
    public async Task What_arrived_while_the_program_was_away_is_told_of_when_it_is_back()
    {
        var project = await ProjectAsync();
        await Work().RunAsync(new(), Cancel);
        _clock.Pass(5 * UnixNanos.PerHour);
        _arriving.Add(project, Now + (-3 * UnixNanos.PerHour), Run("a", 4));

        await Work().RunAsync(new(), Cancel);

        Assert.Single(_incidents.Reports);
    }

    [Fact]
    public async Task A_report_that_cannot_be_kept_comes_again()
    {
        var project = await ProjectAsync();
        var work = Work();
        _arriving.Add(project, Now, Run("a", 4));
        _incidents.Failure = new StoreUnavailableException("busy");

        await Assert.ThrowsAsync<StoreUnavailableException>(() => work.RunAsync(new(), Cancel));
        _incidents.Failure = null;
        await work.RunAsync(new(), Cancel);

        Assert.Single(_incidents.Reports);
    }

    private GuardrailWork Work() => new(_arriving, _guardrails, _incidents, _access, _clock);

    private async Task<ProjectId> ProjectAsync() => (await _access.CreateProjectAsync("one", A.Entry, Cancel)).Id;

    private static PricedSpan[] Run(string trace, int calls, string agent = "refunds") =>
    [
        A.Span("agent", trace: trace, name: agent, duration: 60_000, kind: OperationKind.Agent),
        .. Enumerable.Range(0, calls).SelectMany(i => new[]
        {
            A.Span($"c{i}", "agent", trace, start: i * 100, kind: OperationKind.Chat, tokens: new(100, 0, 0, 0, 5), usd: 0.001m),
            A.Span($"t{i}", "agent", trace, name: "search", start: (i * 100) + 50, kind: OperationKind.Tool),
        }),
    ];

    private sealed class ArrivingTraces : IGuardrailQueries
    {
        private readonly List<(ProjectId Project, ArrivedTrace Trace)> _traces = [];

        internal void Add(ProjectId project, UnixNanos received, params PricedSpan[][] traces)
        {
            foreach (var spans in traces)
            {
                var key = new TraceKey(project, spans[0].Key.Trace);
                _traces.RemoveAll(stored => stored.Trace.Summary.Key == key);
                _traces.Add((project, new(TraceSummary.Of(key, A.Rollup(spans)), new(received, unchecked((long)key.Trace.Low)))));
            }
        }

        public Task<ArrivedTraces> GetArrivedAsync(ProjectId project, GuardrailSettings settings, ArrivalCursor after, UnixNanos until, int most, CancellationToken cancellationToken) =>
            Task.FromResult(new ArrivedTraces(
                [.. _traces.Where(t => t.Project == project && t.Trace.At.Received <= until && (t.Trace.At.Received > after.Received || (t.Trace.At.Received == after.Received && t.Trace.At.Number > after.Number))).Select(t => t.Trace)],
                HasMore: false));

        public Task<GuardrailPreview> PreviewAsync(ProjectId project, GuardrailSettings settings, UnixNanos from, UnixNanos to, CancellationToken cancellationToken) =>
            throw new NotSupportedException("Nobody asks for a preview here.");
    }

    private sealed class ReportedIncidents : IIncidentStore
    {
        internal List<IncidentReport> Reports { get; } = [];

        internal StoreUnavailableException? Failure { get; set; }

        public Task<IncidentStep?> ReportAsync(IncidentReport report, UnixNanos now, CancellationToken cancellationToken)
        {
            if (Failure is { } failure)
            {
                return Task.FromException<IncidentStep?>(failure);
            }

            Reports.Add(report);
            return Task.FromResult<IncidentStep?>(null);
        }

        public Task<IncidentAnswer> ActAsync(int incident, IncidentAction action, AuditActor actor, UnixNanos now, CancellationToken cancellationToken) => throw Unasked();

        public Task<IReadOnlyList<IncidentStep>> SettleAsync(UnixNanos now, CancellationToken cancellationToken) => throw Unasked();

        public Task<IncidentPage> ListAsync(IncidentQuestion question, int? before, int limit, CancellationToken cancellationToken) => throw Unasked();

        public Task<Incident?> GetAsync(int incident, CancellationToken cancellationToken) => throw Unasked();

        public Task<IReadOnlyList<IncidentChange>> HistoryAsync(int incident, CancellationToken cancellationToken) => throw Unasked();

        private static NotSupportedException Unasked() => new("It only reports.");
    }
}

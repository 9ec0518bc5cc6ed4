using System.Runtime.CompilerServices;
using CostDashboard.Core.Access;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Outcomes;
using CostDashboard.Core.Spend.Pipelines;
using CostDashboard.Core.Spend.Spikes;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.Links;
using CostDashboard.Core.Traces.SameCalls;
using CostDashboard.Core.Traces.Sessions;
using CostDashboard.Core.Units;

namespace CostDashboard.TestKit;

/// <summary>
/// Spans, traces and totals as the ports promise them, until the process ends. Written to be obviously right, not fast: an answer walks over
/// everything. It passes the same contract suite as the databases do.
/// </summary>
public sealed class InMemoryStore(OrganisationCalendar? calendar = null, TimeProvider? clock = null) : ISpanStore, ITraceQueries, ISpendQueries, IPipelineQueries, IOutcomeQueries, ILinkedTraces, ISessionQueries
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TraceKey, StoredTrace> _traces = [];
    private readonly SpendDelta _totals = new();
    private readonly OrganisationCalendar _calendar = calendar ?? OrganisationCalendar.Utc;
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;

    /// <summary>Thrown by the next commits, as a database that is busy or full would.</summary>
    public StoreUnavailableException? Failure { get; set; }

    /// <summary>The totals as they stand; rows of nothing are left out.</summary>
    public SpendDelta Totals
    {
        get
        {
            lock (_lock)
            {
                _totals.Trim();
                return _totals;
            }
        }
    }

    public Task CommitAsync(IReadOnlyList<PricedSpan> spans, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Failure is { } failure)
        {
            return Task.FromException(failure);
        }

        lock (_lock)
        {
            var stored = spans.Select(s => s.Key.TraceKey).Distinct().Where(_traces.ContainsKey).ToDictionary(k => k, FactsOf);
            var draft = CommitDraft.Of(stored, spans);
            while (draft.TakeQuestions() is { IsEmpty: false } questions)
            {
                var isAskedFor = AskedFor(questions);
                draft.Add(Claims().Where(c => isAskedFor(c.Claim)).ToList());
            }

            Apply(draft.Plan(draft.OtherTraces.ToDictionary(k => k, FactsOf), _calendar));
        }

        return Task.CompletedTask;
    }

    public Task<TraceFacts> GetFactsAsync(TraceKey trace, CancellationToken cancellationToken) => Locked(() => FactsOf(trace));

    public Task<TraceStamp?> GetStampAsync(TraceKey trace, CancellationToken cancellationToken) =>
        Locked(() => _traces.TryGetValue(trace, out var known) ? new TraceStamp(known.Summary, known.ReceivedAt) : null);

    public Task<IReadOnlyList<SpanMoments>> GetMomentsAsync(TraceKey trace, IReadOnlyList<SpanId> spans, CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<SpanMoments>>(() => [.. SpansOf(trace)
            .Select(s => s.Span.Span.Source)
            .Where(s => spans.Take(SpanMoments.MostSpans).Contains(s.Key.Span) && (s.Events.Count > 0 || s.Links.Count > 0))
            .Select(s => new SpanMoments(s.Key.Span, [.. s.Events.Take(SpanMoments.MostEvents).Select(e => new SpanMoment(e.Time, e.Name))], s.Links.Count))]);

    public Task<IReadOnlyList<PricedSpan>> GetSpansAsync(TraceKey trace, CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<PricedSpan>>(() => [.. SpansOf(trace).Select(s => s.Span)]);

    public Task<PricedSpan?> GetSpanAsync(SpanKey span, CancellationToken cancellationToken) =>
        Locked(() => SpansOf(span.TraceKey).FirstOrDefault(s => s.Span.Key == span)?.Span);

    public Task<IReadOnlyList<PricedSpan>> GetLatestSpansAsync(ProjectId project, int most, CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<PricedSpan>>(() => [.. _traces
            .Where(t => t.Key.Project == project)
            .OrderByDescending(t => t.Value.Summary.Start)
            .SelectMany(t => t.Value.Spans.Values.OrderBy(s => s.Facts.Id).Select(s => s.Span))
            .Take(most)]);

    public Task<TracePage> ListAsync(TraceQuestion question, CancellationToken cancellationToken) =>
        Locked(() => InMemoryTraceList.Answer(question, _traces.Values));

    public async Task<IReadOnlyList<TraceSummary>> GetFirstAsync(TraceQuestion question, CancellationToken cancellationToken) =>
        (await ListAsync(question, cancellationToken)).Rows;

    public async IAsyncEnumerable<TraceSummary> ReadAllAsync(TraceQuestion question, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var trace in await Locked(() => InMemoryTraceList.All(question, _traces.Values)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return trace;
        }
    }

    public Task<IReadOnlyList<TraceName>> GetNamesAsync(TraceQuestion question, CancellationToken cancellationToken) =>
        Locked(() => InMemoryTraceList.Names(question, _traces.Values));

    Task<SessionPage> ISessionQueries.ListAsync(SessionQuestion question, CancellationToken cancellationToken) =>
        Locked(() => InMemorySessions.Answer(question, _traces.Values));

    public Task<SessionReading?> ReadAsync(OneSession session, int mostTraces, long mostSpans, CancellationToken cancellationToken) =>
        Locked(() => InMemorySessions.Read(session, mostTraces, mostSpans, _traces.Values));

    public Task<LinkedTraces?> GetAsync(TraceKey trace, CancellationToken cancellationToken) => Locked(() => InMemoryLinks.Answer(trace, _traces));

    public Task<SpendAnswer> AskAsync(SpendQuestion question, CancellationToken cancellationToken) =>
        Locked(() => InMemorySpend.Answer(question, _totals, _calendar));

    public Task<ChosenAnswer> AskChosenAsync(
        SpendQuestion question, Func<IReadOnlyList<SpendRow>, IReadOnlyCollection<string>> choose, CancellationToken cancellationToken)
    {
        ChosenAnswer.Demand(question);
        return Locked(() => ChosenAnswer.Of(InMemorySpend.Answer(question, _totals, _calendar), choose));
    }

    public Task<SpikeAnswer> CompareAsync(SpikeQuestion question, CancellationToken cancellationToken) =>
        Locked(() => InMemorySpend.Compare(question, _totals));

    public Task<IReadOnlyList<KeyValuePair<string, long>>> GetValuesAsync(
        ProjectId? project, Dimension dimension, UnixNanos from, UnixNanos to, int most, CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<KeyValuePair<string, long>>>(() => [.. InMemorySpend.Values(_totals, _calendar, project, dimension, from, to).Take(most)]);

    public Task<(UnixNanos First, UnixNanos Last)?> GetExtentAsync(ProjectId? project, CancellationToken cancellationToken) =>
        Locked(() => InMemorySpend.Extent(_totals, project));

    public Task<IReadOnlyList<PipelineShare>> GetSharesAsync(PipelineQuestion question, CancellationToken cancellationToken) =>
        Locked(() => InMemoryPipelines.Shares(question, _totals, _calendar));

    public Task<IReadOnlyList<PipelineOfDay>> GetDaysAsync(PipelineQuestion question, CancellationToken cancellationToken) =>
        Locked(() => InMemoryPipelines.Days(question, _totals, _calendar));

    public Task<IReadOnlyList<OutcomeRow>> GetRowsAsync(OutcomeQuestion question, CancellationToken cancellationToken) =>
        Locked(() => InMemoryOutcomes.Rows(question, _totals, _calendar));

    public Task<IReadOnlyList<OutcomeOfDay>> GetDaysAsync(OutcomeQuestion question, CancellationToken cancellationToken) =>
        Locked(() => InMemoryOutcomes.Days(question, _totals, _calendar));

    public Task<Density> GetFirstTokensAsync(OutcomeQuestion question, CancellationToken cancellationToken) =>
        Locked(() => InMemoryOutcomes.FirstTokens(question, _totals, _calendar));

    private void Apply(CommitPlan plan)
    {
        foreach (var change in plan.Traces)
        {
            var trace = _traces.TryGetValue(change.Key, out var known) ? known : _traces[change.Key] = new(change.Summary);
            trace.Summary = change.Summary;
            trace.ReceivedAt = change.Written.Count > 0 ? UnixNanos.From(_clock.GetUtcNow()) : trace.ReceivedAt;
            foreach (var span in change.Written)
            {
                trace.Spans[span.Facts.Id] = span;
                trace.Claims[span.Facts.Id] = new(change.Key, span.Facts);
            }

            foreach (var (facts, charge) in change.Recharged)
            {
                trace.Spans[facts.Id] = trace.Spans[facts.Id] with { Charge = charge };
            }
        }

        foreach (var (minute, measures) in plan.Delta.Minutes)
        {
            _totals.At(minute).Add(measures);
        }

        foreach (var (day, measures) in plan.Delta.Days)
        {
            _totals.At(day).Add(measures);
        }

        foreach (var (day, measures) in plan.Delta.Pipelines)
        {
            _totals.At(day).Add(measures);
        }

        foreach (var (day, measures) in plan.Delta.Outcomes)
        {
            _totals.At(day).Add(measures);
        }

        _totals.Trim();
    }

    private TraceFacts FactsOf(TraceKey key) => !_traces.TryGetValue(key, out var trace)
        ? TraceFacts.None
        : new(
            [.. trace.Spans.Values.Select(s => s.Facts)],
            trace.Spans.Values.Where(s => s.Charge.ChargedInstead is not null).ToDictionary(s => s.Facts.Id, s => s.Charge.ChargedInstead!.Value),
            trace.ReceivedAt);

    private IEnumerable<StoredClaim> Claims() =>
        from trace in _traces.Values
        from span in trace.Spans
        where span.Value.Charge.Role is ChargeRole.Charged or ChargeRole.SameCall
        select new StoredClaim(trace.Claims[span.Key], span.Value.Charge.ChargedInstead);

    // Of thousands of questions, a claim looks at those that may mean it.
    private static Func<CallClaim, bool> AskedFor(ClaimQuestions questions)
    {
        var responses = questions.Responses.Select(q => (q.Project, (long?)q.ResponseKey)).ToHashSet();
        var likenesses = questions.Likenesses.ToLookup(q => (q.Project, (long?)q.Likeness));
        return claim => responses.Contains((claim.Trace.Project, claim.Span.Identity.ResponseKey))
            || likenesses[(claim.Trace.Project, claim.Likeness)].Any(q => q.Covers(claim.Span.Start));
    }

    private IEnumerable<PlannedSpan> SpansOf(TraceKey trace) => _traces.TryGetValue(trace, out var known) ? known.Spans.Values : [];

    private Task<T> Locked<T>(Func<T> read)
    {
        lock (_lock)
        {
            try
            {
                return Task.FromResult(read());
            }
            catch (Exception exception) when (exception is UnanswerableException or FormatException)
            {
                return Task.FromException<T>(exception);
            }
        }
    }
}

/// <summary>A trace as <see cref="InMemoryStore"/> keeps it.</summary>
internal sealed class StoredTrace(TraceSummary summary)
{
    internal TraceSummary Summary { get; set; } = summary;

    internal UnixNanos ReceivedAt { get; set; }

    internal Dictionary<SpanId, PlannedSpan> Spans { get; } = [];

    /// <summary>Of every span, what it says of the call that it tells of.</summary>
    internal Dictionary<SpanId, CallClaim> Claims { get; } = [];
}

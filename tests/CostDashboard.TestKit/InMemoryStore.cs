using CostDashboard.Core.Access;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;

namespace CostDashboard.TestKit;

/// <summary>
/// Spans, traces and totals as the ports promise them, until the process ends. Written to be obviously right, not fast: an answer walks over
/// everything. It passes the same contract suite as the databases do.
/// </summary>
public sealed class InMemoryStore(OrganisationCalendar? calendar = null) : ISpanStore, ITraceQueries, ISpendQueries
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TraceKey, StoredTrace> _traces = [];
    private readonly SpendDelta _totals = new();
    private readonly OrganisationCalendar _calendar = calendar ?? OrganisationCalendar.Utc;

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
            var stored = spans
                .Select(s => s.Key.TraceKey)
                .Distinct()
                .Where(_traces.ContainsKey)
                .ToDictionary(k => k, k => (IReadOnlyList<SpanFacts>)[.. _traces[k].Spans.Values.Select(s => s.Facts)]);
            Apply(CommitPlan.Of(stored, spans, _calendar));
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<SpanFacts>> GetFactsAsync(TraceKey trace, CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<SpanFacts>>(() => [.. SpansOf(trace).Select(s => s.Facts)]);

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

    public Task<SpendAnswer> AskAsync(SpendQuestion question, CancellationToken cancellationToken) =>
        Locked(() => InMemorySpend.Answer(question, _totals, _calendar));

    public Task<IReadOnlyList<KeyValuePair<string, long>>> GetValuesAsync(
        ProjectId? project, Dimension dimension, UnixNanos from, UnixNanos to, int most, CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<KeyValuePair<string, long>>>(() => [.. InMemorySpend.Values(_totals, _calendar, project, dimension, from, to).Take(most)]);

    public Task<(UnixNanos First, UnixNanos Last)?> GetExtentAsync(ProjectId? project, CancellationToken cancellationToken) =>
        Locked(() => InMemorySpend.Extent(_totals, project));

    private void Apply(CommitPlan plan)
    {
        foreach (var change in plan.Traces)
        {
            var trace = _traces.TryGetValue(change.Key, out var known) ? known : _traces[change.Key] = new(change.Summary);
            trace.Summary = change.Summary;
            foreach (var span in change.Written)
            {
                trace.Spans[span.Facts.Id] = span;
            }

            foreach (var (id, charge) in change.Recharged)
            {
                trace.Spans[id] = trace.Spans[id] with { Charge = charge };
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

        _totals.Trim();
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

    internal Dictionary<SpanId, PlannedSpan> Spans { get; } = [];
}

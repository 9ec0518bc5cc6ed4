using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.AgentRuns;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Guardrails;

/// <summary>
/// What a trace comes to with spans that are not stored yet: what its summary would be if they were committed now, but for calls that spans of other
/// traces tell of too. Nothing is stored.
/// </summary>
/// <param name="Summary">Null where nothing is stored and nothing was given.</param>
/// <param name="Counted">Spans that were counted beside the stored ones.</param>
/// <param name="Stored">Spans that were given and are stored meanwhile: the stored form counts, once.</param>
public sealed record PendingTrace(TraceSummary? Summary, int Counted, int Stored)
{
    /// <summary>Stored spans of a trace that can be looked at beside pending ones: its tree says which of them are charged.</summary>
    public const int MostStoredSpans = 5_000;

    /// <summary>Spans that can be given.</summary>
    public const int MostPending = 100;

    // Where an id is needed and none was given: no exporter draws ids in order from the end.
    private const ulong FirstId = ulong.MaxValue - MostPending - 1;

    /// <summary>Time grows with the spans of the trace, stored and pending.</summary>
    /// <param name="stored">What is stored of the trace; <see cref="TraceFacts.None"/> for nothing.</param>
    /// <exception cref="OverflowException">The trace's money or tokens are more than 64 bits hold.</exception>
    public static PendingTrace Of(TraceKey trace, TraceFacts stored, IReadOnlyList<PendingSpan> spans, PriceBook book, UnixNanos now)
    {
        var known = stored.Spans.Select(span => span.Id).ToHashSet();
        var pending = spans.Where(span => span.Id is not { } id || !known.Contains(id)).ToList();
        var priced = Priced(trace, stored, pending, book, now);
        if (priced.Count == 0)
        {
            return new(stored.Spans.Count == 0 ? null : TraceSummary.Of(trace, stored.Rollup(trace)), 0, spans.Count - pending.Count);
        }

        var draft = CommitDraft.Of(stored.Spans.Count == 0 ? new() : new Dictionary<TraceKey, TraceFacts> { [trace] = stored }, priced);
        while (!draft.TakeQuestions().IsEmpty)
        {
            // What other traces tell of the same calls is not asked: it could only lower what is counted here.
        }

        var change = draft.Plan(new Dictionary<TraceKey, TraceFacts>(), OrganisationCalendar.Utc).Traces.Single();
        return new(change.Summary, pending.Count, spans.Count - pending.Count);
    }

    private static List<PricedSpan> Priced(TraceKey trace, TraceFacts stored, List<PendingSpan> pending, PriceBook book, UnixNanos now)
    {
        var priced = new List<PricedSpan>(pending.Count + 1);
        var places = new Dictionary<string, SpanId?>(StringComparer.Ordinal);
        foreach (var (at, span) in pending.Index())
        {
            var key = new SpanKey(trace.Project, trace.Trace, span.Id ?? new SpanId(FirstId + (ulong)at));
            priced.Add(span.Price(key, span.Parent ?? PlaceOf(span), book, now));
        }

        return priced;

        // A span that names no parent is the agent's of which it tells: its latest run in the trace, or one that its own span will be of.
        SpanId? PlaceOf(PendingSpan span)
        {
            var agent = span.Agent ?? "";
            if (span.Kind is PendingKind.Agent || places.TryGetValue(agent, out var place))
            {
                return span.Kind is PendingKind.Agent ? null : places[agent];
            }

            var run = stored.Spans.Where(one => one.Kind is OperationKind.Agent && (agent.Length == 0 || AgentNames.Of(one) == agent)).MaxBy(one => (one.Start, one.Id));
            var begun = pending.Index().LastOrDefault(one => one.Item is { Kind: PendingKind.Agent } item && (agent.Length == 0 || item.Agent == agent));
            place = begun.Item is not null ? begun.Item.Id ?? new SpanId(FirstId + (ulong)begun.Index) : run?.Id;
            if (place is null && span.Kind is PendingKind.Chat or PendingKind.Tool && (agent.Length > 0 || stored.Spans.Count == 0))
            {
                place = new SpanId(FirstId - 1 - (ulong)places.Count);
                var own = new PendingSpan(place, null, agent.Length > 0 ? agent : "agent", PendingKind.Agent, span.Start, Agent: agent.Length > 0 ? agent : null);
                priced.Add(own.Price(new(trace.Project, trace.Trace, place.Value), null, book, now));
            }
            else if (place is null && stored.Spans.Count > 0)
            {
                place = stored.Spans.Where(one => one.Parent is null).MinBy(one => (one.Start, one.Id))?.Id;
            }

            return places[agent] = place;
        }
    }
}

using System.Globalization;
using CostDashboard.Core.Normalization;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;

namespace CostDashboard.Ingest.CodingAgents;

/// <summary>
/// Coding agents tell of the same calls by log events, spans and metrics. Of each session only the best of its signals is charged (conventions §9.3,
/// D10), in whatever order and batches they come: what another signal tells of it is stored without a call and says why. Where a better signal comes
/// later, what was charged is stored again with the same commit, and totals move by difference. Other spans pass through.
/// </summary>
/// <remarks>
/// All that it knows stands in the session's index, a trace, so that a crash leaves nothing half done: the points of its metrics, and for each trace
/// with charged calls of the session a marker that links to it. For one batch time grows with the spans of the touched sessions' indices; once for
/// each marker, when a better signal comes, with the trace that it links to.
/// One writer commits after the other, so that what one batch stored the next one finds. What two nodes store in one moment is decided with the
/// session's next report.
/// </remarks>
internal sealed class OneSourcePerSession(ISpanStore store, ITraceQueries queries, CurrentPrices prices) : ISpanStore
{
    public async Task CommitAsync(IReadOnlyList<PricedSpan> spans, CancellationToken cancellationToken)
    {
        Dictionary<AgentSession, List<(int Index, AgentSource Source)>>? sessions = null;
        for (var i = 0; i < spans.Count; i++)
        {
            if (AgentReport.Of(spans[i].Span) is { } report)
            {
                sessions ??= [];
                (sessions.TryGetValue(report.Session, out var reports) ? reports : sessions[report.Session] = []).Add((i, report.Source));
            }
        }

        await store.CommitAsync(sessions is null ? spans : await DecideAsync(spans, sessions, cancellationToken), cancellationToken);
    }

    private async Task<IReadOnlyList<PricedSpan>> DecideAsync(
        IReadOnlyList<PricedSpan> spans, Dictionary<AgentSession, List<(int Index, AgentSource Source)>> sessions, CancellationToken cancellationToken)
    {
        var decided = spans.ToArray();
        var isLeftOut = new bool[decided.Length];
        var arriving = spans.Select(span => span.Key).ToHashSet();
        var also = new Dictionary<SpanKey, PricedSpan>();
        foreach (var (session, reports) in sessions)
        {
            var stored = (await queries.GetFactsAsync(session.Index, cancellationToken)).Spans;
            var best = stored.Select(SourceOf).OfType<AgentSource>().Concat(reports.Select(report => report.Source)).MinBy(source => source.Rank)!;
            LeaveOutOldPoints(reports, spans, stored, isLeftOut);
            foreach (var (index, source) in reports)
            {
                if (Loses(source, best))
                {
                    decided[index] = Uncharged(decided[index], best);
                }
                else if (source.Signal is not Signal.Metric)
                {
                    Mark(session, source, spans[index].Span, stored, also);
                }
            }

            foreach (var facts in stored.Where(span => SourceOf(span) is { } source && Loses(source, best)))
            {
                await UnchargeStoredAsync(session, facts.Id, best, arriving, also, cancellationToken);
            }
        }

        return [.. decided.Where((_, i) => !isLeftOut[i]), .. also.Values];
    }

    // What is stored in a session's index under such a name and has a call, or marks where there are some.
    private static AgentSource? SourceOf(SpanFacts span) =>
        AgentSource.Named(span.Name) is { } source && (source.Signal is not Signal.Metric || span.PriceState is not PriceState.NotACall) ? source : null;

    // A turn of Codex and the answers below it are one signal, of which the structure of the trace charges the deepest.
    private static bool Loses(AgentSource source, AgentSource best) => source.Rank > best.Rank && source.Signal != best.Signal;

    // A counter that is told from its start on is one span which grows: a point of it that is older than what is known says nothing more.
    private static void LeaveOutOldPoints(
        List<(int Index, AgentSource Source)> reports, IReadOnlyList<PricedSpan> spans, IReadOnlyList<SpanFacts> stored, bool[] isLeftOut)
    {
        if (!reports.Exists(report => report.Source.Signal is Signal.Metric))
        {
            return;
        }

        var latest = stored.Where(span => span.Name == AgentSource.ClaudeCosts).ToDictionary(span => span.Id, span => (span.End, Index: -1));
        foreach (var (index, _) in reports.Where(report => report.Source.Signal is Signal.Metric))
        {
            var (id, end) = (spans[index].Key.Span, spans[index].Span.Source.End);
            if (!latest.TryGetValue(id, out var other))
            {
                latest[id] = (end, index);
            }
            else if (end < other.End)
            {
                isLeftOut[index] = true;
            }
            else
            {
                if (other.Index >= 0)
                {
                    isLeftOut[other.Index] = true;
                }

                latest[id] = (end, index);
            }
        }
    }

    private void Mark(AgentSession session, AgentSource source, NormalizedSpan reported, IReadOnlyList<SpanFacts> stored, Dictionary<SpanKey, PricedSpan> also)
    {
        var trace = reported.Key.Trace;
        SpanKey key = new(session.Project, session.Index.Trace, AgentIds.Span(source.Name, trace.ToString()));
        if (also.ContainsKey(key) || stored.Any(span => span.Id == key.Span))
        {
            return;
        }

        var marker = new DecodedSpan(
            key,
            Parent: null,
            source.Name,
            OtelSpanKind.Internal,
            reported.Source.Start,
            reported.Source.Start,
            default,
            new(reported.Source.Origin.Resource),
            SpanAttributes.Of(("session.id", AttributeValue.Of(session.Name))),
            [],
            [new(trace, reported.Key.Span, SpanAttributes.None)],
            []);
        also[key] = SpanPricer.Price(SpanNormalizer.Normalize(marker, reported.ApiKeyId, AttributeLookup.Default), prices.Book);
    }

    private async Task UnchargeStoredAsync(
        AgentSession session, SpanId id, AgentSource best, HashSet<SpanKey> arriving, Dictionary<SpanKey, PricedSpan> also, CancellationToken cancellationToken)
    {
        SpanKey key = new(session.Project, session.Index.Trace, id);
        if (arriving.Contains(key) || await queries.GetSpanAsync(key, cancellationToken) is not { } span)
        {
            return;
        }

        if (span.Span.Call is not null)
        {
            also[key] = Uncharged(span, best);
            return;
        }

        // A marker: the trace behind it is settled with this commit, and its new name says so.
        foreach (var link in span.Span.Source.Links)
        {
            foreach (var linked in await queries.GetSpansAsync(new(session.Project, link.Trace), cancellationToken))
            {
                if (!arriving.Contains(linked.Key) && AgentReport.Of(linked.Span) is { } report && report.Session == session && Loses(report.Source, best))
                {
                    also[linked.Key] = Uncharged(linked, best);
                }
            }
        }

        var source = span.Span.Source;
        also[key] = span with { Span = span.Span with { Source = source with { Name = $"{source.Name} (not charged)" } } };
    }

    private PricedSpan Uncharged(PricedSpan span, AgentSource best)
    {
        var source = span.Span.Source;
        var note = string.Create(CultureInfo.InvariantCulture, $"not charged: the same calls of this session are charged by its {Words(best.Signal)}");
        var normalized = span.Span with { Call = null, Source = source with { Notes = [.. source.Notes, note] } };
        return SpanPricer.Price(normalized, prices.Book) with { Content = span.Content };
    }

    private static string Words(Signal signal) => signal switch
    {
        Signal.Trace => "spans",
        Signal.Log => "log events",
        Signal.Metric => "metrics",
        _ => throw new ArgumentOutOfRangeException(nameof(signal), signal, "not a signal"),
    };
}

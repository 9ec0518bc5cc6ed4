using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces.Links;
using CostDashboard.Core.Units;

namespace CostDashboard.TestKit;

/// <summary>Follows links by walking over everything that is stored, as often as it takes.</summary>
internal static class InMemoryLinks
{
    internal static LinkedTraces? Answer(TraceKey asked, IReadOnlyDictionary<TraceKey, StoredTrace> traces)
    {
        if (!traces.TryGetValue(asked, out var trace))
        {
            return null;
        }

        List<FoundLink> all = [.. traces.Where(t => t.Key.Project == asked.Project).SelectMany(t => Links(t.Key, t.Value, traces))];
        var search = new LinkedSearch(trace.Summary);
        while (search.TakeWanted() is { Count: > 0 } wanted)
        {
            search.Add(all.Where(f => wanted.Contains(f.Link.From.Trace) || wanted.Contains(f.Link.To.Trace)));
        }

        return search.Result();
    }

    private static IEnumerable<FoundLink> Links(TraceKey key, StoredTrace trace, IReadOnlyDictionary<TraceKey, StoredTrace> traces) =>
        from span in trace.Spans.Values
        from link in IndexedLink.Of(span.Span.Span.Source)
        let named = traces.GetValueOrDefault(key with { Trace = link.Trace })
        select new FoundLink(new(End(key.Trace, trace, span.Facts.Id), End(link.Trace, named, link.Span), link.Sense), trace.Summary, named?.Summary);

    private static LinkEnd End(TraceId id, StoredTrace? trace, SpanId span) =>
        trace is not null && trace.Spans.TryGetValue(span, out var stored)
            ? new(id, span, stored.Facts.Name, stored.Facts.Parent is null)
            : new(id, span, null, false);
}

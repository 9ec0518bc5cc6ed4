using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.Links;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Model;

namespace CostDashboard.Storage.Traces;

/// <summary>The index of links, kept with the spans that bear them.</summary>
internal static class LinkRows
{
    /// <summary>What a change of a trace does to it: nothing where spans without links are new, which nearly all are.</summary>
    public static void Add(CommitRows rows, TraceChange trace, long number)
    {
        var stored = trace.Before is { } before && trace.Written.Count > 0 ? before.Spans.Select(s => s.Node.Span.Id).ToHashSet() : [];
        foreach (var written in trace.Written)
        {
            if (stored.Contains(written.Facts.Id))
            {
                rows.Unlinked.Add(new() { TraceNumber = number, SpanId = written.Facts.Id.ToInt64() });
            }

            rows.Links.AddRange(Of(written.Span.Span.Source, number));
        }
    }

    public static IEnumerable<SpanLinkRow> Of(DecodedSpan span, long number) => IndexedLink.Of(span).Select(link => new SpanLinkRow
    {
        TraceNumber = number,
        SpanId = span.Key.Span.ToInt64(),
        LinkedTraceId = link.Trace.ToBytes(),
        LinkedSpanId = link.Span.ToInt64(),
        ProjectId = span.Key.Project.Value,
        Sense = link.Sense,
    });
}

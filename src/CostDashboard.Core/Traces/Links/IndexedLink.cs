using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Traces.Links;

/// <summary>What a link says of its two ends. OpenTelemetry gives a link no kind; these are the attributes and span kinds in use that say it.</summary>
public enum LinkSense : byte
{
    /// <summary>Nothing: which of the two traces began later has to tell.</summary>
    Unsaid = 0,

    /// <summary>The span that bears the link was started by the one that it names: <c>opentracing.ref_type</c>, <c>qwen-code.link.kind</c> "invoker".</summary>
    StartedBy = 1,

    /// <summary>The span that is named was started by the one that bears the link: <c>is_child</c>, <c>elastic.is_child</c>.</summary>
    Starts = 2,

    /// <summary>The span that bears the link took a message that the named one sent: a consumer, which may begin long after the sender has ended.</summary>
    Message = 3,

    /// <summary>The trace before or after in the same session, which is no part of this one: <c>sentry.link.type</c> "previous_trace", "next_trace".</summary>
    Neighbour = 4,
}

/// <summary>A link of a span to a span of another trace, as the index of links keeps it.</summary>
public readonly record struct IndexedLink(TraceId Trace, SpanId Span, LinkSense Sense)
{
    /// <summary>
    /// The links of a span that lead out of its trace, each target once; of several to one target the first holds. Links within a trace join
    /// what is one trace already.
    /// </summary>
    public static IReadOnlyList<IndexedLink> Of(DecodedSpan span)
    {
        if (span.Links.Count == 0)
        {
            return [];
        }

        var links = new List<IndexedLink>(span.Links.Count);
        var targets = new HashSet<(TraceId, SpanId)>();
        foreach (var link in span.Links)
        {
            if (link.Trace != span.Key.Trace && targets.Add((link.Trace, link.Span)))
            {
                links.Add(new(link.Trace, link.Span, SenseOf(link.Attributes, span.Kind)));
            }
        }

        return links;
    }

    // What the sender wrote on the link goes before what the kind of its span lets suppose.
    private static LinkSense SenseOf(SpanAttributes attributes, OtelSpanKind kind)
    {
        if (attributes.Text("sentry.link.type") is "previous_trace" or "next_trace")
        {
            return LinkSense.Neighbour;
        }

        if (attributes.Text("elastic.is_child", "is_child") is "true" or "True")
        {
            return LinkSense.Starts;
        }

        if (attributes.Text("opentracing.ref_type") is "child_of" or "follows_from" || attributes.Text("qwen-code.link.kind") is "invoker")
        {
            return LinkSense.StartedBy;
        }

        return kind is OtelSpanKind.Consumer ? LinkSense.Message : LinkSense.Unsaid;
    }
}

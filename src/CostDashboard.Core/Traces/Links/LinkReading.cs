using CostDashboard.Core.Units;

namespace CostDashboard.Core.Traces.Links;

/// <summary>One end of a link.</summary>
/// <param name="Name">The span's name; null where the span is not stored.</param>
/// <param name="IsRoot">The span is stored and names no parent: its trace begins with it.</param>
public sealed record LinkEnd(TraceId Trace, SpanId Span, string? Name, bool IsRoot);

/// <summary>A link between spans of two traces of one project.</summary>
/// <param name="From">The span that bears the link.</param>
/// <param name="To">The span that it names.</param>
public sealed record StoredLink(LinkEnd From, LinkEnd To, LinkSense Sense);

/// <summary>Why a linked trace counts into a total, or why it does not.</summary>
public enum LinkVerdict : byte
{
    /// <summary>It was started by the other trace, as a whole: its cost is in the total with linked traces.</summary>
    SubTrace = 1,

    /// <summary>The sender says that it is the trace before or after in the same session.</summary>
    Neighbour = 2,

    /// <summary>There is no such trace in the project: it belongs to another one, is late, lost, or past its retention.</summary>
    NotHere = 3,

    /// <summary>The span that should begin it is not here.</summary>
    SpanNotHere = 4,

    /// <summary>The link ends within it and not at its beginning: at most a part of it was started there.</summary>
    Inside = 5,

    /// <summary>It began before the trace that is said to have started it.</summary>
    WrongOrder = 6,

    /// <summary>Its root is linked to the root of a trace that had ended before: a retry, or the next turn of a conversation.</summary>
    Sequel = 7,

    /// <summary>Traces outside of the total started it too, as where a batch is made of many requests: it has no one trace to count into.</summary>
    Shared = 8,

    /// <summary>It lies beyond what is looked at (<see cref="LinkLimits"/>).</summary>
    Beyond = 9,
}

/// <summary>What a link means for the totals.</summary>
/// <param name="Starter">The end that started the other trace. Null unless <paramref name="Verdict"/> is <see cref="LinkVerdict.SubTrace"/>.</param>
/// <param name="Sub">The root of the trace that was started; null likewise.</param>
public readonly record struct LinkReading(LinkVerdict Verdict, LinkEnd? Starter, LinkEnd? Sub)
{
    /// <summary>
    /// A trace is a sub-trace of another where a link joins its root to a span of the other one, and it began later. Both directions are in
    /// use: a sub-agent's root that names the span which started it, and a span that names the root of the trace which it starts.
    /// </summary>
    /// <remarks>
    /// That it began later makes circles impossible, whatever is linked. Sources: OpenTelemetry specification, overview, "Links between
    /// spans"; semantic conventions for messaging spans; OpenTracing's reference types.
    /// </remarks>
    /// <param name="from">The trace of the span that bears the link.</param>
    /// <param name="to">The trace of the span that is named; null where it is not stored.</param>
    public static LinkReading Of(StoredLink link, TraceSummary from, TraceSummary? to)
    {
        if (link.Sense is LinkSense.Neighbour)
        {
            return Not(LinkVerdict.Neighbour);
        }

        if (to is null)
        {
            return Not(LinkVerdict.NotHere);
        }

        var isFromLater = IsLater(from, to);
        var isFromStarted = link.Sense switch
        {
            LinkSense.StartedBy or LinkSense.Message => true,
            LinkSense.Starts => false,
            _ => isFromLater,
        };
        if (isFromStarted != isFromLater)
        {
            return Not(LinkVerdict.WrongOrder);
        }

        var (starter, starterTrace, sub, subTrace) = isFromStarted ? (link.To, to, link.From, from) : (link.From, from, link.To, to);
        if (!sub.IsRoot)
        {
            return Not(sub.Name is null ? LinkVerdict.SpanNotHere : LinkVerdict.Inside);
        }

        return link.Sense is LinkSense.Unsaid && starter.IsRoot && subTrace.Start > starterTrace.End
            ? Not(LinkVerdict.Sequel)
            : new(LinkVerdict.SubTrace, starter, sub);
    }

    /// <summary>By start, then by id: an order of all traces, in which no two are equal.</summary>
    public static bool IsLater(TraceSummary one, TraceSummary other) =>
        one.Start != other.Start ? one.Start > other.Start : one.Key.Trace.CompareTo(other.Key.Trace) > 0;

    private static LinkReading Not(LinkVerdict verdict) => new(verdict, null, null);
}

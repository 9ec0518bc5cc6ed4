using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Traces.Links;

/// <summary>How far links are followed. What lies beyond is named and not counted.</summary>
public static class LinkLimits
{
    /// <summary>Linked traces of one trace, at whatever distance.</summary>
    public const int MostTraces = 1_000;

    /// <summary>Steps from the trace.</summary>
    public const int MostDepth = 32;

    /// <summary>Links of one trace; of others than the one that is asked about, a trace with more is left out.</summary>
    public const int MostLinksOfTrace = 5_000;

    /// <summary>Links in all.</summary>
    public const int MostLinks = 50_000;
}

/// <summary>What a trace comes to, alone or together with linked ones.</summary>
/// <param name="Traces">How many traces.</param>
/// <param name="UnpricedCalls">Calls whose cost is unknown and not in it.</param>
/// <param name="PartialCalls">Calls of which only a part is in it.</param>
public sealed record LinkedTotals(
    int Traces, long CostNanoUsd, long Calls, long UnpricedCalls, long PartialCalls, Usage Usage, UnixNanos Start, UnixNanos End)
{
    /// <summary>Nanoseconds from the first start to the last end.</summary>
    public long Duration => Math.Max(0, End - Start);

    public static LinkedTotals Of(TraceSummary trace) =>
        new(1, trace.CostNanoUsd, trace.Calls, trace.UnpricedCalls, trace.PartialCalls, trace.Usage, trace.Start, trace.End);

    /// <exception cref="OverflowException">The sum is more than 64 bits hold.</exception>
    public static LinkedTotals operator +(LinkedTotals left, LinkedTotals right) => checked(new(
        left.Traces + right.Traces,
        left.CostNanoUsd + right.CostNanoUsd,
        left.Calls + right.Calls,
        left.UnpricedCalls + right.UnpricedCalls,
        left.PartialCalls + right.PartialCalls,
        left.Usage + right.Usage,
        left.Start < right.Start ? left.Start : right.Start,
        left.End > right.End ? left.End : right.End));
}

/// <summary>A trace that was started from another one.</summary>
/// <param name="Verdict"><see cref="LinkVerdict.SubTrace"/> where it is counted, else why not.</param>
/// <param name="Parent">The trace into which it counts: the nearest one that holds all that started it. Where it is not counted, one that started it.</param>
/// <param name="Depth">Counted traces on the way to the one that is asked about: 1 right below it.</param>
/// <param name="Starters">The spans that started it, in order of their traces and ids; usually one, of the parent.</param>
/// <param name="Roots">Its own spans at which these links end.</param>
/// <param name="Together">What it comes to with the traces below it; by itself where it is not counted.</param>
public sealed record LinkedTrace(
    TraceSummary Summary,
    LinkVerdict Verdict,
    TraceId Parent,
    int Depth,
    IReadOnlyList<LinkEnd> Starters,
    IReadOnlyList<SpanId> Roots,
    LinkedTotals Together)
{
    public TraceId Id => Summary.Key.Trace;

    public bool IsCounted => Verdict is LinkVerdict.SubTrace;
}

/// <summary>The trace that started another one, and the span that did.</summary>
public sealed record TraceStarter(TraceSummary Trace, LinkEnd Span);

/// <summary>A link of the trace that is a reference alone: it moves no total.</summary>
/// <param name="Other">The other trace; null where it is not stored.</param>
/// <param name="IsOutgoing">The link is on a span of the trace, and names one of the other.</param>
public sealed record TraceReference(StoredLink Link, TraceSummary? Other, bool IsOutgoing, LinkVerdict Verdict)
{
    /// <summary>The end of the link in the trace.</summary>
    public LinkEnd Here => IsOutgoing ? Link.From : Link.To;

    public LinkEnd There => IsOutgoing ? Link.To : Link.From;
}

/// <summary>
/// A trace with those that are linked to it. The ledger, lists and Spend hold each trace's own cost and nothing of this: a linked trace is in
/// them once, as itself.
/// </summary>
/// <param name="Found">Traces that were started from this one, at whatever distance, by start: counted ones and others. A parent stands before its children.</param>
/// <param name="StartedBy">What started this trace.</param>
/// <param name="References">Links of this trace that are no more than references, at most <see cref="MostReferences"/>.</param>
/// <param name="Own">What the trace comes to by itself.</param>
/// <param name="Together">What it comes to with all counted traces, each once.</param>
/// <param name="Beyond">Traces that were met beyond <see cref="LinkLimits"/> and not looked at.</param>
/// <param name="IsCut">A limit was met, so <paramref name="Together"/> may be too little.</param>
public sealed record LinkedTraces(
    TraceSummary Trace,
    IReadOnlyList<LinkedTrace> Found,
    IReadOnlyList<TraceStarter> StartedBy,
    IReadOnlyList<TraceReference> References,
    LinkedTotals Own,
    LinkedTotals Together,
    int Beyond,
    bool IsCut)
{
    public const int MostReferences = 200;

    /// <summary>Counted traces.</summary>
    public int Counted => Together.Traces - 1;

    /// <summary>Nothing is linked to the trace.</summary>
    public bool IsEmpty => Found.Count == 0 && StartedBy.Count == 0 && References.Count == 0 && !IsCut;

    /// <summary>The traces that a span of this trace started; counted ones first, by start.</summary>
    public IReadOnlyList<LinkedTrace> Under(SpanId span) =>
        [.. Found.Where(t => t.Starters.Any(s => s.Trace == Trace.Key.Trace && s.Span == span)).OrderBy(t => t.IsCounted ? 0 : 1)];
}

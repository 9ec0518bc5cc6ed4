using CostDashboard.Core.Units;

namespace CostDashboard.Core.Traces.Links;

/// <summary>A link with the traces of its ends.</summary>
/// <param name="To">Null where the named trace is not stored.</param>
public sealed record FoundLink(StoredLink Link, TraceSummary From, TraceSummary? To);

/// <summary>
/// Finds what was started from a trace, level by level. Pure: the caller asks <see cref="TakeWanted"/>, answers by <see cref="Add"/> or
/// <see cref="LeaveOut"/> until nothing is wanted, and gets the <see cref="Result"/>.
/// </summary>
/// <remarks>
/// Of every trace that is met all links are wanted, for another trace may have started it too. Time and memory grow with the links that are
/// added, and are bounded by <see cref="LinkLimits"/>.
/// </remarks>
public sealed class LinkedSearch
{
    private readonly TraceSummary _trace;
    private readonly Dictionary<TraceId, LinkedMember> _members = [];
    private readonly HashSet<(TraceId, SpanId, TraceId, SpanId)> _known = [];
    private readonly HashSet<TraceId> _beyond = [];
    private readonly List<TraceReference> _references = [];
    private readonly List<TraceStarter> _startedBy = [];
    private List<TraceId> _wanted = [];
    private bool _isCut;

    public LinkedSearch(TraceSummary trace)
    {
        _trace = trace;
        _members[trace.Key.Trace] = new(trace, 0);
        _wanted.Add(trace.Key.Trace);
    }

    /// <summary>How many links may still be added.</summary>
    public int Room => Math.Max(0, LinkLimits.MostLinks - _known.Count);

    /// <summary>The traces of which all links have to be known next, in both directions; empty when all is known or a limit is met.</summary>
    public IReadOnlyList<TraceId> TakeWanted()
    {
        var wanted = _wanted;
        _wanted = [];
        if (Room == 0)
        {
            wanted.ForEach(LeaveOut);
            return [];
        }

        return wanted;
    }

    /// <summary>All links of some wanted traces; of the trace that is asked about it may be some.</summary>
    public void Add(IEnumerable<FoundLink> links)
    {
        foreach (var found in links)
        {
            var (link, from, to) = found;
            if (!_known.Add((link.From.Trace, link.From.Span, link.To.Trace, link.To.Span)))
            {
                continue;
            }

            var reading = LinkReading.Of(link, from, to);
            if (reading is { Starter: { } starter, Sub: { } sub })
            {
                var (starterTrace, subTrace) = ReferenceEquals(sub, link.From) ? (to!, from) : (from, to!);
                Start(starterTrace, starter, subTrace, sub);
            }
            else if (IsOfTrace(link.From) || IsOfTrace(link.To))
            {
                Refer(found, reading.Verdict);
            }
        }
    }

    /// <summary>A wanted trace has too many links to be looked at: it is not counted, nor what it may have started.</summary>
    public void LeaveOut(TraceId trace)
    {
        _members[trace].IsLeftOut = true;
        _isCut = true;
    }

    /// <summary>Not all links of the trace that is asked about were added.</summary>
    public void Cut() => _isCut = true;

    /// <exception cref="OverflowException">The sum is more than 64 bits hold.</exception>
    public LinkedTraces Result()
    {
        var (found, together) = LinkedCount.Of(_members[_trace.Key.Trace], _members.Values);
        return new(
            _trace,
            found,
            [.. _startedBy.DistinctBy(s => s.Span).OrderBy(s => s.Trace.Start).ThenBy(s => s.Trace.Key.Trace).ThenBy(s => s.Span.Span)],
            [.. _references
                .OrderBy(r => r.Other?.Start ?? new UnixNanos(long.MaxValue))
                .ThenBy(r => r.There.Trace)
                .ThenBy(r => r.There.Span)
                .ThenBy(r => r.Here.Span)
                .Take(LinkedTraces.MostReferences)],
            LinkedTotals.Of(_trace),
            together,
            _beyond.Count,
            _isCut);
    }

    private bool IsOfTrace(LinkEnd end) => end.Trace == _trace.Key.Trace;

    private void Start(TraceSummary starterTrace, LinkEnd starter, TraceSummary subTrace, LinkEnd sub)
    {
        if (IsOfTrace(sub))
        {
            _startedBy.Add(new(starterTrace, starter));
            return;
        }

        if (!_members.TryGetValue(sub.Trace, out var member))
        {
            // Met from below, by a trace outside: that is for its starter's own page.
            if (!_members.TryGetValue(starter.Trace, out var above))
            {
                return;
            }

            if (_members.Count > LinkLimits.MostTraces || above.Level == LinkLimits.MostDepth)
            {
                _beyond.Add(sub.Trace);
                _isCut = true;
                return;
            }

            _members[sub.Trace] = member = new(subTrace, above.Level + 1);
            _wanted.Add(sub.Trace);
        }

        member.Starters.Add(starter);
        member.Roots.Add(sub.Span);
    }

    private void Refer(FoundLink found, LinkVerdict verdict)
    {
        if (_references.Count == LinkLimits.MostLinksOfTrace)
        {
            return;
        }

        var isOutgoing = IsOfTrace(found.Link.From);
        _references.Add(new(found.Link, isOutgoing ? found.To : found.From, isOutgoing, verdict));
    }
}

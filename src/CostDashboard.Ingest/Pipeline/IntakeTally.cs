using System.Collections.Concurrent;
using CostDashboard.Core.Access;
using CostDashboard.Core.Sources;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;
using CostDashboard.Ingest.Sources;

namespace CostDashboard.Ingest.Pipeline;

/// <summary>
/// Counts what the doors took and refused, by project and hour, for a day. Time grows with the spans of a request; memory with projects, at most
/// 25 hours of <see cref="MostReasons"/> reasons each.
/// </summary>
public sealed class IntakeTally(TimeProvider clock) : IIntake
{
    /// <summary>Reasons of an hour beyond these are counted, not told.</summary>
    internal const int MostReasons = 20;

    private const int Hours = 24;

    private readonly ConcurrentDictionary<ProjectId, Project> _projects = [];
    private readonly UnixNanos _started = UnixNanos.From(clock.GetUtcNow());

    /// <summary>The same by source, until it is written.</summary>
    internal SourceTally Sources { get; } = new();

    /// <summary>The spans as they arrive.</summary>
    internal SpanTail Tail { get; } = new();

    /// <summary>Counts a request whose spans are durable. A request that is to be sent again is not counted until then.</summary>
    /// <param name="spans">What became of <see cref="SpanRequest.Spans"/>, in their order.</param>
    internal void Taken(SpanRequest request, IReadOnlyList<PricedSpan> spans)
    {
        var sources = Sources.Taken(request, spans);
        var shown = Math.Max(0, spans.Count - ISpanTail.Most);
        Tail.Add(request.Sender.Project, [.. spans.Skip(shown).Select((span, i) => ArrivedSpan.Of(span, sources[shown + i], request.ReceivedAt))]);
        var (late, latest) = (0L, 0L);
        foreach (var span in request.Sender.Door.BringsHistory() ? [] : request.Spans)
        {
            var after = request.ReceivedAt - span.End;
            if (after > IntakeFigures.LateAfter)
            {
                late++;
                latest = Math.Max(latest, after);
            }
        }

        Of(request.Sender.Project).Change(request.ReceivedAt, hour =>
        {
            hour.Spans += request.Spans.Count;
            hour.Late += late;
            hour.Latest = Math.Max(hour.Latest, latest);
            hour.Rejected += request.Rejections.Count + request.MoreRejected;
            hour.Ignored += request.Ignored;
            foreach (var rejection in request.Rejections)
            {
                hour.Add(rejection.Reason, 1, rejection.Span);
            }
        }, isReceived: request.Spans.Count > 0);
    }

    /// <summary>Counts a request of which nothing could be read.</summary>
    /// <param name="reason">As the sender is told.</param>
    internal void Unreadable(Sender sender, string reason)
    {
        Sources.Unreadable(sender, reason, Now);
        Of(sender.Project).Change(Now, hour => hour.Unreadable++, isReceived: false);
    }

    IntakeFigures IIntake.Of(ProjectId project)
    {
        // From a full hour on, so that what is told is just what was counted.
        var since = (Now + -(Hours * UnixNanos.PerHour)).Floor(UnixNanos.PerHour);
        var sum = new Hour(since);
        UnixNanos? last = null;
        if (_projects.TryGetValue(project, out var counted))
        {
            last = counted.AddTo(sum, since);
        }

        var isSinceStart = _started > since;
        return new(
            isSinceStart ? _started : since, isSinceStart, last, sum.Spans, sum.Late, sum.Latest, sum.Rejected,
            [.. sum.Reasons.Select(r => new RejectedSpans(r.Key, r.Value.Spans, r.Value.Span)).OrderByDescending(r => r.Spans).ThenBy(r => r.Reason, StringComparer.Ordinal)],
            sum.Unreadable)
        {
            Ignored = sum.Ignored,
        };
    }

    private UnixNanos Now => UnixNanos.From(clock.GetUtcNow());

    private Project Of(ProjectId project) => _projects.GetOrAdd(project, static _ => new());

    private sealed class Hour(UnixNanos start)
    {
        public UnixNanos Start { get; } = start;

        public long Spans { get; set; }

        public long Late { get; set; }

        public long Latest { get; set; }

        public long Rejected { get; set; }

        public long Unreadable { get; set; }

        public long Ignored { get; set; }

        public Dictionary<string, (long Spans, string Span)> Reasons { get; } = new(StringComparer.Ordinal);

        public void Add(string reason, long spans, string span)
        {
            if (Reasons.TryGetValue(reason, out var known))
            {
                Reasons[reason] = (known.Spans + spans, known.Span);
            }
            else if (Reasons.Count < MostReasons)
            {
                Reasons[reason] = (spans, span);
            }
        }
    }

    private sealed class Project
    {
        private readonly Lock _gate = new();
        private readonly Queue<Hour> _hours = [];
        private Hour? _latest;
        private UnixNanos? _lastReceived;

        public void Change(UnixNanos at, Action<Hour> change, bool isReceived)
        {
            lock (_gate)
            {
                var start = at.Floor(UnixNanos.PerHour);

                // A clock that was set back counts into the hour that it had reached.
                if (_latest is null || start > _latest.Start)
                {
                    _hours.Enqueue(_latest = new(start));
                }

                while (_hours.Count > Hours + 1)
                {
                    _hours.Dequeue();
                }

                change(_latest);
                _lastReceived = isReceived ? at : _lastReceived;
            }
        }

        /// <returns>When spans were last taken.</returns>
        public UnixNanos? AddTo(Hour sum, UnixNanos since)
        {
            lock (_gate)
            {
                foreach (var hour in _hours.Where(h => h.Start >= since))
                {
                    sum.Spans += hour.Spans;
                    sum.Late += hour.Late;
                    sum.Latest = Math.Max(sum.Latest, hour.Latest);
                    sum.Rejected += hour.Rejected;
                    sum.Unreadable += hour.Unreadable;
                    sum.Ignored += hour.Ignored;
                    foreach (var (reason, (spans, span)) in hour.Reasons)
                    {
                        sum.Add(reason, spans, span);
                    }
                }

                return _lastReceived;
            }
        }
    }
}

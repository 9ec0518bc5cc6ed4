using CostDashboard.Core.Access;
using CostDashboard.Core.Sources;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;
using CostDashboard.Ingest.Pipeline;

namespace CostDashboard.Ingest.Sources;

/// <summary>
/// Counts what arrives from where until it is written (<see cref="SourceWriter"/>). Time grows with the spans of a request; memory with projects, of each
/// at most <see cref="ISourceStore.MostSources"/> sources of an hour and <see cref="SourceRejection.MostKept"/> rejections.
/// </summary>
internal sealed class SourceTally
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(ProjectId Project, UnixNanos Hour), Dictionary<SourceKey, SourceFigures>> _hours = [];
    private readonly Dictionary<ProjectId, Queue<SourceRejection>> _rejections = [];

    /// <summary>Counts a request whose spans are durable, and says where each of its spans came from.</summary>
    public IReadOnlyList<SourceKey> Taken(SpanRequest request, IReadOnlyList<PricedSpan> spans)
    {
        var (sources, counts) = (new SourceKey[spans.Count], new Dictionary<SourceKey, SourceFigures>());
        var (customers, features) = TracesThatName(spans);
        (SpanOrigin Origin, SourceKey Source)? last = null;
        for (var i = 0; i < spans.Count; i++)
        {
            // Spans of one scope stand together and share their origin.
            var origin = spans[i].Span.Source.Origin;
            var source = last is { } known && ReferenceEquals(known.Origin, origin) ? known.Source : new(request.Sender.Door, SourceClient.Of(origin, request.Sender.Client));
            last = (origin, source);
            sources[i] = source;
            counts[source] = counts.GetValueOrDefault(source, SourceFigures.None).Plus(Of(spans[i], request, customers, features));
        }

        // What was rejected or ignored is as its neighbours; a request of which nothing was taken is as it calls itself.
        var rejected = request.Rejections.Count + request.MoreRejected;
        if (counts.Count == 0 || rejected > 0 || request.Ignored > 0)
        {
            var source = sources.Length > 0 ? sources[0] : new(request.Sender.Door, SourceClient.OfAgent(request.Sender.Client));
            counts[source] = counts.GetValueOrDefault(source, SourceFigures.None) with { Rejected = rejected, Ignored = request.Ignored, LastAt = request.ReceivedAt };
            Reject(request.Sender.Project, request.Rejections.Select(one => new SourceRejection(request.ReceivedAt, source, one.Span, one.Reason, one.Field ?? "", one.Remedy ?? "")));
        }

        Add(request.Sender.Project, request.ReceivedAt, counts.Select(one => (one.Key, one.Value with { Requests = 1 })));
        return sources;
    }

    public void Unreadable(Sender sender, string reason, UnixNanos receivedAt)
    {
        var source = new SourceKey(sender.Door, SourceClient.OfAgent(sender.Client));
        Add(sender.Project, receivedAt, [(source, SourceFigures.None with { Requests = 1, Unreadable = 1, LastAt = receivedAt })]);
        Reject(sender.Project, [new(receivedAt, source, "", reason, "", "")]);
    }

    /// <summary>What was counted since the last time; it is not kept here any more.</summary>
    public SourceBatch Take()
    {
        lock (_gate)
        {
            var batch = new SourceBatch(
                [.. _hours.SelectMany(hour => hour.Value.Select(source => new SourceHour(hour.Key.Project, hour.Key.Hour, source.Key, source.Value)))],
                [.. _rejections.SelectMany(of => of.Value.Select(rejection => (of.Key, rejection)))]);
            _hours.Clear();
            _rejections.Clear();
            return batch;
        }
    }

    /// <summary>Takes back what could not be written.</summary>
    public void Restore(SourceBatch batch)
    {
        lock (_gate)
        {
            foreach (var hour in batch.Hours)
            {
                Add((hour.Project, hour.Hour), hour.Source, hour.Figures);
            }

            foreach (var of in batch.Rejections.GroupBy(one => one.Project, one => one.Rejection))
            {
                var later = _rejections.GetValueOrDefault(of.Key) ?? [];
                _rejections[of.Key] = new(of.Concat(later).TakeLast(SourceRejection.MostKept));
            }
        }
    }

    private void Add(ProjectId project, UnixNanos receivedAt, IEnumerable<(SourceKey Source, SourceFigures Figures)> counts)
    {
        lock (_gate)
        {
            foreach (var (source, figures) in counts)
            {
                Add((project, receivedAt.Floor(UnixNanos.PerHour)), source, figures);
            }
        }
    }

    private void Add((ProjectId Project, UnixNanos Hour) hour, SourceKey source, SourceFigures figures)
    {
        if (!_hours.TryGetValue(hour, out var sources))
        {
            _hours[hour] = sources = [];
        }

        // A sender that makes up a name for each request must not fill the memory.
        var told = sources.ContainsKey(source) || sources.Count < ISourceStore.MostSources - 1 ? source : source with { Client = SourceClient.Others };
        sources[told] = sources.GetValueOrDefault(told, SourceFigures.None).Plus(figures);
    }

    private void Reject(ProjectId project, IEnumerable<SourceRejection> rejections)
    {
        lock (_gate)
        {
            if (!_rejections.TryGetValue(project, out var kept))
            {
                _rejections[project] = kept = [];
            }

            foreach (var rejection in rejections)
            {
                if (kept.Count == SourceRejection.MostKept)
                {
                    kept.Dequeue();
                }

                kept.Enqueue(rejection);
            }
        }
    }

    private static SourceFigures Of(PricedSpan span, SpanRequest request, HashSet<TraceKey> customers, HashSet<TraceKey> features)
    {
        var isCall = span.Cost.State is not PriceState.NotACall;
        var after = request.ReceivedAt - span.Span.Source.End;
        var isLate = after > IntakeFigures.LateAfter && !request.Sender.Door.BringsHistory();
        var isAhead = after < -SourceFigures.AheadAfter;
        return new(
            Requests: 0,
            Spans: 1,
            Calls: One(isCall),
            Unpriced: One(span.Cost.State is PriceState.Unpriced),
            WithoutCustomer: One(isCall && !customers.Contains(span.Key.TraceKey)),
            WithoutFeature: One(isCall && !features.Contains(span.Key.TraceKey)),
            Rejected: 0,
            Unreadable: 0,
            Late: One(isLate),
            LatestNanos: isLate ? after : 0,
            Ahead: One(isAhead),
            FurthestAheadNanos: isAhead ? -after : 0,
            Ignored: 0,
            LastAt: request.ReceivedAt);
    }

    private static (HashSet<TraceKey> Customers, HashSet<TraceKey> Features) TracesThatName(IReadOnlyList<PricedSpan> spans)
    {
        var (customers, features) = (new HashSet<TraceKey>(), new HashSet<TraceKey>());
        foreach (var span in spans)
        {
            var (own, baggage) = (span.Span.Attribution, span.Span.Baggage.Attribution);
            if ((own.Customer ?? baggage.Customer) is not null)
            {
                customers.Add(span.Key.TraceKey);
            }

            if ((own.Feature ?? baggage.Feature) is not null)
            {
                features.Add(span.Key.TraceKey);
            }
        }

        return (customers, features);
    }

    private static long One(bool holds) => holds ? 1 : 0;
}

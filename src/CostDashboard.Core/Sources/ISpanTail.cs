using CostDashboard.Core.Access;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Sources;

/// <summary>A span as it arrived: enough to see whether a sender's spans come as they are meant to.</summary>
/// <param name="CostNanoUsd">Of the span alone; null where there was no call or its price is not known, as <paramref name="State"/> says.</param>
public sealed record ArrivedSpan(
    UnixNanos ReceivedAt,
    SourceKey Source,
    SpanKey Key,
    string Name,
    string Service,
    string? Model,
    PriceState State,
    long? CostNanoUsd,
    long Nanoseconds,
    bool IsError,
    string? Customer,
    string? Feature)
{
    public static ArrivedSpan Of(PricedSpan span, SourceKey source, UnixNanos receivedAt) => new(
        receivedAt,
        source,
        span.Key,
        span.Span.Source.Name,
        span.Span.Service,
        span.Span.Call?.Model,
        span.Cost.State,
        span.Cost.Total?.ToNanos(),
        Math.Max(0, span.Span.Source.End - span.Span.Source.Start),
        span.Span.Source.Status.IsError,
        span.Span.Attribution.Customer,
        span.Span.Attribution.Feature);
}

/// <summary>The spans that arrive at this process, as they do. It is kept in memory: other nodes have their own.</summary>
public interface ISpanTail
{
    /// <summary>Spans of a project that are remembered, and those that wait for one follower; of more the latest.</summary>
    const int Most = 50;

    /// <summary>Followers of a project at a time.</summary>
    const int MostFollowers = 20;

    /// <summary>The latest that arrived, the latest first.</summary>
    IReadOnlyList<ArrivedSpan> Latest(ProjectId project);

    /// <summary>Those that arrive from now on. One that does not keep up misses some; they are stored all the same.</summary>
    /// <param name="cancellationToken">Ends it, and makes room for another follower.</param>
    /// <returns>Null where there are too many followers already.</returns>
    IAsyncEnumerable<ArrivedSpan>? Follow(ProjectId project, CancellationToken cancellationToken);
}

using CostDashboard.Core.Access;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;

namespace CostDashboard.Ingest.Pipeline;

/// <summary>Who sent a request, and through which door it came: by this it is counted what arrives from where.</summary>
/// <param name="ApiKeyId">The key that sent it; 0 when it came another way.</param>
/// <param name="Client">What the request says of its sender, as the <c>User-Agent</c> of HTTP; hostile. Where spans name their SDK themselves, that goes before.</param>
public sealed record Sender(Door Door, ProjectId Project, int ApiKeyId = 0, string? Client = null);

/// <summary>What one request brought, as its door decoded it.</summary>
/// <param name="ReceivedAt">Stands in for the times of spans that have none.</param>
/// <param name="Bytes">What the spans were on the wire.</param>
public sealed record SpanRequest(Sender Sender, IReadOnlyList<DecodedSpan> Spans, UnixNanos ReceivedAt, long Bytes)
{
    /// <summary>Spans of the request that could not be taken. They are counted with those that could, once these are durable.</summary>
    public IReadOnlyList<Rejection> Rejections { get; init; } = [];

    /// <summary>Rejected spans beside these, where there were too many to tell of each.</summary>
    public long MoreRejected { get; init; }

    /// <summary>Log records or data points that tell of nothing that is recorded: accepted, so that no exporter complains, and stored nowhere.</summary>
    public long Ignored { get; init; }
}

using CostDashboard.Core.Spans;

namespace CostDashboard.Ingest.Otlp;

/// <summary>What a request's bytes held: the spans that can be taken, and those that cannot, with their reasons.</summary>
/// <param name="Rejections">The first ones, at most <see cref="SpanLimits.Rejections"/>.</param>
/// <param name="Rejected">All of them.</param>
/// <param name="Warning">A remark for the exporter that cost no span; null for none.</param>
/// <param name="Ignored">Log records that tell of nothing that is recorded here.</param>
internal sealed record DecodedBatch(IReadOnlyList<DecodedSpan> Spans, IReadOnlyList<Rejection> Rejections, int Rejected, string? Warning = null, long Ignored = 0);

/// <summary>The body as a whole could not be read, and why; nothing of it was taken.</summary>
internal sealed class UndecodableException(string message) : Exception(message);

using System.Security.Cryptography;
using CostDashboard.Core.Access;
using CostDashboard.Core.Spans;
using CostDashboard.Ingest.Otlp;

namespace CostDashboard.Ingest.Json;

/// <summary>Reads one trace in plain JSON of which all spans are taken or none.</summary>
internal static class WholeTrace
{
    /// <param name="json">As <c>POST /api/v1/traces</c> takes it.</param>
    internal static DecodedBatch Decode(ReadOnlySpan<byte> json, ProjectId project, bool keepsContent)
    {
        // Spans that say when they were are the same ones when they are sent again: their ids follow from the bytes. Those that do not are new each time.
        var batch = Read(json, project, keepsContent, new(Convert.ToHexStringLower(SHA256.HashData(json))));
        if (batch.Spans.Any(span => span.Start.Value == 0))
        {
            batch = Read(json, project, keepsContent, new(null));
        }

        List<Rejection> rejections = [.. batch.Rejections.Select(one => one.Rejection)];
        if (batch.Spans.GroupBy(span => span.Key).FirstOrDefault(same => same.Skip(1).Any()) is { } twice)
        {
            rejections.Add(new(twice.First().Name, "two spans have the same span_id") { Field = "spans", Remedy = "Give each its own, or leave it out." });
        }

        return rejections.Count == 0 ? new(batch.Spans, [], 0) : new([], [.. rejections.Take(SpanLimits.Rejections)], rejections.Count);
    }

    private static PlainDecoder Read(ReadOnlySpan<byte> json, ProjectId project, bool keepsContent, GivenIds ids)
    {
        var decoder = new PlainDecoder(project, ids, keepsContent);
        decoder.ReadTrace(json, number: 0, line: 1);
        return decoder;
    }
}

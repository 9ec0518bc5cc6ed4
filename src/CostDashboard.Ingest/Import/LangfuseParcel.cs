using System.Text.Json;
using CostDashboard.Core.Access;
using CostDashboard.Ingest.Json;
using CostDashboard.Ingest.Otlp;

namespace CostDashboard.Ingest.Import;

/// <summary>Reads what Langfuse exports, handed over in one piece, by the code that reads its files.</summary>
internal static class LangfuseParcel
{
    /// <exception cref="UndecodableException">It is none of Langfuse's forms, or an observation lacks what a span needs; the message says which.</exception>
    internal static DecodedBatch Decode(ReadOnlyMemory<byte> json, ProjectId project, bool keepsContent)
    {
        var (batches, ready) = (new ImportBatches(), new List<ImportBatch>());
        try
        {
            ImportItems.Read(new(json, Number: 0, Line: 1, List: null), new(batches, ready));
        }
        catch (Exception e) when (e is ImportException or JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw new UndecodableException(e.Message);
        }

        if (batches.Finish() is { } last)
        {
            ready.Add(last);
        }

        if (ready.Exists(batch => batch.Path is JsonDoor.SpansPath or JsonDoor.TracesPath))
        {
            throw new UndecodableException("it is neither a trace of Langfuse with its observations nor a batch for its ingestion");
        }

        List<DecodedBatch> decoded = [.. ready.Select(batch => OtlpDecoder.Decode(batch.Body, OtlpEncoding.Json, project, keepsContent))];
        return new(
            [.. decoded.SelectMany(batch => batch.Spans)],
            [.. decoded.SelectMany(batch => batch.Rejections).Take(SpanLimits.Rejections)],
            decoded.Sum(batch => batch.Rejected));
    }
}

using System.Text.Json;
using CostDashboard.Core.Access;
using CostDashboard.Core.Spans;
using CostDashboard.Ingest.Otlp.Json;
using CostDashboard.Ingest.Otlp.Protobuf;

namespace CostDashboard.Ingest.Otlp;

/// <summary>The two encodings of OTLP.</summary>
internal enum OtlpEncoding
{
    Protobuf = 1,
    Json = 2,
}

/// <summary>Turns the bytes of an <c>ExportTraceServiceRequest</c>, of an <c>ExportLogsServiceRequest</c> or an <c>ExportMetricsServiceRequest</c> in which coding agents tell of their calls, into spans: the last place that knows the wire.</summary>
/// <remarks>A bad span is a rejection with its reason and costs its neighbours nothing. Prompt and completion text is skipped where it stands, but for projects that keep it.</remarks>
internal static class OtlpDecoder
{
    // Deeper than 32 levels of attributes, each of which takes up to four levels of JSON; the reader keeps one bit for each.
    private const int JsonDepth = 1000;

    private static readonly JsonReaderOptions s_json = new() { MaxDepth = JsonDepth };

    /// <param name="body">Uncompressed. An empty body is an empty request.</param>
    /// <param name="keepsContent">Whether the project keeps prompts and completions: they are read then, apart from the attributes.</param>
    /// <exception cref="UndecodableException">The body as a whole is not what it should be; the message says where, for the sender.</exception>
    internal static DecodedBatch Decode(ReadOnlySpan<byte> body, OtlpEncoding encoding, ProjectId project, bool keepsContent = false) =>
        Decode(body, encoding, new BatchDraft(project, keepsContent));

    /// <summary>Of log records, those of coding agents that tell of a call, of a tool or of what somebody asked for.</summary>
    /// <exception cref="UndecodableException">As above.</exception>
    internal static DecodedBatch DecodeLogs(ReadOnlySpan<byte> body, OtlpEncoding encoding, ProjectId project) =>
        Decode(body, encoding, new BatchDraft(project, signal: Signal.Log));

    /// <summary>Of metrics, the points of coding agents that count cost; all others are ignored.</summary>
    /// <exception cref="UndecodableException">As above.</exception>
    internal static DecodedBatch DecodeMetrics(ReadOnlySpan<byte> body, OtlpEncoding encoding, ProjectId project)
    {
        var all = MetricPoints.Count(body, encoding);
        var batch = Decode(body, encoding, new BatchDraft(project, signal: Signal.Metric));
        return batch with { Ignored = Math.Max(0, all - batch.Spans.Count - batch.Rejected) };
    }

    private static DecodedBatch Decode(ReadOnlySpan<byte> body, OtlpEncoding encoding, BatchDraft batch)
    {
        if (encoding is OtlpEncoding.Protobuf)
        {
            ProtobufTraces.Read(body, batch);
        }
        else
        {
            ReadJson(body, batch);
        }

        return batch.ToBatch();
    }

    private static void ReadJson(ReadOnlySpan<byte> body, BatchDraft batch)
    {
        if (WithoutByteOrderMark(body) is not { IsEmpty: false } json)
        {
            return;
        }

        try
        {
            var reader = new Utf8JsonReader(json, s_json);
            new JsonTraces(batch).Read(ref reader);
        }
        catch (JsonException e)
        {
            throw new UndecodableException($"the body is not valid JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}");
        }
    }

    internal static ReadOnlySpan<byte> WithoutByteOrderMark(ReadOnlySpan<byte> json) =>
        json.StartsWith("\uFEFF"u8) ? json[3..] : json;
}

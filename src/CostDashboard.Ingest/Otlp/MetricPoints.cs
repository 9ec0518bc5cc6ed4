using System.Text.Json;
using CostDashboard.Ingest.Otlp.Json;
using CostDashboard.Ingest.Otlp.Protobuf;

namespace CostDashboard.Ingest.Otlp;

/// <summary>Counts the data points of an <c>ExportMetricsServiceRequest</c>, read or not, so that it can be said how many were ignored.</summary>
internal static class MetricPoints
{
    private const uint ResourceLevel = (1 << 3) | ProtoReader.Length;
    private const uint ScopeLevel = (2 << 3) | ProtoReader.Length;
    private const uint MetricLevel = (2 << 3) | ProtoReader.Length;
    private const uint DataPoint = (1 << 3) | ProtoReader.Length;

    // Metric.data: gauge, sum, histogram, exponential histogram, summary
    private const uint Gauge = (5 << 3) | ProtoReader.Length;
    private const uint Sum = (7 << 3) | ProtoReader.Length;
    private const uint Histogram = (9 << 3) | ProtoReader.Length;
    private const uint ExponentialHistogram = (10 << 3) | ProtoReader.Length;
    private const uint Summary = (11 << 3) | ProtoReader.Length;

    /// <exception cref="UndecodableException">The body is neither.</exception>
    internal static long Count(ReadOnlySpan<byte> body, OtlpEncoding encoding) => encoding is OtlpEncoding.Json
        ? CountJson(OtlpDecoder.WithoutByteOrderMark(body), "dataPoints"u8)
        : CountProtobuf(body, [ResourceLevel, ScopeLevel, MetricLevel, Gauge, DataPoint]);

    private static long CountProtobuf(ReadOnlySpan<byte> message, ReadOnlySpan<uint> path)
    {
        long count = 0;
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var tag))
        {
            if (tag != path[0] && !(path[0] == Gauge && tag is Sum or Histogram or ExponentialHistogram or Summary))
            {
                reader.Skip(tag);
                continue;
            }

            var inner = reader.ReadBytes();
            count += path.Length == 1 ? 1 : CountProtobuf(inner, path[1..]);
        }

        return reader.IsBroken ? throw new UndecodableException("the body is not valid protobuf") : count;
    }

    // The items of every list of that name, wherever it stands.
    private static long CountJson(ReadOnlySpan<byte> json, ReadOnlySpan<byte> listName)
    {
        long count = 0;
        if (json.IsEmpty)
        {
            return count;
        }

        try
        {
            var reader = new Utf8JsonReader(json);
            while (reader.Read())
            {
                if (reader.TokenType is not JsonTokenType.PropertyName || !reader.Is(listName))
                {
                    continue;
                }

                reader.Read();
                if (reader.TokenType is JsonTokenType.StartArray)
                {
                    count += CountItems(ref reader);
                }
            }
        }
        catch (JsonException e)
        {
            throw new UndecodableException($"the body is not valid JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}");
        }

        return count;
    }

    private static long CountItems(ref Utf8JsonReader reader)
    {
        long count = 0;
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            count++;
            reader.Skip();
        }

        return count;
    }
}

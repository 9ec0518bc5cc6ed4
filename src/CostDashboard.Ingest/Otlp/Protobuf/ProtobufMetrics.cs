using CostDashboard.Core.Spans;
using CostDashboard.Ingest.CodingAgents;

namespace CostDashboard.Ingest.Otlp.Protobuf;

/// <summary>Reads the points of one <c>Metric</c> message, where it is one of a coding agent that counts cost; all others are left aside.</summary>
/// <remarks>https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/metrics/v1/metrics.proto</remarks>
internal static class ProtobufMetrics
{
    private const ulong Cumulative = 2;

    // Metric
    private const uint NameTag = (1 << 3) | ProtoReader.Length;
    private const uint SumTag = (7 << 3) | ProtoReader.Length;

    // Sum
    private const uint PointTag = (1 << 3) | ProtoReader.Length;
    private const uint TemporalityTag = (2 << 3) | ProtoReader.Varint;

    // NumberDataPoint
    private const uint StartTag = (2 << 3) | ProtoReader.Fixed64;
    private const uint TimeTag = (3 << 3) | ProtoReader.Fixed64;
    private const uint DoubleTag = (4 << 3) | ProtoReader.Fixed64;
    private const uint IntegerTag = (6 << 3) | ProtoReader.Fixed64;
    private const uint AttributeTag = (7 << 3) | ProtoReader.Length;

    internal static void Read(ReadOnlySpan<byte> message, SpanOrigin origin, BatchDraft batch)
    {
        var isRead = false;
        ReadOnlySpan<byte> sum = default;
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var tag))
        {
            switch (tag)
            {
                case NameTag:
                    isRead = AgentPoints.IsRead(reader.ReadBytes());
                    break;
                case SumTag:
                    sum = reader.ReadBytes();
                    break;
                default:
                    reader.Skip(tag);
                    break;
            }
        }

        if (isRead && !reader.IsBroken)
        {
            ReadSum(sum, origin, batch);
        }
    }

    private static void ReadAttribute(ReadOnlySpan<byte> message, SpanDraft into)
    {
        if (into.Attributes.HasRoom() && !ProtobufValues.TryReadAttribute(message, into.Attributes, into.Budget))
        {
            into.Fail(SpanProblem.Protobuf);
        }
    }

    private static void ReadSum(ReadOnlySpan<byte> message, SpanOrigin origin, BatchDraft batch)
    {
        var isCumulative = false;
        var first = new ProtoReader(message);
        while (first.TryReadTag(out var tag))
        {
            if (tag == TemporalityTag)
            {
                isCumulative = first.ReadVarint() == Cumulative;
            }
            else
            {
                first.Skip(tag);
            }
        }

        var second = new ProtoReader(message);
        while (second.TryReadTag(out var tag))
        {
            if (tag != PointTag)
            {
                second.Skip(tag);
                continue;
            }

            var point = second.ReadBytes();
            if (batch.Begin())
            {
                var value = ReadPoint(point, batch.Span);
                batch.EndPoint(origin, value, isCumulative);
            }
        }
    }

    private static double ReadPoint(ReadOnlySpan<byte> message, SpanDraft point)
    {
        double value = 0;
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var tag))
        {
            switch (tag)
            {
                case StartTag:
                    point.Start = reader.ReadFixed64();
                    break;
                case TimeTag:
                    point.End = reader.ReadFixed64();
                    break;
                case DoubleTag:
                    value = BitConverter.UInt64BitsToDouble(reader.ReadFixed64());
                    break;
                case IntegerTag:
                    value = (long)reader.ReadFixed64();
                    break;
                case AttributeTag:
                    ReadAttribute(reader.ReadBytes(), point);
                    break;
                default:
                    reader.Skip(tag);
                    break;
            }
        }

        if (reader.IsBroken)
        {
            point.Fail(SpanProblem.Protobuf);
        }

        return value;
    }
}

using CostDashboard.Core.Units;

namespace CostDashboard.Ingest.Otlp.Protobuf;

/// <summary>Reads one <c>LogRecord</c> message into a draft.</summary>
/// <remarks>https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/logs/v1/logs.proto</remarks>
internal static class ProtobufLogRecords
{
    // LogRecord
    private const uint TimeTag = (1 << 3) | ProtoReader.Fixed64;
    private const uint BodyTag = (5 << 3) | ProtoReader.Length;
    private const uint AttributeTag = (6 << 3) | ProtoReader.Length;
    private const uint TraceIdTag = (9 << 3) | ProtoReader.Length;
    private const uint SpanIdTag = (10 << 3) | ProtoReader.Length;
    private const uint ObservedTimeTag = (11 << 3) | ProtoReader.Fixed64;
    private const uint EventNameTag = (12 << 3) | ProtoReader.Length;

    // AnyValue
    private const uint TextTag = (1 << 3) | ProtoReader.Length;

    internal static void Read(ReadOnlySpan<byte> message, SpanDraft record)
    {
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var tag))
        {
            switch (tag)
            {
                case TimeTag:
                    record.Start = reader.ReadFixed64();
                    break;
                case ObservedTimeTag:
                    record.End = reader.ReadFixed64();
                    break;
                case EventNameTag:
                    var name = reader.ReadBytes();
                    record.Name = record.Budget.Name(name, name.Length, "the event's name");
                    break;
                case BodyTag:
                    ReadBody(reader.ReadBytes(), record);
                    break;
                case AttributeTag:
                    var attribute = reader.ReadBytes();
                    if (record.Attributes.HasRoom() && !ProtobufValues.TryReadAttribute(attribute, record.Attributes, record.Budget))
                    {
                        record.Fail(SpanProblem.Protobuf);
                    }

                    break;
                case TraceIdTag:
                    var trace = reader.ReadBytes();
                    record.Trace = trace.Length == TraceId.Length ? TraceId.FromBytes(trace) : default;
                    break;
                case SpanIdTag:
                    var span = reader.ReadBytes();
                    record.Id = span.Length == SpanId.Length ? SpanId.FromBytes(span) : default;
                    break;
                default:
                    reader.Skip(tag);
                    break;
            }
        }

        if (reader.IsBroken)
        {
            record.Fail(SpanProblem.Protobuf);
        }
    }

    // Bodies of other applications are text of any length, of which nothing is kept: an event's is its name.
    private static void ReadBody(ReadOnlySpan<byte> message, SpanDraft record)
    {
        var body = new ProtoReader(message);
        while (body.TryReadTag(out var tag))
        {
            if (tag == TextTag)
            {
                record.SetBody(body.ReadBytes());
            }
            else
            {
                body.Skip(tag);
            }
        }
    }
}

using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;

namespace CostDashboard.TestKit;

/// <summary>Encodes spans as an OTLP <c>ExportTraceServiceRequest</c> in protobuf, as an exporter would send them.</summary>
public static class OtlpRequest
{
    /// <summary>Spans that share an origin stand in one <c>ResourceSpans</c>, in their order.</summary>
    public static byte[] Protobuf(IEnumerable<DecodedSpan> spans)
    {
        var request = new ProtobufWriter();
        foreach (var group in spans.GroupBy(s => s.Origin))
        {
            request.Message(1, resourceSpans =>
            {
                resourceSpans.Message(1, resource => Attributes(resource, 1, group.Key.Resource));
                resourceSpans.Message(2, scopeSpans =>
                {
                    scopeSpans.Message(1, scope =>
                    {
                        scope.Text(1, group.Key.ScopeName);
                        scope.Text(2, group.Key.ScopeVersion);
                    });
                    foreach (var span in group)
                    {
                        scopeSpans.Message(2, writer => Span(writer, span));
                    }
                });
            });
        }

        return request.ToArray();
    }

    private static void Span(ProtobufWriter writer, DecodedSpan span)
    {
        writer.Bytes(1, span.Key.Trace.ToBytes());
        writer.Bytes(2, Id(span.Key.Span));
        if (span.Parent is { } parent)
        {
            writer.Bytes(4, Id(parent));
        }

        writer.Text(5, span.Name);
        writer.Varint(6, (ulong)span.Kind);
        writer.Fixed64(7, (ulong)span.Start.Value);
        writer.Fixed64(8, (ulong)span.End.Value);
        Attributes(writer, 9, span.Attributes);
        foreach (var happened in span.Events)
        {
            writer.Message(11, message =>
            {
                message.Fixed64(1, (ulong)happened.Time.Value);
                message.Text(2, happened.Name);
                Attributes(message, 3, happened.Attributes);
            });
        }

        foreach (var link in span.Links)
        {
            writer.Message(13, message =>
            {
                message.Bytes(1, link.Trace.ToBytes());
                message.Bytes(2, Id(link.Span));
                Attributes(message, 4, link.Attributes);
            });
        }

        writer.Message(15, status =>
        {
            status.Text(2, span.Status.Message);
            status.Varint(3, (ulong)span.Status.Code);
        });
    }

    private static void Attributes(ProtobufWriter writer, int field, SpanAttributes attributes)
    {
        foreach (var (key, value) in attributes)
        {
            writer.Message(field, pair =>
            {
                pair.Text(1, key);
                pair.Message(2, any => Value(any, value));
            });
        }
    }

    private static void Value(ProtobufWriter any, AttributeValue value)
    {
        switch (value.Kind)
        {
            case AttributeKind.Text:
                any.Bytes(1, System.Text.Encoding.UTF8.GetBytes(value.Text!));
                break;
            case AttributeKind.Boolean:
                any.Varint(2, value.Boolean ? 1UL : 0UL);
                break;
            case AttributeKind.Integer:
                any.Varint(3, unchecked((ulong)value.Integer));
                break;
            case AttributeKind.Double:
                any.Fixed64(4, (ulong)BitConverter.DoubleToInt64Bits(value.Double));
                break;
            case AttributeKind.List:
                any.Message(5, list => Array.ForEach(value.Items, item => list.Message(1, inner => Value(inner, item))));
                break;
            case AttributeKind.Map:
                any.Message(6, map => Attributes(map, 1, new SpanAttributes(value.Entries)));
                break;
            case AttributeKind.Bytes:
                any.Bytes(7, value.Bytes);
                break;
            case AttributeKind.Omitted:
                // What was skipped on the way in cannot be sent; text of the same length stands for it.
                any.Text(1, new string('x', (int)value.Integer));
                break;
        }
    }

    private static byte[] Id(SpanId id)
    {
        var bytes = new byte[SpanId.Length];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes, id.Value);
        return bytes;
    }
}

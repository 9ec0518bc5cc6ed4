using CostDashboard.Core.Units;

namespace CostDashboard.Ingest.Otlp.Protobuf;

/// <summary>Reads one <c>Span</c> message into a draft.</summary>
internal static class ProtobufSpans
{
    // Span
    private const uint TraceIdTag = (1 << 3) | ProtoReader.Length;
    private const uint SpanIdTag = (2 << 3) | ProtoReader.Length;
    private const uint ParentTag = (4 << 3) | ProtoReader.Length;
    private const uint NameTag = (5 << 3) | ProtoReader.Length;
    private const uint KindTag = (6 << 3) | ProtoReader.Varint;
    private const uint StartTag = (7 << 3) | ProtoReader.Fixed64;
    private const uint EndTag = (8 << 3) | ProtoReader.Fixed64;
    private const uint AttributeTag = (9 << 3) | ProtoReader.Length;
    private const uint DroppedAttributesTag = (10 << 3) | ProtoReader.Varint;
    private const uint EventTag = (11 << 3) | ProtoReader.Length;
    private const uint DroppedEventsTag = (12 << 3) | ProtoReader.Varint;
    private const uint LinkTag = (13 << 3) | ProtoReader.Length;
    private const uint DroppedLinksTag = (14 << 3) | ProtoReader.Varint;
    private const uint StatusTag = (15 << 3) | ProtoReader.Length;

    // Span.Event
    private const uint EventTimeTag = (1 << 3) | ProtoReader.Fixed64;
    private const uint EventNameTag = (2 << 3) | ProtoReader.Length;
    private const uint EventAttributeTag = (3 << 3) | ProtoReader.Length;

    // Span.Link
    private const uint LinkTraceTag = (1 << 3) | ProtoReader.Length;
    private const uint LinkSpanTag = (2 << 3) | ProtoReader.Length;
    private const uint LinkAttributeTag = (4 << 3) | ProtoReader.Length;

    // Status
    private const uint StatusMessageTag = (2 << 3) | ProtoReader.Length;
    private const uint StatusCodeTag = (3 << 3) | ProtoReader.Varint;

    internal static void Read(ReadOnlySpan<byte> message, SpanDraft span)
    {
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var tag))
        {
            switch (tag)
            {
                case TraceIdTag:
                    span.Trace = TraceOf(reader.ReadBytes());
                    break;
                case SpanIdTag:
                    span.Id = SpanOf(reader.ReadBytes());
                    break;
                case ParentTag:
                    ReadParent(reader.ReadBytes(), span);
                    break;
                case NameTag:
                    var name = reader.ReadBytes();
                    span.Name = span.Budget.Name(name, name.Length, "the name");
                    break;
                case KindTag:
                    span.SetKind(reader.ReadVarint());
                    break;
                case StartTag:
                    span.Start = reader.ReadFixed64();
                    break;
                case EndTag:
                    span.End = reader.ReadFixed64();
                    break;
                case AttributeTag:
                    ReadAttribute(reader.ReadBytes(), span);
                    break;
                case EventTag:
                    ReadEvent(reader.ReadBytes(), span);
                    break;
                case LinkTag:
                    ReadLink(reader.ReadBytes(), span);
                    break;
                case StatusTag:
                    ReadStatus(reader.ReadBytes(), span);
                    break;
                case DroppedAttributesTag or DroppedEventsTag or DroppedLinksTag:
                    span.DroppedBySender += (uint)reader.ReadVarint();
                    break;
                default:
                    reader.Skip(tag);
                    break;
            }
        }

        FailIfBroken(reader, span);
    }

    private static void ReadParent(ReadOnlySpan<byte> bytes, SpanDraft span)
    {
        if (bytes.Length is 0 or SpanId.Length)
        {
            span.Parent = bytes.IsEmpty ? null : SpanOf(bytes);
        }
        else
        {
            span.NoteBadParent();
        }
    }

    private static void ReadAttribute(ReadOnlySpan<byte> message, SpanDraft span)
    {
        if (span.Attributes.HasRoom() && !ProtobufValues.TryReadAttribute(message, span.Attributes, span.Budget))
        {
            span.Fail(SpanProblem.Protobuf);
        }
    }

    private static void ReadEvent(ReadOnlySpan<byte> message, SpanDraft span)
    {
        if (!span.HasRoomForEvent())
        {
            return;
        }

        ulong time = 0;
        ReadOnlySpan<byte> name = default;
        var first = new ProtoReader(message);
        while (first.TryReadTag(out var tag))
        {
            switch (tag)
            {
                case EventTimeTag:
                    time = first.ReadFixed64();
                    break;
                case EventNameTag:
                    name = first.ReadBytes();
                    break;
                default:
                    first.Skip(tag);
                    break;
            }
        }

        FailIfBroken(first, span);
        var eventName = span.Budget.Name(name, name.Length, "an event's name");
        span.Budget.Content?.BeginEvent(eventName);
        ReadInner(message, EventAttributeTag, span, isLink: false, ContentKeys.IsModelEvent(name));
        span.AddEvent(time, eventName);
    }

    private static void ReadLink(ReadOnlySpan<byte> message, SpanDraft span)
    {
        if (!span.HasRoomForLink())
        {
            return;
        }

        TraceId trace = default;
        SpanId to = default;
        var first = new ProtoReader(message);
        while (first.TryReadTag(out var tag))
        {
            switch (tag)
            {
                case LinkTraceTag:
                    trace = TraceOf(first.ReadBytes());
                    break;
                case LinkSpanTag:
                    to = SpanOf(first.ReadBytes());
                    break;
                default:
                    first.Skip(tag);
                    break;
            }
        }

        FailIfBroken(first, span);
        ReadInner(message, LinkAttributeTag, span, isLink: true, isModelEvent: false);
        span.AddLink(trace, to);
    }

    private static void ReadInner(ReadOnlySpan<byte> message, uint attributeTag, SpanDraft span, bool isLink, bool isModelEvent)
    {
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var tag))
        {
            if (tag != attributeTag)
            {
                reader.Skip(tag);
            }
            else if (!span.Inner.HasRoom(span.RoomForInner(isLink)))
            {
                reader.ReadBytes();
            }
            else if (!ProtobufValues.TryReadAttribute(reader.ReadBytes(), span.Inner, span.Budget, isModelEvent))
            {
                span.Fail(SpanProblem.Protobuf);
            }
        }
    }

    private static void ReadStatus(ReadOnlySpan<byte> message, SpanDraft span)
    {
        var status = new ProtoReader(message);
        while (status.TryReadTag(out var tag))
        {
            switch (tag)
            {
                case StatusMessageTag:
                    var text = status.ReadBytes();
                    span.StatusMessage = text.IsEmpty ? null : span.Budget.Text(text, text.Length, "the status message").Text;
                    break;
                case StatusCodeTag:
                    span.SetStatus(status.ReadVarint());
                    break;
                default:
                    status.Skip(tag);
                    break;
            }
        }

        FailIfBroken(status, span);
    }

    private static TraceId TraceOf(ReadOnlySpan<byte> bytes) => bytes.Length == TraceId.Length ? TraceId.FromBytes(bytes) : default;

    private static SpanId SpanOf(ReadOnlySpan<byte> bytes) => bytes.Length == SpanId.Length ? SpanId.FromBytes(bytes) : default;

    private static void FailIfBroken(ProtoReader reader, SpanDraft span)
    {
        if (reader.IsBroken)
        {
            span.Fail(SpanProblem.Protobuf);
        }
    }
}

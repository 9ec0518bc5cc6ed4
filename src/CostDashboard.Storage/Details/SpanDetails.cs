using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;

namespace CostDashboard.Storage.Details;

/// <summary>
/// What of a span has no column: attributes, events, links, notes, the rest of its model call and how its cost came about.
/// A byte of version, then the parts in this order; packed as a whole.
/// </summary>
internal static class SpanDetails
{
    private const byte Version = 3;

    /// <summary>Without what is known of a tool's arguments.</summary>
    private const byte WithoutArguments = 2;

    /// <summary>And without modalities, units and region of the call.</summary>
    private const byte TextOnly = 1;

    public static byte[] Write(ByteWriter to, PricedSpan span)
    {
        var normalized = span.Span;
        var source = normalized.Source;
        to.Clear();
        to.Byte(Version);
        to.Byte((byte)source.Kind);
        to.Byte((byte)source.Status.Code);
        to.Text(source.Status.Message);
        to.Text(normalized.ToolName);
        to.Signed(source.ToolArguments);
        AttributeCode.Write(to, source.Attributes);
        WriteEvents(to, source.Events, source.Start);
        to.Count(source.Links.Count);
        foreach (var link in source.Links)
        {
            to.Fixed64(link.Trace.High);
            to.Fixed64(link.Trace.Low);
            to.Fixed64(link.Span.Value);
            AttributeCode.Write(to, link.Attributes);
        }

        to.Count(source.Notes.Count);
        foreach (var note in source.Notes)
        {
            to.Text(note);
        }

        CallCode.Write(to, normalized.Call);
        CostCode.Write(to, span.Cost);
        return Packing.Pack(to.Written);
    }

    /// <param name="facts">The span as far as columns hold it.</param>
    /// <param name="price">The price of its cost; null where the cost has none.</param>
    public static PricedSpan Read(byte[] packed, TraceKey trace, SpanFacts facts, SpanOrigin origin, PriceReference? price)
    {
        var from = new ByteReader(Packing.Unpack(packed));
        var version = ReadVersion(ref from);
        var kind = (OtelSpanKind)from.Byte();
        var status = new SpanStatus((SpanStatusCode)from.Byte(), from.TextOrNull());
        var toolName = from.TextOrNull();
        var toolArguments = version == Version ? from.SignedOrNull() : null;
        var attributes = AttributeCode.Read(ref from);
        var events = ReadEvents(ref from, facts.Start);
        var links = new SpanLink[from.Count()];
        for (var i = 0; i < links.Length; i++)
        {
            links[i] = new(new(from.Fixed64(), from.Fixed64()), new(from.Fixed64()), AttributeCode.Read(ref from));
        }

        var notes = new string[from.Count()];
        for (var i = 0; i < notes.Length; i++)
        {
            notes[i] = from.Text();
        }

        var call = CallCode.Read(ref from, facts, isTextOnly: version is TextOnly);
        var cost = CostCode.Read(ref from, price);
        var source = new DecodedSpan(
            new(trace.Project, trace.Trace, facts.Id), facts.Parent, facts.Name, kind, facts.Start, facts.End, status,
            origin, attributes, events, links, notes)
        {
            ToolArguments = toolArguments,
        };
        return new(
            new(source, facts.Kind, facts.Service, facts.ServiceVersion, facts.Attribution, call, facts.IsWrapperByName, toolName, facts.ApiKeyId)
            {
                Tags = facts.Tags,
                Baggage = facts.Baggage,
            },
            cost);
    }

    /// <summary>Only what a timeline shows. What stands behind the links is not read.</summary>
    public static SpanMoments ReadMoments(byte[] packed, SpanId span, UnixNanos start)
    {
        var from = new ByteReader(Packing.Unpack(packed));
        var version = ReadVersion(ref from);
        from.Byte();
        from.Byte();
        from.TextOrNull();
        from.TextOrNull();
        if (version == Version)
        {
            from.SignedOrNull();
        }

        AttributeCode.Read(ref from);
        var events = ReadEvents(ref from, start);
        return new(span, [.. events.Take(SpanMoments.MostEvents).Select(e => new SpanMoment(e.Time, e.Name))], from.Count());
    }

    private static byte ReadVersion(ref ByteReader from)
    {
        var version = from.Byte();
        return version is Version or WithoutArguments or TextOnly
            ? version
            : throw new InvalidDataException("The stored details of a span were written by a later version.");
    }

    private static void WriteEvents(ByteWriter to, IReadOnlyList<SpanEvent> events, UnixNanos start)
    {
        to.Count(events.Count);
        foreach (var item in events)
        {
            to.Signed(unchecked(item.Time.Value - start.Value));
            to.Text(item.Name);
            AttributeCode.Write(to, item.Attributes);
        }
    }

    private static SpanEvent[] ReadEvents(ref ByteReader from, UnixNanos start)
    {
        var events = new SpanEvent[from.Count()];
        for (var i = 0; i < events.Length; i++)
        {
            events[i] = new(new(unchecked(start.Value + from.Signed())), from.Text(), AttributeCode.Read(ref from));
        }

        return events;
    }
}

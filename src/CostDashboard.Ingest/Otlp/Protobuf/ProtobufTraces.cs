using CostDashboard.Core.Spans;

namespace CostDashboard.Ingest.Otlp.Protobuf;

/// <summary>
/// Reads the envelope of an <c>ExportTraceServiceRequest</c>: resources, scopes and where their spans stand. Those of
/// <c>ExportLogsServiceRequest</c> and <c>ExportMetricsServiceRequest</c> have the same fields at the same numbers.
/// </summary>
/// <remarks>https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/trace/v1/trace.proto</remarks>
internal static class ProtobufTraces
{
    // ExportTraceServiceRequest
    private const uint ResourceSpans = (1 << 3) | ProtoReader.Length;

    // ResourceSpans; 1000 is the field of instrumentation_library_spans, which early senders filled instead
    private const uint Resource = (1 << 3) | ProtoReader.Length;
    private const uint ScopeSpans = (2 << 3) | ProtoReader.Length;
    private const uint LibrarySpans = (1000 << 3) | ProtoReader.Length;

    // Resource
    private const uint ResourceAttribute = (1 << 3) | ProtoReader.Length;

    // ScopeSpans
    private const uint Scope = (1 << 3) | ProtoReader.Length;
    private const uint Span = (2 << 3) | ProtoReader.Length;

    // InstrumentationScope
    private const uint ScopeName = (1 << 3) | ProtoReader.Length;
    private const uint ScopeVersion = (2 << 3) | ProtoReader.Length;

    /// <exception cref="UndecodableException">The envelope is broken; a broken span inside a whole envelope is only rejected.</exception>
    internal static void Read(ReadOnlySpan<byte> body, BatchDraft batch)
    {
        var request = new ProtoReader(body);
        while (request.TryReadTag(out var tag))
        {
            if (tag == ResourceSpans)
            {
                ReadResourceSpans(request.ReadBytes(), batch);
            }
            else
            {
                request.Skip(tag);
            }
        }

        ThrowIfBroken(request, batch.Signal switch { Signal.Log => "ExportLogsServiceRequest", Signal.Metric => "ExportMetricsServiceRequest", _ => "ExportTraceServiceRequest" });
    }

    // The resource is found before any span is read: a field's place in a message is free.
    private static void ReadResourceSpans(ReadOnlySpan<byte> message, BatchDraft batch)
    {
        var resource = batch.NoResource();
        var first = new ProtoReader(message);
        while (first.TryReadTag(out var tag))
        {
            if (tag == Resource)
            {
                resource = ReadResource(first.ReadBytes(), batch);
            }
            else
            {
                first.Skip(tag);
            }
        }

        ThrowIfBroken(first, batch.Signal switch { Signal.Log => "ResourceLogs", Signal.Metric => "ResourceMetrics", _ => "ResourceSpans" });
        var second = new ProtoReader(message);
        while (second.TryReadTag(out var tag))
        {
            if (tag is ScopeSpans or LibrarySpans)
            {
                ReadScopeSpans(second.ReadBytes(), resource, batch);
            }
            else
            {
                second.Skip(tag);
            }
        }
    }

    private static SpanAttributes ReadResource(ReadOnlySpan<byte> message, BatchDraft batch)
    {
        var (attributes, budget) = batch.BeginResource();
        var resource = new ProtoReader(message);
        while (resource.TryReadTag(out var tag))
        {
            if (tag != ResourceAttribute)
            {
                resource.Skip(tag);
            }
            else if (!attributes.HasRoom())
            {
                resource.ReadBytes();
            }
            else if (!ProtobufValues.TryReadAttribute(resource.ReadBytes(), attributes, budget))
            {
                throw new UndecodableException("an attribute of a Resource is not valid protobuf");
            }
        }

        ThrowIfBroken(resource, "Resource");
        return batch.EndResource();
    }

    private static void ReadScopeSpans(ReadOnlySpan<byte> message, SpanAttributes resource, BatchDraft batch)
    {
        string? name = null, version = null;
        var first = new ProtoReader(message);
        while (first.TryReadTag(out var tag))
        {
            if (tag == Scope)
            {
                (name, version) = ReadScope(first.ReadBytes());
            }
            else
            {
                first.Skip(tag);
            }
        }

        ThrowIfBroken(first, batch.Signal switch { Signal.Log => "ScopeLogs", Signal.Metric => "ScopeMetrics", _ => "ScopeSpans" });
        var origin = new SpanOrigin(resource, name, version, batch.Signal);
        var second = new ProtoReader(message);
        while (second.TryReadTag(out var tag))
        {
            if (tag != Span)
            {
                second.Skip(tag);
                continue;
            }

            var span = second.ReadBytes();
            if (batch.Signal is Signal.Metric)
            {
                ProtobufMetrics.Read(span, origin, batch);
                continue;
            }

            if (!batch.Begin())
            {
                continue;
            }

            if (batch.Signal is Signal.Log)
            {
                ProtobufLogRecords.Read(span, batch.Span);
                batch.EndRecord(origin);
            }
            else
            {
                ProtobufSpans.Read(span, batch.Span);
                batch.End(origin);
            }
        }
    }

    private static (string? Name, string? Version) ReadScope(ReadOnlySpan<byte> message)
    {
        string? name = null, version = null;
        var scope = new ProtoReader(message);
        while (scope.TryReadTag(out var tag))
        {
            switch (tag)
            {
                case ScopeName:
                    name = ShortText(scope.ReadBytes());
                    break;
                case ScopeVersion:
                    version = ShortText(scope.ReadBytes());
                    break;
                default:
                    scope.Skip(tag);
                    break;
            }
        }

        ThrowIfBroken(scope, "InstrumentationScope");
        return (name, version);
    }

    private static string? ShortText(ReadOnlySpan<byte> utf8) =>
        utf8.IsEmpty ? null : Utf8Texts.Get(Utf8Texts.Cut(utf8, SpanLimits.NameBytes));

    private static void ThrowIfBroken(ProtoReader reader, string message)
    {
        if (reader.IsBroken)
        {
            throw new UndecodableException($"the body is not valid protobuf: it breaks off inside {message}");
        }
    }
}

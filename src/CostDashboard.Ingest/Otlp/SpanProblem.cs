using System.Globalization;
using CostDashboard.Core.Spans;

namespace CostDashboard.Ingest.Otlp;

/// <summary>What can be wrong with a span of OTLP, so that it cannot be taken.</summary>
/// <param name="Field">As OTLP names it.</param>
/// <param name="Remedy">What the sender can do, in a sentence.</param>
internal sealed record SpanProblem(string Field, string Reason, string Remedy)
{
    private const string SendTime = "Send the nanoseconds since 1970 in UTC as a number, or as a text of digits.";
    private const string SmallerBatches = "Send fewer spans at a time: for SDKs of OpenTelemetry, lower OTEL_BSP_MAX_EXPORT_BATCH_SIZE; for a collector, send_batch_max_size.";
    private const string AttributeForm = "Send a list like [{\"key\":\"customer.id\",\"value\":{\"stringValue\":\"acme\"}}].";
    private const string SendList = "Send a list, or leave the field out.";

    internal static SpanProblem TraceId { get; } = new(
        "traceId", "the trace id is missing, all zero or not 16 bytes", "Send 16 bytes that are not all zero; in JSON as 32 hexadecimal digits. SDKs of OpenTelemetry make it by themselves.");

    internal static SpanProblem SpanId { get; } = new(
        "spanId", "the span id is missing, all zero or not 8 bytes", "Send 8 bytes that are not all zero; in JSON as 16 hexadecimal digits. SDKs of OpenTelemetry make it by themselves.");

    internal static SpanProblem LateStart { get; } = new("startTimeUnixNano", "the start lies beyond the year 2262", SendTime);

    internal static SpanProblem LateEnd { get; } = new("endTimeUnixNano", "the end lies beyond the year 2262", SendTime);

    internal static SpanProblem Start { get; } = new("startTimeUnixNano", "startTimeUnixNano is not a number", SendTime);

    internal static SpanProblem End { get; } = new("endTimeUnixNano", "endTimeUnixNano is not a number", SendTime);

    internal static SpanProblem RecordTime { get; } = new("timeUnixNano", "the time of the log record is missing or not a number", SendTime);

    internal static SpanProblem Conversation { get; } = new(
        "attributes", "the event does not say which conversation it is of (session.id or conversation.id)", "Coding agents state it by themselves; something between them and here may have taken it away.");

    internal static SpanProblem EventTime { get; } = new("events.timeUnixNano", "an event's timeUnixNano is not a number", SendTime);

    internal static SpanProblem Protobuf { get; } = new(
        "spans", "the span is not valid protobuf", "Send what an OTLP exporter writes; something between it and here may have cut or changed the bytes.");

    internal static SpanProblem NotAnObject { get; } = new("spans", "the span is not an object", "Each item of spans is a JSON object with traceId, spanId, name and times.");

    internal static SpanProblem Name { get; } = new("name", "the name is not text", "Send the name as text.");

    internal static SpanProblem Attributes { get; } = new("attributes", "the attributes are not a list of keys and values", AttributeForm);

    internal static SpanProblem InnerAttributes { get; } = new("attributes", "the attributes of an event or link are not a list of keys and values", AttributeForm);

    internal static SpanProblem Status { get; } = new("status", "the status is not an object", "Send {\"code\":2,\"message\":\"…\"}, or leave it out.");

    internal static SpanProblem Events { get; } = new("events", "the events are not a list", SendList);

    internal static SpanProblem Event { get; } = new("events", "an event is not an object", "Each event is an object with timeUnixNano, name and attributes.");

    internal static SpanProblem Links { get; } = new("links", "the links are not a list", SendList);

    internal static SpanProblem Link { get; } = new("links", "a link is not an object", "Each link is an object with traceId, spanId and attributes.");

    internal static SpanProblem TooManySpans { get; } = new("spans", Holds(SpanLimits.SpansPerRequest, "spans"), SmallerBatches);

    internal static SpanProblem TooManyAttributes { get; } = new("attributes", Holds(SpanLimits.ValuesPerRequest, "attributes"), SmallerBatches);

    /// <param name="span">By name or id.</param>
    internal Rejection Of(string span) => new(span, Reason) { Field = Field, Remedy = Remedy };

    private static string Holds(int most, string what) => string.Create(CultureInfo.InvariantCulture, $"a request may hold {most} {what}");
}

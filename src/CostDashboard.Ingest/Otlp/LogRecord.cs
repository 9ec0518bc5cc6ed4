using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;

namespace CostDashboard.Ingest.Otlp;

/// <summary>An OTLP log record as the wire said it, nothing interpreted.</summary>
/// <param name="EventName">The field <c>event_name</c>; empty where the sender leaves it out.</param>
/// <param name="Body">The body where it is a text; empty otherwise.</param>
/// <param name="Time">When it happened; where the sender does not know, when it was observed; null where it says neither.</param>
/// <param name="Trace">The trace it belongs to; zero for none.</param>
/// <param name="Span">The span it was written in; zero for none.</param>
internal sealed record LogRecord(
    string EventName, string Body, UnixNanos? Time, TraceId Trace, SpanId Span, SpanAttributes Attributes, SpanOrigin Origin, IReadOnlyList<string> Notes);

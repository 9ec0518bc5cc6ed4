using System.Globalization;
using CostDashboard.Core.Spans;
using CostDashboard.Ingest.Otlp;

namespace CostDashboard.Ingest.Json;

/// <summary>What can be wrong with a span in plain JSON, in the words of its own fields.</summary>
internal static class PlainProblem
{
    /// <summary>UTF-8 bytes of a name that a sender has for a trace or a span.</summary>
    internal const int MostIdBytes = 512;

    private const string TimeForm = "Send ISO-8601 such as \"2026-08-06T12:00:00.250Z\", or a number since 1970 in seconds, milliseconds, microseconds or nanoseconds.";

    internal static SpanProblem NotAnObject { get; } = new(
        "", "it is not a JSON object", """Send an object such as {"name":"chat","model":"gpt-4o-mini","usage":{"input_tokens":1200,"output_tokens":150}}.""");

    internal static SpanProblem NotATrace { get; } = new(
        "spans", "the trace has no list of spans", """Send {"trace_id":"order-17","spans":[{"name":"answer","children":[…]}]}; spans by themselves go to /api/v1/spans.""");

    internal static SpanProblem IsATrace { get; } = new(
        "spans", "this is a trace, and not a span", "Send it to /api/v1/traces, or its spans one by one with trace_id and parent_id.");

    internal static SpanProblem TooDeep { get; } = new("children", "spans are nested too deep", "Send deeper spans to /api/v1/spans with parent_id.");

    internal static SpanProblem TooManySpans { get; } = new(
        "spans", string.Create(CultureInfo.InvariantCulture, $"a trace may hold {SpanLimits.SpansPerRequest} spans"), "Send the others to /api/v1/spans with trace_id and parent_id.");

    internal static SpanProblem Text(string field) => new(field, $"{field} is not text", "Send a text, or leave it out.");

    internal static SpanProblem Id(string field) => new(field, $"{field} is neither a text of at most {MostIdBytes} bytes nor a number", "Send any text that names it, the same wherever it is meant; or leave it out.");

    internal static SpanProblem Time(string field) => new(field, $"{field} is no time between 1970 and 2262", TimeForm);

    internal static SpanProblem Duration { get; } = new("duration_ms", "duration_ms is not a number of milliseconds from 0", "Send milliseconds, such as 1250.5, or an end.");

    internal static SpanProblem Status { get; } = new("status", "status is neither ok nor error", """Send "ok", "error" or "unset", or {"code":"error","message":"…"}.""");

    internal static SpanProblem Count(string field) => new(field, $"{field} is not a whole number from 0", "Send the count as a number, or leave it out where it is not known.");

    internal static SpanProblem Cost { get; } = new("cost", "cost is not an amount from 0", "Send US dollars as a number or a text, such as \"0.000125\"; leave it out to have it priced.");

    internal static SpanProblem List(string field) => new(field, $"{field} is not a list", "Send a list, or leave it out.");

    internal static SpanProblem Map(string field) => new(field, $"{field} is not an object", "Send an object of names and values, or leave it out.");

    internal static SpanProblem OfASpan(string field) => new(field, $"a trace has no {field}", "It belongs to one of its spans.");

    /// <param name="path">What the span is within, such as <c>spans[2].children[0]</c>; empty for nothing.</param>
    internal static Rejection Within(this Rejection rejection, string path) =>
        path.Length == 0 ? rejection : rejection with { Field = string.IsNullOrEmpty(rejection.Field) ? path : $"{path}.{rejection.Field}" };
}

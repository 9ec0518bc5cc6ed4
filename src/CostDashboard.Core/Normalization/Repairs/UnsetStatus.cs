using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Normalization.Repairs;

/// <summary>A failure that only an attribute tells of (<c>error.type</c>, <c>tool.status</c>, Langfuse's level, <c>success</c>) becomes the span's status.</summary>
internal static class UnsetStatus
{
    internal static DecodedSpan Mend(DecodedSpan span, UnixNanos receivedAt)
    {
        if (span.Status.Code is not SpanStatusCode.Unset)
        {
            return span;
        }

        if (span.Attributes.Text("error.type") is { } type)
        {
            return Failed(span, type, "error.type");
        }

        if (span.Attributes.Text("langfuse.observation.level") is { } level && IsFailure(level))
        {
            return Failed(span, span.Attributes.Text("langfuse.observation.status_message") ?? level, "langfuse.observation.level");
        }

        if (span.Attributes.TryGet("success", out var success) && success.AsText() is { } text && text.Equals("false", StringComparison.OrdinalIgnoreCase))
        {
            return Failed(span, span.Attributes.Text("error") ?? "success is false", "success");
        }

        return span.Attributes.Text("tool.status") is { } status && IsFailure(status) ? Failed(span, status, "tool.status") : span;
    }

    private static DecodedSpan Failed(DecodedSpan span, string message, string key) =>
        (span with { Status = new(SpanStatusCode.Error, span.Status.Message ?? message) }).WithNote($"the status was unset: {key} says it failed");

    private static bool IsFailure(string status) =>
        status.Equals("error", StringComparison.OrdinalIgnoreCase)
        || status.Equals("failed", StringComparison.OrdinalIgnoreCase)
        || status.Equals("failure", StringComparison.OrdinalIgnoreCase);
}

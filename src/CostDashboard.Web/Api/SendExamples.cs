using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace CostDashboard.Web.Api;

/// <summary>What is sent as plain JSON and answered, in the description of the API.</summary>
internal static class SendExamples
{
    private const string Json = "application/json";
    private const string Lines = "application/x-ndjson";

    private const string Span = """
        {"trace_id": "order-17", "span_id": "answer-1", "parent_id": "request-1", "name": "answer", "kind": "chat",
         "start": "2026-08-06T12:00:00.250Z", "end": "2026-08-06T12:00:01.750Z",
         "model": "gpt-4o-mini", "provider": "openai", "usage": {"input_tokens": 1200, "cache_read_tokens": 1024, "output_tokens": 150},
         "customer": "acme", "feature": "support", "environment": "production", "service": "support-api"}
        """;

    private const string Trace = """
        {"trace_id": "order-17", "customer": "acme", "feature": "support", "service": "support-api", "spans": [
          {"name": "request", "start": "2026-08-06T12:00:00Z", "duration_ms": 2000, "children": [
            {"name": "search", "kind": "tool", "tool": "search", "start": "2026-08-06T12:00:00.1Z", "duration_ms": 100},
            {"name": "answer", "kind": "chat", "start": "2026-08-06T12:00:00.25Z", "duration_ms": 1500,
             "model": "claude-sonnet-4-5", "usage": {"input_tokens": 176, "cache_read_input_tokens": 1024, "output_tokens": 150}}]}]}
        """;

    private const string Answered = """
        {"taken": 120, "rejected": 1, "errors": [
          {"line": 17, "field": "usage.input_tokens", "reason": "usage.input_tokens is not a whole number from 0",
           "remedy": "Send the count as a number, or leave it out where it is not known.", "span": "answer (6a1f0c1de8b3a921)"}], "errors_not_listed": 0}
        """;

    internal static void AddTo(OpenApiOperation operation)
    {
        if (operation.OperationId is not ("SendSpans" or "SendTraces"))
        {
            return;
        }

        var example = operation.OperationId == "SendSpans" ? Span : Trace;
        if (operation.RequestBody?.Content?.TryGetValue(Json, out var list) is true)
        {
            list.Example = new JsonArray(JsonNode.Parse(example));
        }

        if (operation.RequestBody?.Content?.TryGetValue(Lines, out var lines) is true)
        {
            lines.Example = JsonNode.Parse(example);
        }

        if (operation.Responses?.GetValueOrDefault("200")?.Content?.TryGetValue(Json, out var answered) is true)
        {
            answered.Example = JsonNode.Parse(Answered);
        }
    }
}

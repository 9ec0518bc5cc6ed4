using System.Text;
using System.Text.Json;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;
using CostDashboard.Mcp.Asking;
using CostDashboard.Mcp.Recording;

namespace CostDashboard.Mcp.Tools;

/// <summary>Takes a trace or spans, in plain words or as OpenTelemetry's, the same way as every other door.</summary>
internal sealed class RecordSpansTool(ISpanDoor door, TimeProvider clock) : DashboardTool(Properties)
{
    private const string Properties = """
        "spans": {"type": "array", "minItems": 1, "maxItems": 200, "description": "Spans in plain words. Give either this or 'otlp'.", "items": {"type": "object", "additionalProperties": false, "properties": {
          "name": {"type": "string", "description": "The operation that a person would name, such as classify_intent. Default: the tool, agent or model."},
          "kind": {"type": "string", "enum": ["chat", "embeddings", "tool", "agent", "retrieval", "other"], "description": "chat and embeddings are charged calls and need 'model'. Default: other."},
          "span_id": {"type": "string", "description": "16 hexadecimal digits. Needed only where another span names it as its parent."},
          "parent_span_id": {"type": "string", "description": "The span that it lies in; leave it out for the root."},
          "start": {"type": "string", "description": "2026-11-22T14:30:00.250Z. Default: now. With it, the same call again records nothing twice."},
          "end": {"type": "string", "description": "As start. Default: start plus duration_ms."},
          "duration_ms": {"type": "number", "minimum": 0},
          "provider": {"type": "string", "description": "Such as openai or anthropic. Default: known from the model's name."},
          "model": {"type": "string", "description": "As the provider names it, such as gpt-4o."},
          "input_tokens": {"type": "integer", "minimum": 0, "description": "All that was read, cached tokens included, as OpenTelemetry counts them."},
          "cache_read_tokens": {"type": "integer", "minimum": 0},
          "cache_write_tokens": {"type": "integer", "minimum": 0},
          "output_tokens": {"type": "integer", "minimum": 0},
          "cost_usd": {"type": ["string", "number"], "description": "What the call is known to cost. Leave it out to have it priced by the price book."},
          "tool": {"type": "string", "description": "The tool that a span of kind tool calls."},
          "agent": {"type": "string", "description": "What a span of kind agent is called."},
          "error": {"type": "string", "description": "Why it failed; leave it out where it did not."},
          "attributes": {"type": "object", "description": "Any others: names and texts, numbers, true or false."}
        }}},
        "trace_id": {"type": "string", "pattern": "^[0-9a-fA-F]{32}$", "description": "For 'spans': the trace that they belong to. Default: a new one, which the answer names."},
        "service": {"type": "string", "description": "For 'spans': the service that ran. Default: mcp."},
        "environment": {"type": "string", "description": "For 'spans': such as production."},
        "customer": {"type": "string", "description": "For 'spans': the customer it was for."},
        "feature": {"type": "string", "description": "For 'spans': the feature of the product."},
        "user": {"type": "string", "description": "For 'spans': the user."},
        "session": {"type": "string", "description": "For 'spans': the session or conversation."},
        "otlp": {"type": "object", "description": "One ExportTraceServiceRequest of OpenTelemetry as JSON: {\"resourceSpans\": [{\"resource\": …, \"scopeSpans\": [{\"spans\": […]}]}]}, with gen_ai.* attributes."}
        """;

    internal override string Name => "record_spans";

    internal override string Title => "Record a trace";

    internal override string Description =>
        "Records a trace, or more spans of one: what an agent, a script or a job did and which model calls it made. Each call is priced once. "
        + "Answers only when the spans are stored. Do not record what is exported by OpenTelemetry already: it would be charged as another call.";

    internal override bool IsReadOnly => false;

    internal override async Task<object> AnswerAsync(Arguments given, McpCaller caller, CancellationToken cancellationToken)
    {
        var body = (given.Json("spans", JsonValueKind.Array), given.Json("otlp", JsonValueKind.Object)) switch
        {
            ({ } spans, null) => PlainTrace.ToOtlp(spans, given, UnixNanos.From(clock.GetUtcNow())),
            (null, { } otlp) => Otlp(otlp, given),
            (null, null) => throw new QueryMistake("spans", "Give the spans: a list in 'spans', or OpenTelemetry's JSON in 'otlp'."),
            _ => throw new QueryMistake("otlp", "Give either 'spans' or 'otlp', and the other in a call of its own."),
        };
        return await door.TakeAsync(new(Door.Mcp, caller.Project, caller.KeyId, caller.Client, SpanForm.Otlp, body), cancellationToken) switch
        {
            SpanReceipt.Taken { Spans: 0, Rejected: > 0 } none => throw new QueryMistake("otlp", $"No span could be taken: {none.Rejections[0].Span}: {none.Rejections[0].Reason}. {none.Rejections[0].Remedy}"),
            SpanReceipt.Taken { Spans: 0 } => throw new QueryMistake("otlp", "There are no spans in it: they stand in resourceSpans[].scopeSpans[].spans[]."),
            SpanReceipt.Taken taken => RecordedAnswer.Of(taken, caller),
            SpanReceipt.Unreadable unreadable => throw new QueryMistake("otlp", unreadable.Reason),
            SpanReceipt.Later later => throw new QueryMistake("spans", $"Nothing was recorded, because {later.Reason}. Call again in a few seconds.", status: 503),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static ReadOnlyMemory<byte> Otlp(JsonElement otlp, Arguments given)
    {
        foreach (var name in PlainTrace.Shared.Append("trace_id").Append("service"))
        {
            if (given.Text(name) is not null)
            {
                throw new QueryMistake(name, "It belongs to 'spans'; in 'otlp' the attributes of the spans say it.");
            }
        }

        return Encoding.UTF8.GetBytes(otlp.GetRawText());
    }
}

/// <param name="Rejected">Why spans could not be taken; null where all were.</param>
internal sealed record RecordedAnswer(int RecordedSpans, IReadOnlyList<RecordedTrace> Traces, IReadOnlyList<RejectedLine>? Rejected)
{
    private const int MostTraces = 20;
    private const int MostRejections = 10;

    internal static RecordedAnswer Of(SpanReceipt.Taken taken, McpCaller caller) => new(
        taken.Spans,
        [.. taken.Traces.Take(MostTraces).Select(trace => new RecordedTrace(trace.ToString(), PageLinks.Trace(caller, trace)))],
        taken.Rejected == 0 ? null : [.. taken.Rejections.Take(MostRejections).Select(rejection => new RejectedLine(rejection.Span, rejection.Reason, rejection.Field, rejection.Remedy))]);
}

internal sealed record RecordedTrace(string TraceId, string Link);

internal sealed record RejectedLine(ForeignText Span, ForeignSentence Reason, string? Field, string? Remedy);

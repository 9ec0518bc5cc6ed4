using System.Globalization;
using System.Text;
using System.Text.Json;
using CostDashboard.Core.Spans;
using CostDashboard.Mcp.Asking;
using CostDashboard.Mcp.Recording;

namespace CostDashboard.Mcp.Tools;

/// <summary>Takes a trace or spans, in plain words, as OpenTelemetry's or as Langfuse's, the same way as every other door.</summary>
internal sealed class RecordSpansTool(ISpanDoor door) : DashboardTool(Properties)
{
    // What is described of a span is what a model needs; every other field of plain JSON is taken too.
    private const string Properties = """
        "spans": {"type": "array", "minItems": 1, "maxItems": 200, "description": "Spans in plain words. Give this, 'otlp' or 'langfuse'. All of them are recorded, or none.", "items": {"type": "object", "additionalProperties": true, "properties": {
          "name": {"type": "string", "description": "The operation that a person would name, such as classify_intent."},
          "kind": {"type": "string", "description": "chat, embeddings, tool, agent, retrieval or other. chat and embeddings are charged calls and need 'model'. Default: other."},
          "span_id": {"type": "string", "description": "Any text that is the same wherever this span is meant. Needed only where another span names it as its parent."},
          "parent_id": {"type": "string", "description": "The span_id of the span that it lies in; leave it out for the root."},
          "children": {"type": "array", "description": "Spans that lie in it, in the same form: instead of parent_id.", "items": {"type": "object"}},
          "start": {"type": "string", "description": "2026-11-22T14:30:00.250Z. Default: now. Where all spans have it, the same call again records nothing twice."},
          "end": {"type": "string", "description": "As start. Default: start plus duration_ms."},
          "duration_ms": {"type": "number", "minimum": 0, "description": "Milliseconds that it took, instead of 'end'."},
          "provider": {"type": "string", "description": "Such as openai or anthropic. Default: known from the model's name."},
          "model": {"type": "string", "description": "As the provider names it, such as gpt-4o."},
          "input_tokens": {"type": "integer", "minimum": 0, "description": "All that was read, cached tokens included, as OpenTelemetry counts them."},
          "cache_read_tokens": {"type": "integer", "minimum": 0, "description": "Of the input, what was read from a cache."},
          "cache_write_tokens": {"type": "integer", "minimum": 0, "description": "Of the input, what was written into a cache."},
          "output_tokens": {"type": "integer", "minimum": 0, "description": "All that was generated, reasoning included."},
          "usage": {"type": "object", "description": "Instead of the counts: the usage object of OpenAI's, Anthropic's or Google's answer as it came."},
          "cost": {"type": ["string", "number"], "description": "US dollars that the call is known to cost. Leave it out to have it priced by the price book."},
          "tool": {"type": "string", "description": "The tool that a span of kind tool calls."},
          "agent": {"type": "string", "description": "What a span of kind agent is called."},
          "error": {"type": "string", "description": "Why it failed; leave it out where it did not."},
          "attributes": {"type": "object", "description": "Any others: names and texts, numbers, true or false."}
        }}},
        "trace_id": {"type": "string", "description": "For 'spans': the trace that they belong to; any text, the same for all its spans. Default: a new one, which the answer names."},
        "service": {"type": "string", "description": "For 'spans': the service that ran. Default: mcp."},
        "environment": {"type": "string", "description": "For 'spans': such as production."},
        "customer": {"type": "string", "description": "For 'spans': the customer it was for."},
        "feature": {"type": "string", "description": "For 'spans': the feature of the product."},
        "user": {"type": "string", "description": "For 'spans': the user."},
        "session": {"type": "string", "description": "For 'spans': the session or conversation."},
        "otlp": {"type": ["object", "array"], "description": "OpenTelemetry's JSON with gen_ai.* attributes: one ExportTraceServiceRequest, {\"resourceSpans\": [{\"resource\": …, \"scopeSpans\": [{\"spans\": […]}]}]}, or a list of its spans alone."},
        "langfuse": {"type": "object", "description": "Langfuse's JSON: a trace as it exports it, {\"trace\": {\"id\", \"userId\", \"sessionId\"}, \"observations\": [{\"id\", \"type\": \"GENERATION\", \"startTime\", \"endTime\", \"model\", \"usageDetails\": {\"input\", \"output\"}}]}, or a batch for its ingestion, {\"batch\": [{\"type\": \"generation-create\", \"body\": …}]}."}
        """;

    internal override string Name => "record_spans";

    internal override string Title => "Record a trace";

    internal override string Description =>
        "Records a trace, or more spans of one: what an agent, a script or a job did and which model calls it made. Each call is priced once. "
        + "Answers only when the spans are stored. Do not record what is exported by OpenTelemetry already: it would be charged as another call.";

    internal override bool IsReadOnly => false;

    internal override async Task<object> AnswerAsync(Arguments given, McpCaller caller, CancellationToken cancellationToken)
    {
        var (argument, form, bytes) = Read(given);
        return await door.TakeAsync(new(Door.Mcp, caller.Project, caller.KeyId, caller.Client, form, bytes), cancellationToken) switch
        {
            SpanReceipt.Taken { Spans: 0, Rejected: > 0 } none => throw Refused(argument, form, none),
            SpanReceipt.Taken { Spans: 0 } => throw new QueryMistake(argument, form is SpanForm.Langfuse
                ? "There is no observation in it: they stand in observations[], or in batch[] as bodies of events."
                : "There are no spans in it: they stand in resourceSpans[].scopeSpans[].spans[]."),
            SpanReceipt.Taken taken => RecordedAnswer.Of(taken, caller),
            SpanReceipt.Unreadable unreadable => throw new QueryMistake(argument, unreadable.Reason),
            SpanReceipt.Later later => throw new QueryMistake(argument, $"Nothing was recorded, because {later.Reason}. Call again in a few seconds.", status: 503),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static (string Argument, SpanForm Form, ReadOnlyMemory<byte> Bytes) Read(Arguments given)
    {
        var spans = given.Json("spans", JsonValueKind.Array);
        var otlp = given.Json("otlp", JsonValueKind.Object, JsonValueKind.Array);
        var langfuse = given.Json("langfuse", JsonValueKind.Object);
        var more = new[] { spans, otlp, langfuse }.Count(form => form is not null) > 1;
        return (spans, otlp, langfuse) switch
        {
            _ when more => throw new QueryMistake(spans is null ? "langfuse" : otlp is null ? "langfuse" : "otlp", "Give one of 'spans', 'otlp' and 'langfuse', and the others in calls of their own."),
            ({ } plain, _, _) => ("spans", SpanForm.Plain, PlainTrace.Of(plain, given)),
            (_, { } request, _) => ("otlp", SpanForm.Otlp, Alone(request, "otlp", given)),
            (_, _, { } export) => ("langfuse", SpanForm.Langfuse, Alone(export, "langfuse", given)),
            _ => throw new QueryMistake("spans", "Give the spans: a list in 'spans', OpenTelemetry's JSON in 'otlp', or Langfuse's in 'langfuse'."),
        };
    }

    private static ReadOnlyMemory<byte> Alone(JsonElement json, string argument, Arguments given)
    {
        if (PlainTrace.Shared.FirstOrDefault(name => given.Text(name) is not null) is { } shared)
        {
            throw new QueryMistake(shared, $"It belongs to 'spans'; in '{argument}' the spans say it themselves.");
        }

        var text = json.GetRawText();
        return Encoding.UTF8.GetBytes(json.ValueKind is JsonValueKind.Array ? $$"""{"resourceSpans":[{"scopeSpans":[{"spans":{{text}}}]}]}""" : text);
    }

    // Of plain spans the field is one that the caller wrote: spans[0].usage.input_tokens.
    private static QueryMistake Refused(string argument, SpanForm form, SpanReceipt.Taken none)
    {
        var (first, others) = (none.Rejections[0], none.Rejected - 1);
        var more = others switch
        {
            0 => "",
            1 => " One more span has a mistake.",
            _ => string.Create(CultureInfo.InvariantCulture, $" {others} more spans have a mistake."),
        };
        var text = $"{first.Reason}. {first.Remedy}{more}";
        return form is SpanForm.Plain
            ? new(string.IsNullOrEmpty(first.Field) ? argument : first.Field, $"{text} Nothing was recorded.")
            : new(argument, $"No span could be taken: {first.Span}: {text}");
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

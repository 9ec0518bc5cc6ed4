using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CostDashboard.Ingest.Json;

/// <summary>A span in plain JSON, as the description of the API shows it. Everything may be left out; names in camelCase are taken too.</summary>
public sealed record JsonSpan(
    [property: JsonPropertyName("trace_id"), Description("Any text; spans with the same are one trace. 32 hexadecimal digits and UUIDs are kept, other texts are mapped to the first 16 bytes of their SHA-256.")] string? TraceId,
    [property: JsonPropertyName("span_id"), Description("Any text; a span that comes again replaces itself. 16 hexadecimal digits are kept, other texts are mapped to the first 8 bytes of their SHA-256.")] string? SpanId,
    [property: JsonPropertyName("parent_id"), Description("The span_id of the span around it.")] string? ParentId,
    [property: JsonPropertyName("name")] string? Name,
    [property: JsonPropertyName("kind"), Description("chat, embeddings, rerank, tool, agent, retrieval, workflow …; or OpenTelemetry's internal, server, client, producer, consumer.")] string? Kind,
    [property: JsonPropertyName("start"), Description("ISO-8601 (UTC without an offset), or a number since 1970 in seconds, milliseconds, microseconds or nanoseconds. Default: when it arrives.")] string? Start,
    [property: JsonPropertyName("end"), Description("As start.")] string? End,
    [property: JsonPropertyName("duration_ms"), Description("In place of start or end.")] double? DurationMs,
    [property: JsonPropertyName("status"), Description("ok, error or unset.")] string? Status,
    [property: JsonPropertyName("error"), Description("What went wrong; the status is error then.")] string? Error,
    [property: JsonPropertyName("model"), Description("As the provider calls it.")] string? Model,
    [property: JsonPropertyName("provider"), Description("Such as openai; where it is left out the model's name tells.")] string? Provider,
    [property: JsonPropertyName("usage")] JsonUsage? Usage,
    [property: JsonPropertyName("cost"), Description("US dollars as a number or a decimal text. Leave it out to have the call priced.")] string? Cost,
    [property: JsonPropertyName("tool"), Description("The tool that is called.")] string? Tool,
    [property: JsonPropertyName("agent"), Description("The agent whose span it is.")] string? Agent,
    [property: JsonPropertyName("finish_reason")] string? FinishReason,
    [property: JsonPropertyName("max_tokens")] long? MaxTokens,
    [property: JsonPropertyName("time_to_first_token_ms")] double? TimeToFirstTokenMs,
    [property: JsonPropertyName("customer"), Description("Who pays; holds for the spans below too, like feature, user, session and environment.")] string? Customer,
    [property: JsonPropertyName("feature")] string? Feature,
    [property: JsonPropertyName("user")] string? User,
    [property: JsonPropertyName("session")] string? Session,
    [property: JsonPropertyName("environment")] string? Environment,
    [property: JsonPropertyName("service")] string? Service,
    [property: JsonPropertyName("version"), Description("Of the service.")] string? Version,
    [property: JsonPropertyName("tags")] IReadOnlyList<string>? Tags,
    [property: JsonPropertyName("input"), Description("A prompt or a tool's arguments, any JSON. Kept only where the project keeps content.")] JsonElement? Input,
    [property: JsonPropertyName("output"), Description("As input.")] JsonElement? Output,
    [property: JsonPropertyName("attributes"), Description("Any names and values; those of OpenTelemetry's, OpenInference's and other conventions are read as from their SDKs. Unknown fields of a span are attributes too.")] IReadOnlyDictionary<string, JsonElement>? Attributes,
    [property: JsonPropertyName("events"), Description("Objects with name, time and attributes.")] IReadOnlyList<JsonElement>? Events,
    [property: JsonPropertyName("links"), Description("Objects with trace_id, span_id and attributes.")] IReadOnlyList<JsonElement>? Links,
    [property: JsonPropertyName("children"), Description("Spans within it, of this same form.")] IReadOnlyList<JsonElement>? Children);

/// <summary>What a call used. The object of OpenAI's, Anthropic's or Google's answer is taken as it came.</summary>
public sealed record JsonUsage(
    [property: JsonPropertyName("input_tokens"), Description("All of the input, cached tokens included.")] long? InputTokens,
    [property: JsonPropertyName("output_tokens"), Description("All of the output, reasoning included.")] long? OutputTokens,
    [property: JsonPropertyName("cache_read_tokens")] long? CacheReadTokens,
    [property: JsonPropertyName("cache_write_tokens")] long? CacheWriteTokens,
    [property: JsonPropertyName("cache_write_5m_tokens"), Description("Of those written, for five minutes.")] long? CacheWrite5mTokens,
    [property: JsonPropertyName("cache_write_1h_tokens"), Description("Of those written, for an hour.")] long? CacheWrite1hTokens,
    [property: JsonPropertyName("reasoning_tokens")] long? ReasoningTokens,
    [property: JsonPropertyName("total_tokens"), Description("Checked, not charged.")] long? TotalTokens);

/// <summary>A trace in plain JSON: what holds for all of it, and its spans, which may have children.</summary>
public sealed record JsonTrace(
    [property: JsonPropertyName("trace_id"), Description("As of a span.")] string? TraceId,
    [property: JsonPropertyName("customer"), Description("What stands here is said by its outermost spans, unless these say it themselves.")] string? Customer,
    [property: JsonPropertyName("feature")] string? Feature,
    [property: JsonPropertyName("user")] string? User,
    [property: JsonPropertyName("session")] string? Session,
    [property: JsonPropertyName("environment")] string? Environment,
    [property: JsonPropertyName("service"), Description("Of all its spans.")] string? Service,
    [property: JsonPropertyName("version")] string? Version,
    [property: JsonPropertyName("tags")] IReadOnlyList<string>? Tags,
    [property: JsonPropertyName("attributes")] IReadOnlyDictionary<string, JsonElement>? Attributes,
    [property: JsonPropertyName("spans")] IReadOnlyList<JsonSpan>? Spans);

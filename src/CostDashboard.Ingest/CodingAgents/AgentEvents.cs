using CostDashboard.Ingest.Otlp;

namespace CostDashboard.Ingest.CodingAgents;

/// <summary>
/// The log events by which coding agents tell of model calls, of tools and of what somebody asked for. Any other record is not theirs, or tells of
/// nothing that costs or takes time.
/// </summary>
/// <remarks>
/// https://code.claude.com/docs/en/monitoring-usage;
/// https://github.com/openai/codex, codex-rs/otel/src/events/session_telemetry.rs;
/// https://github.com/google-gemini/gemini-cli, docs/cli/telemetry.md
/// </remarks>
internal static class AgentEvents
{
    private const string ClaudeScope = "com.anthropic.claude_code";
    private const string ClaudePrefix = "claude_code.";

    // A new agent, or a new event of one, is one line: its name, what it tells of, and the attributes that tell it from others of its kind.
    private static readonly Dictionary<string, AgentEventKind> s_kinds = new(StringComparer.Ordinal)
    {
        ["claude_code.user_prompt"] = new(ToldOf.Request, ["prompt.id", "event.sequence"]),
        ["claude_code.api_request"] = new(ToldOf.Call, ["request_id", "client_request_id", "event.sequence"]),
        ["claude_code.api_error"] = new(ToldOf.FailedCall, ["event.sequence", "request_id", "client_request_id"]),
        ["claude_code.tool_result"] = new(ToldOf.Tool, ["tool_use_id", "event.sequence"]),
        ["codex.conversation_starts"] = new(ToldOf.Request, ["conversation.id"]),
        ["codex.sse_event"] = new(ToldOf.Call, ["response.id"]),
        ["codex.tool_result"] = new(ToldOf.Tool, ["call_id"]),
        ["gemini_cli.user_prompt"] = new(ToldOf.Request, ["prompt_id"]),
        ["gemini_cli.api_response"] = new(ToldOf.Call, ["response_id"]),
        ["gemini_cli.api_error"] = new(ToldOf.FailedCall, []),
        ["gemini_cli.tool_call"] = new(ToldOf.Tool, []),
    };

    /// <summary>What a record tells of; null where that is nothing that is recorded.</summary>
    internal static AgentEvent? Find(LogRecord record)
    {
        if (NameOf(record) is not { } name || !s_kinds.TryGetValue(name, out var kind))
        {
            return null;
        }

        // Of one answer Codex tells twice: an event that says how long it took and no more, and one with its tokens.
        return name == "codex.sse_event" && record.Attributes.Integer("input_token_count", "output_token_count") is null ? null : new(name, kind, record);
    }

    // Claude Code's attribute has the bare name, its body the whole one; Codex and Gemini CLI write the whole one into the attribute.
    private static string? NameOf(LogRecord record)
    {
        if (s_kinds.ContainsKey(record.EventName))
        {
            return record.EventName;
        }

        var name = record.Attributes.Text("event.name");
        return name is null || s_kinds.ContainsKey(name) ? name ?? record.Body
            : record.Origin.ScopeName?.StartsWith(ClaudeScope, StringComparison.Ordinal) is true || record.Body.StartsWith(ClaudePrefix, StringComparison.Ordinal) ? ClaudePrefix + name
            : record.Body;
    }
}

/// <summary>What an event tells of.</summary>
internal enum ToldOf
{
    /// <summary>Somebody asked for something, or began a conversation: what follows is done for it.</summary>
    Request,

    Call,

    FailedCall,

    Tool,
}

/// <param name="Identity">Attributes by which an event is known again that is sent twice, the first that it has; where it has none of them, by all that it says.</param>
internal sealed record AgentEventKind(ToldOf Of, string[] Identity);

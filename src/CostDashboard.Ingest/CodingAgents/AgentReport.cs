using CostDashboard.Core.Spans;

namespace CostDashboard.Ingest.CodingAgents;

/// <summary>One of the ways in which a coding agent tells of its model calls, and how good it is: 0 is charged rather than 1.</summary>
/// <param name="Name">What stands in the index of a session for it: a marker of a trace with such calls, or of metrics the spans themselves.</param>
internal sealed record AgentSource(string Agent, Signal Signal, byte Rank, string Name)
{
    internal const string ClaudeCosts = "claude_code.cost.usage";

    internal static readonly AgentSource ClaudeLogs = new("claude_code", Signal.Log, 0, "claude_code.logs");
    internal static readonly AgentSource ClaudeSpans = new("claude_code", Signal.Trace, 1, "claude_code.traces");
    internal static readonly AgentSource ClaudeMetrics = new("claude_code", Signal.Metric, 2, ClaudeCosts);
    internal static readonly AgentSource CodexSpans = new("codex", Signal.Trace, 0, "codex.traces");
    internal static readonly AgentSource CodexLogs = new("codex", Signal.Log, 1, "codex.logs");
    internal static readonly AgentSource CodexTurns = new("codex", Signal.Trace, 2, "codex.turns");
    internal static readonly AgentSource GeminiLogs = new("gemini_cli", Signal.Log, 0, "gemini_cli.logs");
    internal static readonly AgentSource GeminiSpans = new("gemini_cli", Signal.Trace, 1, "gemini_cli.traces");

    private static readonly AgentSource[] s_all = [ClaudeLogs, ClaudeSpans, ClaudeMetrics, CodexSpans, CodexLogs, CodexTurns, GeminiLogs, GeminiSpans];

    /// <summary>The source that stands under this name in a session's index; null for all other names.</summary>
    internal static AgentSource? Named(string name) => Array.Find(s_all, source => source.Name == name);
}

/// <summary>A model call as a coding agent tells of it in one of its signals (conventions §9.3, D10).</summary>
internal readonly record struct AgentReport(AgentSession Session, AgentSource Source)
{
    /// <summary>Null for what is no model call, is of no coding agent that is known, or names no session: such a span is charged for itself.</summary>
    internal static AgentReport? Of(NormalizedSpan span) =>
        span.Call is not null && SourceOf(span.Source) is { } source && AgentSession.NameIn(span.Source) is { } session
            ? new(new(span.Key.Project, source.Agent, session), source)
            : null;

    // By name, whatever signal it came by: of a trace that is exported and taken in elsewhere, what were log events and points are spans.
    private static AgentSource? SourceOf(DecodedSpan span) => span.Name switch
    {
        "claude_code.api_request" => AgentSource.ClaudeLogs,
        "claude_code.llm_request" => AgentSource.ClaudeSpans,
        AgentSource.ClaudeCosts => AgentSource.ClaudeMetrics,
        "codex.sse_event" => AgentSource.CodexLogs,
        "session_task.turn" => AgentSource.CodexTurns,
        "handle_responses" => AgentSource.CodexSpans,
        "gemini_cli.api_response" => AgentSource.GeminiLogs,
        _ when span.Attributes.TryGet("codex.usage.total_tokens", out _) => AgentSource.CodexSpans,
        _ when span.Origin.Signal is Signal.Trace && (IsOfGemini(span.Origin.ScopeName) || IsOfGemini(span.Origin.Resource.Text("service.name"))) => AgentSource.GeminiSpans,
        _ => null,
    };

    // Its spans are called llm_call, as others' are.
    private static bool IsOfGemini(string? name) =>
        name is not null && (name.StartsWith("gemini-cli", StringComparison.Ordinal) || name.StartsWith("gemini_cli", StringComparison.Ordinal));
}

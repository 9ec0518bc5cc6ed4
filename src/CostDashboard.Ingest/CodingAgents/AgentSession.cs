using CostDashboard.Core.Access;
using CostDashboard.Core.Spans;

namespace CostDashboard.Ingest.CodingAgents;

/// <summary>A session of a coding agent.</summary>
/// <param name="Agent">As the names of its events begin.</param>
internal readonly record struct AgentSession(ProjectId Project, string Agent, string Name)
{
    // Claude Code and Gemini CLI: session.id. Codex: conversation.id. Their spans may have OpenTelemetry's name for it.
    private static readonly string[] s_names = ["session.id", "conversation.id", "gen_ai.conversation.id"];

    /// <summary>The trace that says which signals tell of the session, and holds what its metrics tell: the same for whoever computes it, and of no other session.</summary>
    internal TraceKey Index => new(Project, AgentIds.Trace(Agent, "session", Name));

    /// <summary>The session that a span or its resource names; null for none.</summary>
    internal static string? NameIn(DecodedSpan span) => span.Attributes.Text(s_names) ?? span.Origin.Resource.Text(s_names);
}

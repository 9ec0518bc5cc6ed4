using System.Collections.Frozen;
using CostDashboard.Core.Spans;

namespace CostDashboard.Ingest.CodingAgents;

/// <summary>
/// Which texts of coding agents' events and metrics are kept: those that name something. Prompts, commands, arguments and answers stand beside them where details
/// are logged, under names that change with versions; so what is not known to be a name is not kept.
/// </summary>
internal static class AgentTexts
{
    // Claude Code's own of an installation: it stands for nobody, and would go before the person's address.
    private const string InstallationKey = "user.id";
    private const string InstallationName = "device.id";
    private const int Longest = 256;

    private static readonly FrozenSet<string> s_names = FrozenSet.ToFrozenSet(
        [
            "model", "slug", "request_id", "client_request_id", "response_id", "response.id", "prompt.id", "prompt_id", "session.id", "conversation.id", "call_id", "tool_use_id",
            "turn.id", "user.id", "user.email", "user.account_uuid", "user.account_id", "organization.id", "terminal.type", "app.version", "app.entrypoint", "installation.id",
            "event.name", "event.kind", "event.timestamp", "speed", "effort", "query_source", "agent.name", "skill.name", "plugin.name", "mcp_server.name", "mcp_server_scope",
            "tool_name", "function_name", "tool_type", "decision", "decision_source", "decision_type", "source", "finish_reasons", "stop_reason", "status_code",
            "http.response.status_code", "error_type", "auth_type", "auth_mode", "originator", "success", "role", "language",
        ],
        StringComparer.Ordinal);

    /// <summary>What is said in numbers, and the texts that are known to name something. Other texts may be what a person or a model wrote.</summary>
    internal static IEnumerable<KeyValuePair<string, AttributeValue>> Kept(SpanAttributes said)
    {
        var hasPerson = said.Text("user.email", "user.account_uuid", "user.account_id") is not null;
        return said
            .Where(one => one.Value.Kind is AttributeKind.Integer or AttributeKind.Double or AttributeKind.Boolean || (one.Value.Kind is AttributeKind.Text && Names(one.Key, one.Value)))
            .Select(one => one.Key == InstallationKey && hasPerson ? new(InstallationName, one.Value) : one);
    }

    /// <summary>Whether a text under a key is a name, or a number written as a text.</summary>
    private static bool Names(string key, AttributeValue value) =>
        value.Text is { Length: <= Longest } && (s_names.Contains(key) || key.StartsWith("vcs.", StringComparison.Ordinal) || value.AsDouble() is not null);
}

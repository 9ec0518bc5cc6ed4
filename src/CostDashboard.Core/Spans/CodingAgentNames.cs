using System.Collections.Frozen;

namespace CostDashboard.Core.Spans;

/// <summary>The coding agents whose telemetry is read.</summary>
public static class CodingAgentNames
{
    /// <summary>By the <c>service.name</c> that each gives itself, as it is called. A new agent is one line for each name that it goes by.</summary>
    public static FrozenDictionary<string, string> ByService { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["claude-code"] = "Claude Code",
        ["claude-code-desktop"] = "Claude Code, desktop",
        ["codex_cli_rs"] = "Codex CLI",
        ["codex_exec"] = "Codex CLI, unattended",
        ["codex-cli"] = "Codex CLI",
        ["gemini-cli"] = "Gemini CLI",
    }.ToFrozenDictionary(StringComparer.Ordinal);
}

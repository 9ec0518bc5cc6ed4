using CostDashboard.Core.Spend;
using CostDashboard.Web.Ui.Asking;

namespace CostDashboard.Web.Features.CodingAgents;

/// <summary>The coding agents whose telemetry is read, by the <c>service.name</c> that each gives itself.</summary>
internal static class AgentTools
{
    internal static Facet Facet { get; } = new(Dimension.Service);

    // A new agent is one line for each name that it goes by.
    private static readonly Dictionary<string, string> s_tools = new(StringComparer.Ordinal)
    {
        ["claude-code"] = "Claude Code",
        ["claude-code-desktop"] = "Claude Code, desktop",
        ["codex_cli_rs"] = "Codex CLI",
        ["codex_exec"] = "Codex CLI, unattended",
        ["codex-cli"] = "Codex CLI",
        ["gemini-cli"] = "Gemini CLI",
    };

    internal static string NameOf(string service) => s_tools.GetValueOrDefault(service, service);

    /// <summary>The same question about coding agents alone: of their services those that the page keeps, or all where it keeps none.</summary>
    internal static PageContext Only(PageContext context)
    {
        var filters = context.Question.Filters;
        var isChosen = filters.Values.Any(value => value.Facet == Facet && !value.IsExclude && s_tools.ContainsKey(value.Value));
        return isChosen ? context : context with
        {
            Question = context.Question with { Filters = s_tools.Keys.Where(service => !filters.Contains(new(Facet, service, true))).Aggregate(filters, (set, service) => set.With(Facet, service)) },
        };
    }
}

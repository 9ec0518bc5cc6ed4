using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Web.Ui.Asking;

namespace CostDashboard.Web.Features.CodingAgents;

/// <summary>The coding agents whose telemetry is read, by the <c>service.name</c> that each gives itself.</summary>
internal static class AgentTools
{
    internal static Facet Facet { get; } = new(Dimension.Service);

    // The tools of each agent that change files, by the step that a run of one is: Claude Code's, then Codex's, then Gemini CLI's.
    private static readonly HashSet<string> s_edits = new(
        new[] { "Edit", "MultiEdit", "Write", "NotebookEdit", "apply_patch", "replace", "write_file" }.Select(tool => $"execute_tool {tool}"), StringComparer.Ordinal);

    /// <summary>Whether a step is a run of a tool that changes files.</summary>
    internal static bool IsEdit(string step) => s_edits.Contains(step);

    internal static string NameOf(string service) => CodingAgentNames.ByService.GetValueOrDefault(service, service);

    /// <summary>The same question about coding agents alone: of their services those that the page keeps, or all where it keeps none.</summary>
    internal static PageContext Only(PageContext context)
    {
        var filters = context.Question.Filters;
        var isChosen = filters.Values.Any(value => value.Facet == Facet && !value.IsExclude && CodingAgentNames.ByService.ContainsKey(value.Value));
        return isChosen ? context : context with
        {
            Question = context.Question with { Filters = CodingAgentNames.ByService.Keys.Order(StringComparer.Ordinal).Where(service => !filters.Contains(new(Facet, service, true))).Aggregate(filters, (set, service) => set.With(Facet, service)) },
        };
    }
}

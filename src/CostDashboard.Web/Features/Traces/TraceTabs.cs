using CostDashboard.Web.Features.Content.Messages;
using CostDashboard.Web.Features.Traces.Flame;
using CostDashboard.Web.Features.Traces.Linked;
using CostDashboard.Web.Features.Traces.Runs;
using CostDashboard.Web.Features.Traces.Statistics;
using CostDashboard.Web.Features.Traces.Timeline;

namespace CostDashboard.Web.Features.Traces;

/// <summary>A tab of the trace page.</summary>
/// <param name="Name">What the address calls it: <c>?view=timeline</c>.</param>
/// <param name="Component">A <see cref="TraceTab"/>.</param>
/// <param name="IsFor">Whether it has something to show of a trace; null for every one.</param>
internal sealed record TraceTabEntry(string Name, string Label, Type Component, Func<TraceSight, bool>? IsFor = null);

/// <summary>The tabs of the trace page, in their order. A new one is a component and a line here.</summary>
internal static class TraceTabs
{
    /// <summary>What the address calls the tab that shows what was said.</summary>
    public const string Conversation = "conversation";

    public static IReadOnlyList<TraceTabEntry> All { get; } =
    [
        new("timeline", "Timeline", typeof(TimelineTab)),
        new("run", "Agent run", typeof(AgentRunTab), sight => sight.HasAgents),
        new("flame", "Flame graph", typeof(FlameTab)),
        new("statistics", "Statistics", typeof(StatisticsTab)),
        new(Conversation, "Conversation", typeof(ConversationTab)),
        new(LinkedTab.Name, "Linked", typeof(LinkedTab)),
    ];

    /// <summary>The tab that an address names; the first where it names none.</summary>
    public static TraceTabEntry Of(string? name) => All.FirstOrDefault(tab => tab.Name == name) ?? All[0];
}

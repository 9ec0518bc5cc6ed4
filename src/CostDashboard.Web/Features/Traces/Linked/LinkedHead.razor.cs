using CostDashboard.Core.Traces.Links;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Traces.Linked;

/// <summary>What a trace comes to with linked ones, and what started it, below its head; nothing where nothing is linked.</summary>
public sealed partial class LinkedHead
{
    [Parameter, EditorRequired]
    public LinkedTraces Linked { get; set; } = null!;

    /// <summary>Opens the view of linked traces.</summary>
    [Parameter]
    public EventCallback OnOpen { get; set; }

    private string List => TraceLink.Bare(Linked.Trace.Key).Add(TraceAddress.View, LinkedTab.Name).ToString();
}

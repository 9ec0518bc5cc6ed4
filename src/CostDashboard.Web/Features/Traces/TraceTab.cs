using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.Links;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Traces;

/// <summary>
/// One way to look at a trace. The page has one open at a time, beside the panel of the selected span, which all of them share.
/// What a tab shows beyond these parameters it reads from the address when it is opened, and writes there when it changes.
/// </summary>
public abstract class TraceTab : ComponentBase
{
    [Parameter, EditorRequired]
    public TraceSight Sight { get; set; } = null!;

    /// <summary>The span whose panel is open.</summary>
    [Parameter, EditorRequired]
    public WaterfallRow Selected { get; set; } = null!;

    /// <summary>Opens the panel of another span.</summary>
    [Parameter]
    public EventCallback<WaterfallRow> OnSelect { get; set; }

    /// <summary>The traces that are linked to it.</summary>
    [Parameter, EditorRequired]
    public LinkedTraces Linked { get; set; } = null!;

    [Parameter, EditorRequired]
    public TraceAddress Address { get; set; } = null!;
}

using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.Links;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Traces.Linked;

/// <summary>
/// The traces that a span started, under its row in the timeline; each opens in place. It is for lists whose rows are all drawn: where only those in
/// sight are, rows have one height, and the view of linked traces opens them.
/// </summary>
public sealed partial class LinkedUnder
{
    private const int DeepestIndent = 16;

    [Parameter, EditorRequired]
    public WaterfallRow Row { get; set; } = null!;

    [Parameter, EditorRequired]
    public TraceSight Sight { get; set; } = null!;

    [Parameter, EditorRequired]
    public LinkedTraces Linked { get; set; } = null!;

    [Parameter, EditorRequired]
    public TraceAddress Address { get; set; } = null!;

    private bool IsOpen(LinkedTrace trace) => LinkedOpened.Has(Address, trace.Id);
}

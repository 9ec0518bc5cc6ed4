using CostDashboard.Core.Sources;
using CostDashboard.Web.Features.Traces;
using CostDashboard.Web.Ui.Asking;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Sources;

/// <summary>The spans that came last; where the address says live, <c>tail.js</c> adds those that come (<see cref="SpanTailEndpoint"/>).</summary>
public sealed partial class ArrivalsCard
{
    private static readonly ArrivalLine s_empty = new("", "", "", "", "", "", "", "", "", IsError: false);

    private IReadOnlyList<ArrivalLine> _lines = [];

    [CascadingParameter]
    public PageContext Context { get; set; } = null!;

    [Inject]
    private ISpanTail Tail { get; set; } = null!;

    private bool IsLive => Context.Query.Flag("live");

    private string? Follows => IsLive ? new UrlText(SpanTailEndpoint.Path).Add("project", TraceLink.NumberOf(Context.ProjectId)).ToString() : null;

    protected override void OnParametersSet() => _lines = [.. Tail.Latest(Context.ProjectId).Select(span => ArrivalLine.Of(span, Context.Calendar))];
}

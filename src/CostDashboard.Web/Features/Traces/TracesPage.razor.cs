using CostDashboard.Core.Traces;
using CostDashboard.Web.Ui.Asking;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Traces;

/// <summary>The traces of a period, filtered and sorted; opened from a chart, those behind a point of it.</summary>
public sealed partial class TracesPage
{
    private static readonly string[] s_ownFields = ["q", "mincost", "maxcost", "minseconds", "maxseconds", "status"];

    [CascadingParameter]
    public PageContext Context { get; set; } = null!;

    [Inject]
    private ITraceQueries Traces { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    private TracesView View => TracesView.From(Context.Query);

    // Who searches an id wants that trace, whenever it was.
    protected override async Task OnInitializedAsync()
    {
        if (Context.Project is not null && View.SearchedTrace is { } id
            && (await Traces.GetFactsAsync(new(Context.ProjectId, id), CancellationToken.None)).Spans.Count > 0)
        {
            Address.NavigateTo(TraceLink.Bare(new(Context.ProjectId, id)).ToString());
        }
    }
}

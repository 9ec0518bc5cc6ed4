using CostDashboard.Core.Traces;
using CostDashboard.Web.Ui.Asking;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Traces;

/// <summary>The traces of a period, filtered and sorted; opened from a chart, those behind a point of it.</summary>
public sealed partial class TracesPage
{
    [CascadingParameter]
    public PageContext Context { get; set; } = null!;

    [CascadingParameter]
    public HttpContext Http { get; set; } = null!;

    [Inject]
    private ITraceQueries Traces { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    private TracesView View => TracesView.From(Context.Query);

    private TraceColumns Columns => TraceColumns.From(Context.Query, Http.Request.Cookies[TraceColumns.Cookie]);

    private string FileNote => View.Sort is TraceSort.Start && View.Basis is TraceBasis.Started
        ? "Written while it is read, however long the list."
        : "Of more than 100,000 traces, sort by start first: other orders take longer the longer the list.";

    /// <summary>The list with all that narrows it moved into the box, where chips and limits stand beside it and a query can say the same.</summary>
    private string? AsQuery =>
        View.Reading.IsQuery && (View.Limits.Chips.Count > 0 || !Context.Question.Filters.IsEmpty) && View.AsQuery(Context) is { } text
            ? Context.Here(Context.Question with { Filters = FilterSet.None }, [(TraceLimits.QueryKey, text), (TraceLimits.TextKey, null), .. TraceLimits.Keys.Select(key => (key, (string?)null))])
            : null;

    private string File(string path) => path + Context.Here()[Context.Path.Length..];

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

using CostDashboard.Core.Traces;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Loading;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Traces;

/// <summary>A page of traces, with what all of them are and cost in a sentence above.</summary>
public sealed partial class TraceList
{
    [Parameter, EditorRequired]
    public TracesView View { get; set; } = null!;

    [Inject]
    private ITraceQueries Traces { get; set; } = null!;

    protected override async Task<Load<TracePage>> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            var page = await Traces.ListAsync(View.Question(Context), cancellationToken);
            return page.Count == 0 ? new Load<TracePage>.Missing(Nothing) : new Load<TracePage>.Ready(page);
        }
        catch (FormatException)
        {
            return new Load<TracePage>.Missing("This address names a page of another list. Choose the period again to begin at the first page.");
        }
    }

    private string Nothing => View.SearchedTrace is { } id
        ? $"There is no trace {id} in this project. It may have passed its retention, or belong to another project."
        : Context.Question.Filters.IsEmpty && !View.HasLimits
            ? "No trace began in this period. Choose a longer one."
            : "No trace of this period passes the filters. Choose a longer period, or take a filter away.";

    private string? ListOf(long unpriced, long partial) => IncompleteCalls.List(Context, Context.Question, unpriced, partial);

    private string SortLink(TraceSort sort) => Context.Here(
        ("sort", sort is TraceSort.Start ? null : sort.ToString().ToLowerInvariant()),
        ("dir", View.Sort == sort && !View.Ascending ? "asc" : null));
}

using CostDashboard.Core.Traces;
using CostDashboard.Web.Features.Traces.Sessions;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Loading;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Traces;

/// <summary>A page of traces, with what all of them are and cost in a sentence above.</summary>
public sealed partial class TraceList
{
    // The form that the boxes of the rows belong to.
    private const string Marks = "marks";

    [Parameter, EditorRequired]
    public TracesView View { get; set; } = null!;

    [Parameter]
    public TraceColumns Columns { get; set; } = TraceColumns.From(UrlQuery.Empty, null);

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

    private static string NameOf(TraceSummary trace) => trace.Name.Length == 0 ? "(no name)" : SessionText.Name(trace.Name);

    private string? ListOf(long unpriced, long partial) => IncompleteCalls.List(Context, Context.Question, unpriced, partial);

    // A column of names heads them; its cells' own look is theirs.
    private static string HeadCss(TraceColumn column) => column.Css.Contains("number", StringComparison.Ordinal) ? "number on-wide" : column.Css.Contains("on-wide", StringComparison.Ordinal) ? "on-wide" : "";

    private string SortLink(TraceColumn column) => Context.Here(
        ("sort", column.Sort is TraceSort.Start ? null : column.Name),
        ("dir", View.Sort == column.Sort && !View.Ascending ? "asc" : null));
}

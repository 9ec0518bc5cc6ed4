using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.Queries;
using CostDashboard.Core.Units;
using CostDashboard.Web.Ui.Asking;

namespace CostDashboard.Web.Features.Traces;

/// <summary>What the list of traces is asked beside what all pages are.</summary>
/// <param name="QueryText">What stands in the box: <see cref="TraceQuery"/> has the grammar.</param>
public sealed record TracesView(string QueryText, TraceBasis Basis, TraceSort Sort, bool Ascending, string? Cursor)
{
    public const int RowsPerPage = 50;

    /// <summary>Keys of an address that are the list's own; what a saved view of it keeps.</summary>
    public static IReadOnlyList<string> Keys { get; } = [TraceLimits.QueryKey, TraceLimits.TextKey, .. TraceLimits.Keys, "basis", "sort", "dir", TraceColumns.Key, TraceColumns.DensityKey];

    public static TracesView From(UrlQuery query) => new(
        TraceLimits.QueryTextOf(query),
        query.Text("basis") is "spent" ? TraceBasis.Spent : TraceBasis.Started,
        TraceColumns.SortOf(query.Text("sort")),
        query.Text("dir") is "asc",
        query.Text("cursor"))
    {
        Limits = TraceLimits.From(query),
    };

    /// <summary>What an address limits the list by beside the query: how other pages lead here.</summary>
    public TraceLimits Limits { get; private init; } = TraceLimits.From(UrlQuery.Empty);

    /// <summary>The query, or what is wrong with it.</summary>
    public TraceQueryReading Reading { get; } = TraceQueryReading.Of(QueryText);

    public bool HasLimits => !Reading.Query.IsEmpty || Limits.Chips.Count > 0;

    /// <summary>To be asked only where the query has no mistake.</summary>
    public TraceQuestion Question(PageContext context)
    {
        var question = new TraceQuestion(
            context.ProjectId,
            context.Range.From,
            context.Range.To,
            context.Question.Filters.ToSpendFilters(),
            Sort,
            Ascending,
            RowsPerPage,
            Cursor,
            Basis);
        var narrow = Reading.Query.Narrow(Limits.Narrow(question));
        return narrow with { Filters = KeyNumbers.In(narrow.Filters, context.Names) };
    }

    /// <summary>The trace whose id was searched for, if the query is an id and nothing else.</summary>
    public TraceId? SearchedTrace => Reading.Query with { Text = null } == TraceQuery.Everything && TraceId.TryParse(Reading.Query.Text, out var id) ? id : null;

    /// <summary>All that narrows the list as one query; null where no query says the same, as where two filters on one field must both hold.</summary>
    public string? AsQuery(PageContext context)
    {
        var query = TraceQuery.Of(Question(context));
        var text = query.ToString();
        return TraceQueryReading.Of(text) is { IsQuery: true } reading && reading.Query == query ? text : null;
    }
}

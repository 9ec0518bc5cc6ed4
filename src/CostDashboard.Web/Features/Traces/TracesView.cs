using System.Globalization;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using CostDashboard.Web.Ui.Asking;

namespace CostDashboard.Web.Features.Traces;

/// <summary>What the list of traces is asked beside what all pages are.</summary>
/// <param name="MinCost">Dollars.</param>
/// <param name="MinSeconds">Of the trace's duration.</param>
public sealed record TracesView(
    string? Text,
    bool ErrorsOnly,
    TraceBasis Basis,
    TraceSort Sort,
    bool Ascending,
    decimal? MinCost,
    decimal? MaxCost,
    decimal? MinSeconds,
    decimal? MaxSeconds,
    string? Cursor)
{
    public const int RowsPerPage = 50;

    // Dollars or seconds: as nano it still fits a long.
    private const decimal Largest = 1_000_000_000m;

    public static TracesView From(UrlQuery query) => new(
        query.Text("q"),
        query.Text("status") is "error",
        query.Text("basis") is "spent" ? TraceBasis.Spent : TraceBasis.Started,
        SortOf(query.Text("sort")),
        query.Text("dir") is "asc",
        Number(query.Text("mincost")),
        Number(query.Text("maxcost")),
        Number(query.Text("minseconds")),
        Number(query.Text("maxseconds")),
        query.Text("cursor"));

    public bool HasLimits => ErrorsOnly || MinCost is not null || MaxCost is not null || MinSeconds is not null || MaxSeconds is not null || Text is not null;

    public TraceQuestion Question(PageContext context) => new(
        context.ProjectId,
        context.Range.From,
        context.Range.To,
        context.Question.Filters.ToSpendFilters(),
        Sort,
        Ascending,
        RowsPerPage,
        Cursor,
        Basis,
        Text,
        ErrorsOnly,
        Nanos(MinCost),
        Nanos(MaxCost),
        Nanos(MinSeconds),
        Nanos(MaxSeconds));

    /// <summary>The trace whose id was searched for, if it was an id.</summary>
    public TraceId? SearchedTrace => TraceId.TryParse(Text, out var id) ? id : null;

    // Nano-dollars of dollars, nanoseconds of seconds.
    private static long? Nanos(decimal? whole) => whole is { } number ? decimal.ToInt64(decimal.Round(number * 1_000_000_000m)) : null;

    private static decimal? Number(string? text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? Math.Min(number, Largest) : null;

    private static TraceSort SortOf(string? name) => name switch
    {
        "cost" => TraceSort.Cost,
        "latency" => TraceSort.Latency,
        "tokens" => TraceSort.Tokens,
        "spans" => TraceSort.Spans,
        _ => TraceSort.Start,
    };
}

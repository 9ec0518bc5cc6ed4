using System.Globalization;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Text;

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
    // Begins the names of limits in an address that are a call's own.
    private const string OfCall = "call";

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
        query.Text("cursor"))
    {
        Root = query.Text("root"),
        PricedOnly = query.Flag("priced"),
        UnderCost = Number(query.Text("undercost")),
        UnderSeconds = Number(query.Text("underseconds")),
        Calls = CallsOf(query),
        Limits = [.. LimitsOf(query)],
    };

    /// <summary>Exactly this root; null for all.</summary>
    public string? Root { get; init; }

    /// <summary>Only traces of which the whole cost is known.</summary>
    public bool PricedOnly { get; init; }

    /// <summary>Dollars: the cost is below them.</summary>
    public decimal? UnderCost { get; init; }

    /// <summary>The trace takes less than these.</summary>
    public decimal? UnderSeconds { get; init; }

    /// <summary>Charged calls of which a trace must have one.</summary>
    public CallRange? Calls { get; init; }

    /// <summary>What limits the list and has no field of its own, each with the keys that take it away.</summary>
    public IReadOnlyList<(string Text, string[] Keys)> Limits { get; private init; } = [];

    public bool HasLimits => ErrorsOnly || MinCost is not null || MaxCost is not null || MinSeconds is not null || MaxSeconds is not null || Text is not null || Limits.Count > 0;

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
        Least(Nanos(MaxCost), Nanos(UnderCost) - 1),
        Nanos(MinSeconds),
        Least(Nanos(MaxSeconds), Nanos(UnderSeconds) - 1),
        Root,
        PricedOnly,
        Calls);

    /// <summary>The trace whose id was searched for, if it was an id.</summary>
    public TraceId? SearchedTrace => TraceId.TryParse(Text, out var id) ? id : null;

    private static CallRange? CallsOf(UrlQuery query)
    {
        var range = new CallRange(
            Nanos(Number(query.Text(OfCall + "mincost"))),
            Nanos(Number(query.Text(OfCall + "undercost"))) - 1,
            Nanos(Number(query.Text(OfCall + "minseconds"))),
            Nanos(Number(query.Text(OfCall + "underseconds"))) - 1);
        return range == new CallRange() ? null : range;
    }

    private static IEnumerable<(string Text, string[] Keys)> LimitsOf(UrlQuery query)
    {
        if (query.Text("root") is { } root)
        {
            yield return ($"root {root}", ["root"]);
        }

        if (query.Flag("priced"))
        {
            yield return ("cost wholly known", ["priced"]);
        }

        foreach (var (prefix, noun) in ((string, string)[])[("", "trace"), (OfCall, "call")])
        {
            if (Between(query, prefix, "cost", n => MoneyText.Of(Nanos(n)!.Value)) is { } cost)
            {
                yield return ($"{noun} costs {cost}", [prefix + "mincost", prefix + "undercost"]);
            }

            if (Between(query, prefix, "seconds", n => NumberText.Duration(Nanos(n)!.Value)) is { } time)
            {
                yield return ($"{noun} takes {time}", [prefix + "minseconds", prefix + "underseconds"]);
            }
        }
    }

    // A trace's own least values have fields; they are named here where there is an upper end that has none.
    private static string? Between(UrlQuery query, string prefix, string what, Func<decimal, string> text) =>
        (Number(query.Text(prefix + "min" + what)), Number(query.Text(prefix + "under" + what))) switch
        {
            ({ } least, { } under) => $"{text(least)} to below {text(under)}",
            (null, { } under) => $"below {text(under)}",
            ({ } least, null) when prefix.Length > 0 => $"{text(least)} or more",
            _ => null,
        };

    private static long? Least(long? one, long? other) => one is { } a && other is { } b ? Math.Min(a, b) : one ?? other;

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

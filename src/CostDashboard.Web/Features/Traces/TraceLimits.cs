using System.Globalization;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.Queries;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Text;

namespace CostDashboard.Web.Features.Traces;

/// <summary>What narrows a list of traces one key of the address at a time. Charts and reports link so; what a person writes is a query.</summary>
public sealed record TraceLimits
{
    public const string QueryKey = "query";

    /// <summary>Text alone: what the search of every page sends.</summary>
    public const string TextKey = "q";

    // Begins the names of limits that are a call's own.
    private const string OfCall = "call";

    // Dollars or seconds: as nano it still fits a long.
    private const decimal Largest = 1_000_000_000m;

    // What only a call has.
    private static readonly string[] s_callsOwn = ["callminfirst", "callunderfirst", "callminoutput", "callunderoutput"];

    private readonly TraceQuestion _narrow;

    private TraceLimits(TraceQuestion narrow, IReadOnlyList<(string Text, string[] Keys)> chips) => (_narrow, Chips) = (narrow, chips);

    public static IReadOnlyList<string> Keys { get; } =
        ["root", "priced", "status", "mincost", "maxcost", "undercost", "minseconds", "maxseconds", "underseconds", "callmincost", "callundercost", "callminseconds", "callunderseconds", .. s_callsOwn];

    /// <summary>Each in words, with the keys that take it away.</summary>
    public IReadOnlyList<(string Text, string[] Keys)> Chips { get; }

    /// <summary>The query of an address. A text that is searched for beside it is a part of it.</summary>
    public static string QueryTextOf(UrlQuery query) => query.Text(TextKey) is { } text
        ? string.Join(' ', ((string?[])[query.Text(QueryKey), (TraceQuery.Everything with { Text = text }).ToString()]).Where(part => part is not null))
        : query.Text(QueryKey) ?? "";

    public static TraceLimits From(UrlQuery query) => new(
        new TraceQuestion(
            null,
            default,
            default,
            [],
            ErrorsOnly: query.Text("status") is "error",
            MinCostNanoUsd: Nanos(Number(query, "mincost")),
            MaxCostNanoUsd: Least(Nanos(Number(query, "maxcost")), Nanos(Number(query, "undercost")) - 1),
            MinDuration: Nanos(Number(query, "minseconds")),
            MaxDuration: Least(Nanos(Number(query, "maxseconds")), Nanos(Number(query, "underseconds")) - 1),
            Root: query.Text("root"),
            PricedOnly: query.Flag("priced"),
            Calls: CallsOf(query)),
        [.. ChipsOf(query)]);

    public TraceQuestion Narrow(TraceQuestion question) => question with
    {
        ErrorsOnly = _narrow.ErrorsOnly,
        MinCostNanoUsd = _narrow.MinCostNanoUsd,
        MaxCostNanoUsd = _narrow.MaxCostNanoUsd,
        MinDuration = _narrow.MinDuration,
        MaxDuration = _narrow.MaxDuration,
        Root = _narrow.Root,
        PricedOnly = _narrow.PricedOnly,
        Calls = _narrow.Calls,
    };

    private static CallRange? CallsOf(UrlQuery query)
    {
        var range = new CallRange(
            Nanos(Number(query, OfCall + "mincost")),
            Nanos(Number(query, OfCall + "undercost")) - 1,
            Nanos(Number(query, OfCall + "minseconds")),
            Nanos(Number(query, OfCall + "underseconds")) - 1,
            Nanos(Number(query, OfCall + "minfirst")),
            Nanos(Number(query, OfCall + "underfirst")) - 1,
            Whole(Number(query, OfCall + "minoutput")),
            Whole(Number(query, OfCall + "underoutput")) - 1);
        return range == new CallRange() ? null : range;
    }

    private static IEnumerable<(string Text, string[] Keys)> ChipsOf(UrlQuery query)
    {
        if (query.Text("root") is { } root)
        {
            yield return ($"root {root}", ["root"]);
        }

        if (query.Text("status") is "error")
        {
            yield return ("with failed spans", ["status"]);
        }

        if (query.Flag("priced"))
        {
            yield return ("cost wholly known", ["priced"]);
        }

        foreach (var (prefix, noun) in ((string, string)[])[("", "trace"), (OfCall, "call")])
        {
            if (Between(query, prefix, "cost", n => MoneyText.Of(Nanos(n)!.Value)) is { } cost)
            {
                yield return ($"{noun} costs {cost}", KeysOf(prefix, "cost"));
            }

            if (Between(query, prefix, "seconds", n => NumberText.Duration(Nanos(n)!.Value)) is { } time)
            {
                yield return ($"{noun} takes {time}", KeysOf(prefix, "seconds"));
            }
        }

        if (Between(query, OfCall, "first", n => NumberText.Duration(Nanos(n)!.Value)) is { } first)
        {
            yield return ($"first token of the call after {first}", KeysOf(OfCall, "first"));
        }

        if (Between(query, OfCall, "output", n => NumberText.Count(Whole(n)!.Value)) is { } output)
        {
            yield return ($"output of the call: {output} tokens", KeysOf(OfCall, "output"));
        }
    }

    // Of a call no greatest value has a key.
    private static string[] KeysOf(string prefix, string what) => [.. ((string[])[prefix + "min" + what, prefix + "max" + what, prefix + "under" + what]).Where(Keys.Contains)];

    private static string? Between(UrlQuery query, string prefix, string what, Func<decimal, string> text)
    {
        var most = prefix.Length == 0 ? Number(query, "max" + what) : null;
        var upper = (Number(query, prefix + "under" + what), most) switch
        {
            ({ } under, _) => "below " + text(under),
            (null, { } at) => "at most " + text(at),
            _ => null,
        };
        return (Number(query, prefix + "min" + what), upper) switch
        {
            ({ } least, { } end) => $"{text(least)} to {end}",
            (null, { } end) => end,
            ({ } least, null) => $"{text(least)} or more",
            _ => null,
        };
    }

    private static long? Least(long? one, long? other) => one is { } a && other is { } b ? Math.Min(a, b) : one ?? other;

    // Nano-dollars of dollars, nanoseconds of seconds.
    private static long? Nanos(decimal? whole) => whole is { } number ? decimal.ToInt64(decimal.Round(number * 1_000_000_000m)) : null;

    private static long? Whole(decimal? count) => count is { } number ? decimal.ToInt64(number) : null;

    private static decimal? Number(UrlQuery query, string key) =>
        decimal.TryParse(query.Text(key), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? Math.Min(number, Largest) : null;
}

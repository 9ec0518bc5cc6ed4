using CostDashboard.Core.Traces;
using CostDashboard.Web.Ui.Asking;

namespace CostDashboard.Web.Features.Traces.Statistics;

/// <summary>A column of the statistics by which they can be sorted.</summary>
/// <param name="Name">What the address calls it.</param>
/// <param name="Title">What it means, where its label does not say it.</param>
internal sealed record StatisticsColumn(string Name, string Label, string Css, string? Title, Func<StatisticsRow, long> Of);

/// <summary>Which statistics are shown and how they are sorted: <c>?group=model&amp;sort=calls&amp;order=asc</c>. Whatever stands in an address, there is an answer.</summary>
internal sealed record StatisticsView(StatisticsBy By, StatisticsColumn? Sort, bool IsAscending)
{
    /// <summary>The keys of the address. Sorting by the value itself is <see cref="ByValue"/>.</summary>
    internal const string GroupKey = "group", SortKey = "sort", OrderKey = "order", ByValue = "name", Ascending = "asc", Descending = "desc";

    internal static IReadOnlyList<StatisticsColumn> Columns { get; } =
    [
        new("spans", "Spans", "number on-wide", null, row => row.Spans),
        new("calls", "Calls", "number", "charged model calls", row => row.Calls),
        new("cost", "Cost", "number", "what the spans themselves are charged", row => row.CostNanoUsd),
        new("inclusive", "With all below", "number on-wide", "each charge once; what is below two rows is in both", row => row.InclusiveCostNanoUsd),
        new("errors", "Failed", "number", null, row => row.Errors),
        new("mean", "Mean time", "number on-wide", null, row => row.MeanNanos),
        new("most", "longest", "number on-wide", null, row => row.MostNanos),
        new("total", "added", "number on-wide", "also of spans that ran side by side or within each other", row => row.TotalNanos),
        new("critical", "Waited for", "number on-wide", "time on the critical path", row => row.CriticalNanos),
        new("input", "Tokens in", "number on-wide", "neither read from nor written to a cache", row => row.Usage.Input),
        new("cached", "from cache", "number on-wide", null, row => row.Usage.CacheRead),
        new("written", "to cache", "number on-wide", null, row => row.Usage.CacheWrite),
        new("output", "out", "number on-wide", null, row => row.Usage.Output),
    ];

    private static readonly StatisticsColumn s_cost = Columns.Single(column => column.Name == "cost");

    internal static StatisticsView From(Func<string, string?> text)
    {
        var sort = text(SortKey) is ByValue ? null : Columns.FirstOrDefault(column => column.Name == text(SortKey)) ?? s_cost;
        return new(
            Enum.TryParse<StatisticsBy>(text(GroupKey), ignoreCase: true, out var by) && Enum.IsDefined(by) ? by : StatisticsBy.Step,
            sort,
            text(OrderKey) switch { Ascending => true, Descending => false, _ => sort is null });
    }

    /// <summary>By another column; by the same one, the other way round.</summary>
    internal StatisticsView SortedBy(StatisticsColumn? column) =>
        column == Sort ? this with { IsAscending = !IsAscending } : this with { Sort = column, IsAscending = column is null };

    /// <summary>What the address says of it; what is as it begins needs no word.</summary>
    internal (string Key, string? Value)[] Address =>
    [
        (GroupKey, By is StatisticsBy.Step ? null : NameOf(By)),
        (SortKey, Sort is null ? ByValue : Sort == s_cost ? null : Sort.Name),
        (OrderKey, IsAscending == (Sort is null) ? null : IsAscending ? Ascending : Descending),
    ];

    internal UrlText AddTo(UrlText url) => Address.Aggregate(url, (all, pair) => all.Add(pair.Key, pair.Value));

    /// <summary>The rows as they are sorted; equal ones the dearest first.</summary>
    internal IReadOnlyList<StatisticsRow> Rows(TraceStatistics statistics) => (Sort, IsAscending) switch
    {
        (null, true) => [.. statistics.Rows.OrderBy(row => row.Value, StringComparer.OrdinalIgnoreCase)],
        (null, false) => [.. statistics.Rows.OrderByDescending(row => row.Value, StringComparer.OrdinalIgnoreCase)],
        ({ } column, true) => [.. statistics.Rows.OrderBy(column.Of)],
        ({ } column, false) => [.. statistics.Rows.OrderByDescending(column.Of)],
    };

    internal static string NameOf(StatisticsBy by) => by.ToString().ToLowerInvariant();
}

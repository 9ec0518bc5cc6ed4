using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Web.Ui.Asking;

namespace CostDashboard.Web.Features.Spend;

/// <summary>What a table of spend can be sorted by.</summary>
public enum SpendSort
{
    Cost,
    Value,
    Calls,
    Input,
    Cached,
    Output,
    PerCall,
    Unpriced,
    Latency,
}

/// <summary>One value of the grouping dimension.</summary>
/// <param name="Latency">The 95th percentile of its model calls in nanoseconds; null where there are none or it is not kept.</param>
/// <param name="Share">Of the cost of all, 0 to 1.</param>
public sealed record SpendTableRow(string Value, SpendMeasures Measures, long? Latency, double Share)
{
    public decimal CostPerCall => Measures.Calls == 0 ? 0 : (decimal)Measures.CostNanoUsd / Measures.Calls;
}

/// <summary>The groups of a period, sorted; those beyond <see cref="MostRows"/> are added up as <see cref="Rest"/>, so that the column sums to the total.</summary>
/// <param name="RestCount">How many values the rest is made of.</param>
/// <param name="Silent">How many values have spans and no model call: they would be rows of zeros.</param>
public sealed record SpendTable(IReadOnlyList<SpendTableRow> Rows, SpendTableRow? Rest, int RestCount, int Silent, SpendTableRow Total)
{
    public const int MostRows = 100;

    /// <summary>Keeps model calls only.</summary>
    public static SpendFilter OnlyCalls { get; } = new(Dimension.PriceState, [nameof(PriceState.NotACall)], IsExclude: true);

    /// <summary>The price state goes along so that the latency of calls is not mixed with that of other spans. Totals per day know neither.</summary>
    public static SpendQuestion Question(PageContext context, Facet by, TimeRange range) => new(
        context.ProjectId,
        range.From,
        range.To,
        Grain.Total,
        by.IsDaily || by.Dimension is Dimension.PriceState ? [by.Dimension] : [by.Dimension, Dimension.PriceState],
        context.Question.Filters.ToSpendFilters(),
        by.TagKey);

    public static SpendTable Of(SpendAnswer answer, SpendSort sort, bool ascending)
    {
        var groups = new Dictionary<string, (SpendMeasures All, Histogram Calls)>(StringComparer.Ordinal);
        var allCalls = new Histogram();
        foreach (var row in answer.Rows)
        {
            if (!groups.TryGetValue(row.Values[0], out var group))
            {
                groups[row.Values[0]] = group = (new(), new());
            }

            group.All.Add(row.Measures);
            if (row.Values[^1] != nameof(PriceState.NotACall))
            {
                group.Calls.Merge(row.Measures.Latency);
                allCalls.Merge(row.Measures.Latency);
            }
        }

        var rows = groups.Where(g => g.Value.All.Calls != 0).Select(g => Row(g.Key, g.Value.All, g.Value.Calls, answer.Total)).ToList();
        rows.Sort((a, b) => Compare(a, b, sort, ascending));
        SpendTableRow? rest = null;
        if (rows.Count > MostRows)
        {
            var (measures, calls) = (new SpendMeasures(), new Histogram());
            foreach (var row in rows.Skip(MostRows))
            {
                measures.Add(row.Measures);
                calls.Merge(groups[row.Value].Calls);
            }

            rest = Row("", measures, calls, answer.Total);
        }

        return new([.. rows.Take(MostRows)], rest, Math.Max(0, rows.Count - MostRows), groups.Count - rows.Count, Row("", answer.Total, allCalls, answer.Total));
    }

    private static SpendTableRow Row(string value, SpendMeasures measures, Histogram calls, SpendMeasures total) =>
        new(value, measures, calls.Quantile(0.95), total.CostNanoUsd == 0 ? 0 : (double)measures.CostNanoUsd / total.CostNanoUsd);

    private static int Compare(SpendTableRow a, SpendTableRow b, SpendSort sort, bool ascending)
    {
        var order = sort switch
        {
            SpendSort.Value => string.Compare(a.Value, b.Value, StringComparison.OrdinalIgnoreCase),
            SpendSort.Calls => a.Measures.Calls.CompareTo(b.Measures.Calls),
            SpendSort.Input => a.Measures.Usage.TotalInput.CompareTo(b.Measures.Usage.TotalInput),
            SpendSort.Cached => a.Measures.Usage.CacheRead.CompareTo(b.Measures.Usage.CacheRead),
            SpendSort.Output => a.Measures.Usage.Output.CompareTo(b.Measures.Usage.Output),
            SpendSort.PerCall => a.CostPerCall.CompareTo(b.CostPerCall),
            SpendSort.Unpriced => a.Measures.UnpricedCalls.CompareTo(b.Measures.UnpricedCalls),
            SpendSort.Latency => (a.Latency ?? -1).CompareTo(b.Latency ?? -1),
            _ => a.Measures.CostNanoUsd.CompareTo(b.Measures.CostNanoUsd),
        };
        if (order != 0)
        {
            return ascending ? order : -order;
        }

        // Dearest first among equals, then by name: an order that does not change from load to load.
        var tie = b.Measures.CostNanoUsd.CompareTo(a.Measures.CostNanoUsd);
        return tie != 0 ? tie : string.CompareOrdinal(a.Value, b.Value);
    }
}

using CostDashboard.Core.Spend;

namespace CostDashboard.Web.Features.Spend;

/// <summary>What the table of spend can be sorted by.</summary>
public enum SpendSort
{
    Cost,
    Value,
    Calls,
    Input,
    Cached,
    Output,
    PerCall,
    PerTrace,
    Unpriced,
    Latency,

    /// <summary>What the page measures.</summary>
    Measure,

    /// <summary>The same in the period it is compared with.</summary>
    Before,

    /// <summary>How much more it is than before.</summary>
    Change,
}

/// <summary>The order of the rows of a table; the same from load to load, also among equals.</summary>
public sealed record SpendOrder(Measure Measure, SpendSort Sort, bool Ascending) : IComparer<SpendTableRow>
{
    public int Compare(SpendTableRow? x, SpendTableRow? y)
    {
        if (x is null || y is null)
        {
            return Comparer<object>.Default.Compare(x, y);
        }

        var order = Sort is SpendSort.Value ? string.Compare(x.Value, y.Value, StringComparison.OrdinalIgnoreCase) : Nullable.Compare(KeyOf(x), KeyOf(y));
        if (order != 0)
        {
            return Ascending ? order : -order;
        }

        // Dearest first among equals, then by name.
        var tie = y.Measures.CostNanoUsd.CompareTo(x.Measures.CostNanoUsd);
        return tie != 0 ? tie : string.CompareOrdinal(x.Value, y.Value);
    }

    private decimal? KeyOf(SpendTableRow row) => Sort switch
    {
        SpendSort.Calls => row.Measures.Calls,
        SpendSort.Input => row.Measures.Usage.TotalInput,
        SpendSort.Cached => row.Measures.Usage.CacheRead,
        SpendSort.Output => row.Measures.Usage.Output,
        SpendSort.PerCall => row.CostPerCall,
        SpendSort.PerTrace => Answerable.CostPerTrace(row.Measures),
        SpendSort.Unpriced => row.Measures.UnpricedCalls,
        SpendSort.Latency => row.Latency,
        SpendSort.Measure => Measure.Amount(row.Of(Measure)),
        SpendSort.Before => row.Before is { } before ? Measure.Amount(before) : null,
        SpendSort.Change => row.Before is { } before ? Measure.Amount(row.Of(Measure)) - Measure.Amount(before) : null,
        _ => row.Measures.CostNanoUsd,
    };
}

using CostDashboard.Core.Spend;
using CostDashboard.Web.Ui.Asking;

namespace CostDashboard.Web.Features.Spend;

/// <summary>One value of the grouping dimension, or the sum of several.</summary>
/// <param name="Calls">Its model calls alone, with their distributions; null where they were not asked for or are not kept.</param>
/// <param name="Before">The same as the page measures it, in the period it is compared with; null where there is none.</param>
/// <param name="Share">Of the cost of all, 0 to 1.</param>
public sealed record SpendTableRow(string Value, SpendMeasures Measures, SpendMeasures? Calls, SpendMeasures? Before, double Share)
{
    /// <summary>The 95th percentile of its model calls in nanoseconds; null where there are none or it is not known.</summary>
    public long? Latency => Calls?.Latency.Quantile(0.95);

    public decimal CostPerCall => Measures.Calls == 0 ? 0 : (decimal)Measures.CostNanoUsd / Measures.Calls;

    /// <summary>What a measure is read from.</summary>
    public SpendMeasures Of(Measure measure) => measure.IsOfCalls ? Calls ?? s_nothing : Measures;

    private static readonly SpendMeasures s_nothing = new();
}

/// <summary>The groups of one level, sorted; those that are not on the page are added up as <see cref="Rest"/>, so that the column sums to the total.</summary>
/// <param name="RestCount">How many values the rest is made of.</param>
/// <param name="Silent">How many values have spans, but no model call and nothing of what the page measures: they would be rows of zeros.</param>
public sealed record SpendTable(IReadOnlyList<SpendTableRow> Rows, SpendTableRow? Rest, int RestCount, int Silent, SpendTableRow Total)
{
    /// <summary>On one page of one level.</summary>
    public const int MostRows = 100;

    /// <summary>Keeps model calls only.</summary>
    public static SpendFilter OnlyCalls => SpendFigure.OnlyCalls;

    /// <summary>Asks for the groups of one dimension, without distributions.</summary>
    public static SpendQuestion Question(PageContext context, Facet by, TimeRange range) => new(
        context.ProjectId, range.From, range.To, Grain.Total, [by.Dimension], context.Question.Filters.ToSpendFilters(), by.TagKey, WithDistributions: false);

    /// <summary>The answer to <see cref="Question"/> as a table of at most <see cref="MostRows"/>.</summary>
    public static SpendTable Of(SpendAnswer answer, SpendSort sort, bool ascending) =>
        Of(SpendLevel.Of(answer.Rows, null, null, 0), new(Measure.Cost, sort, ascending), 0, MostRows, answer.Total.CostNanoUsd);

    /// <param name="whole">Nano-dollars of which the rows' costs are shares.</param>
    public static SpendTable Of(SpendLevel level, SpendOrder order, int skip, int take, long whole)
    {
        var rows = level.Values.Where(v => HasSomething(v, order.Measure)).Select(v => v with { Share = ShareOf(v, whole) }).ToList();
        rows.Sort(order);

        // A page beyond the last one is the last one.
        var first = skip < rows.Count ? skip : Math.Max(0, (rows.Count - 1) / take * take);
        var shown = rows.Slice(first, Math.Min(take, rows.Count - first));
        SpendTableRow? rest = null;
        if (shown.Count < rows.Count)
        {
            rest = SpendLevel.Sum(rows.Take(first).Concat(rows.Skip(first + shown.Count)));
            rest = rest with { Share = ShareOf(rest, whole) };
        }

        var total = SpendLevel.Sum(level.Values);
        return new(shown, rest, rows.Count - shown.Count, level.Values.Count - rows.Count, total with { Share = ShareOf(total, whole) });
    }

    private static bool HasSomething(SpendTableRow row, Measure measure) =>
        row.Measures.Calls != 0 || measure.Amount(row.Of(measure)) is not (null or 0)
        || row.Before is { Calls: not 0 } || (row.Before is { } before && measure.Amount(before) is not (null or 0));

    private static double ShareOf(SpendTableRow row, long whole) => whole == 0 ? 0 : (double)row.Measures.CostNanoUsd / whole;
}

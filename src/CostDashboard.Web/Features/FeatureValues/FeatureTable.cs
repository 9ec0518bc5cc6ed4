using CostDashboard.Core.Value;

namespace CostDashboard.Web.Features.FeatureValues;

/// <summary>The features of a period, sorted; of those beyond <see cref="MostRows"/> the cost is added up as the rest, so that the column sums to the total.</summary>
public sealed record FeatureTable(IReadOnlyList<FeatureRow> Rows, int RestCount, KnownCost Rest)
{
    public const int MostRows = 200;

    public static FeatureTable Of(FeatureFigures figures, FeatureSort sort, bool ascending)
    {
        var rows = figures.Rows.ToList();
        rows.Sort((a, b) => Compare(a, b, sort, ascending));
        return new([.. rows.Take(MostRows)], Math.Max(0, rows.Count - MostRows), rows.Skip(MostRows).Aggregate(default(KnownCost), (sum, row) => sum + row.Now.Cost));
    }

    private static int Compare(FeatureRow a, FeatureRow b, FeatureSort sort, bool ascending)
    {
        // What is not known stands last, whichever way the column is sorted.
        var order = sort switch
        {
            FeatureSort.Feature => Turn(string.Compare(a.Feature, b.Feature, StringComparison.OrdinalIgnoreCase), ascending),
            FeatureSort.Revenue => Nullable(a.Now.Revenue?.Amount, b.Now.Revenue?.Amount, ascending),
            FeatureSort.Return => Nullable(a.Now.Revenue?.Return, b.Now.Revenue?.Return, ascending),
            FeatureSort.Margin => Nullable(a.Now.Revenue?.MarginNanoUsd, b.Now.Revenue?.MarginNanoUsd, ascending),
            _ => Turn(a.Now.Cost.NanoUsd.CompareTo(b.Now.Cost.NanoUsd), ascending),
        };
        if (order != 0)
        {
            return order;
        }

        // Dearest first among equals, then by name: an order that does not change from load to load.
        var tie = b.Now.Cost.NanoUsd.CompareTo(a.Now.Cost.NanoUsd);
        return tie != 0 ? tie : string.CompareOrdinal(a.Feature, b.Feature);
    }

    private static int Nullable<T>(T? a, T? b, bool ascending)
        where T : struct, IComparable<T> => (a, b) switch
        {
            (null, null) => 0,
            (null, _) => 1,
            (_, null) => -1,
            _ => Turn(a.Value.CompareTo(b.Value), ascending),
        };

    private static int Turn(int order, bool ascending) => ascending ? order : -order;
}

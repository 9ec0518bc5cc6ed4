using CostDashboard.Core.Spend;

namespace CostDashboard.Web.Features.Spend.Differences;

/// <summary>One value with what its calls report and what the price book computes for them.</summary>
public sealed record DifferenceRow(string Value, CostComparison Compared)
{
    /// <summary>The difference against the computed amount, 1 for twice as much; null where the book computes nothing.</summary>
    public double? Ratio => Compared.ComputedNanoUsd == 0 ? null : (double)Compared.DifferenceNanoUsd / Compared.ComputedNanoUsd;
}

/// <summary>The values whose calls report a cost that the book computes as well; those beyond <see cref="MostRows"/> are added up as <see cref="Rest"/>.</summary>
/// <param name="RestCount">How many values the rest is made of.</param>
public sealed record DifferenceTable(IReadOnlyList<DifferenceRow> Rows, DifferenceRow? Rest, int RestCount, DifferenceRow Total)
{
    public const int MostRows = 100;

    public static DifferenceTable Of(SpendAnswer answer, DifferenceSort sort, bool ascending)
    {
        var rows = answer.Rows
            .Where(row => row.Measures.Compared.Calls != 0)
            .GroupBy(row => row.Values[0], StringComparer.Ordinal)
            .Select(group => new DifferenceRow(group.Key, Sum(group.Select(row => row.Measures.Compared))))
            .ToList();
        rows.Sort((a, b) => Compare(a, b, sort, ascending));
        var rest = rows.Count > MostRows ? new DifferenceRow("", Sum(rows.Skip(MostRows).Select(row => row.Compared))) : null;
        return new([.. rows.Take(MostRows)], rest, Math.Max(0, rows.Count - MostRows), new("", answer.Total.Compared));
    }

    private static CostComparison Sum(IEnumerable<CostComparison> parts) => parts.Aggregate(default(CostComparison), (sum, part) => sum + part);

    private static int Compare(DifferenceRow a, DifferenceRow b, DifferenceSort sort, bool ascending)
    {
        var order = sort switch
        {
            DifferenceSort.Value => string.Compare(a.Value, b.Value, StringComparison.OrdinalIgnoreCase),
            DifferenceSort.Calls => a.Compared.Calls.CompareTo(b.Compared.Calls),
            DifferenceSort.Reported => a.Compared.ReportedNanoUsd.CompareTo(b.Compared.ReportedNanoUsd),
            DifferenceSort.Computed => a.Compared.ComputedNanoUsd.CompareTo(b.Compared.ComputedNanoUsd),
            DifferenceSort.Ratio => Math.Abs(a.Ratio ?? double.MaxValue).CompareTo(Math.Abs(b.Ratio ?? double.MaxValue)),
            _ => Apart(a).CompareTo(Apart(b)),
        };
        if (order != 0)
        {
            return ascending ? order : -order;
        }

        // Farthest apart first among equals, then by name: an order that does not change from load to load.
        var tie = Apart(b).CompareTo(Apart(a));
        return tie != 0 ? tie : string.CompareOrdinal(a.Value, b.Value);
    }

    private static decimal Apart(DifferenceRow row) => Math.Abs((decimal)row.Compared.DifferenceNanoUsd);
}

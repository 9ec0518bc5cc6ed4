using CostDashboard.Core.Pricing;

namespace CostDashboard.Web.Features.Prices.Repricing;

/// <summary>A row of a report as it is shown.</summary>
/// <param name="Note">Beside the name, quietly; empty for nothing.</param>
public sealed record RunRow(string Name, string Note, RepricingFigures Figures);

/// <summary>A table of a report as it is shown: the rows that move most, and all the others as one, so that it adds up.</summary>
/// <param name="OthersCount">How many rows stand behind <paramref name="Others"/>, as far as they were kept apart; null where more were not.</param>
public sealed record RunRows(IReadOnlyList<RunRow> Rows, RepricingFigures? Others, int? OthersCount)
{
    public const int MostRows = 50;
    private const int MostDays = 400;

    public static RunRows OfModels(RepricingReport report) =>
        ByDifference(report.Models, key => new(key.Model.Length == 0 ? "(no model named)" : key.Model, key.Provider, default));

    public static RunRows OfCustomers(RepricingReport report) =>
        ByDifference(report.Customers, key => new(key.Length == 0 ? "(no customer named)" : key, "", default));

    /// <summary>In the order of the days.</summary>
    public static RunRows OfDays(RepricingReport report) =>
        Of(report.Days, [.. report.Days.Rows.OrderBy(row => row.Key)], key => new(RateText.Day(key), "", default), MostDays);

    private static RunRows ByDifference<TKey>(RepricingTable<TKey> table, Func<TKey, RunRow> row)
        where TKey : notnull =>
        Of(
            table,
            [.. table.Rows
                .OrderByDescending(r => Math.Abs((decimal)r.Value.NewCostNanoUsd - r.Value.OldCostNanoUsd))
                .ThenByDescending(r => r.Value.Calls)
                .ThenBy(r => r.Key.ToString(), StringComparer.Ordinal)],
            row,
            MostRows);

    private static RunRows Of<TKey>(RepricingTable<TKey> table, KeyValuePair<TKey, RepricingFigures>[] sorted, Func<TKey, RunRow> row, int most)
        where TKey : notnull
    {
        var hidden = sorted.Skip(most).ToList();
        var others = hidden.Aggregate(table.Other, (sum, r) => sum + r.Value);
        return new(
            [.. sorted.Take(most).Select(r => row(r.Key) with { Figures = r.Value })],
            others.Calls == 0 ? null : others,
            table.Other.Calls == 0 ? hidden.Count : null);
    }
}

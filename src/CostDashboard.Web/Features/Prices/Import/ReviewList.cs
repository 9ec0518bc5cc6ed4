using CostDashboard.Core.Pricing.Imports;

namespace CostDashboard.Web.Features.Prices.Import;

/// <summary>One page of a list's difference to the book.</summary>
/// <param name="Show">The kind that is shown.</param>
/// <param name="Counts">How many of each kind pass the text filter.</param>
/// <param name="All">Every entry of the shown kind that passes it, in order.</param>
/// <param name="Page">The page that is shown: the last one where a later one was asked for.</param>
public sealed record ReviewList(
    PriceDifference Show, IReadOnlyDictionary<PriceDifference, int> Counts, IReadOnlyList<PriceDiffEntry> All, int Page)
{
    public IReadOnlyList<PriceDiffEntry> Rows => [.. All.Skip((Page - 1) * ImportView.RowsPerPage).Take(ImportView.RowsPerPage)];

    public int Pages => PagesOf(All.Count);

    public static ReviewList Of(PriceDiff diff, ImportView view)
    {
        var found = diff.Entries.Where(entry => Names(entry, view.Text)).ToList();
        var counts = ImportView.Kinds.ToDictionary(kind => kind.Kind, kind => found.Count(entry => entry.Difference == kind.Kind));
        var show = view.Show ?? ImportView.Kinds.Select(kind => kind.Kind).FirstOrDefault(kind => counts[kind] > 0, PriceDifference.Changed);
        var shown = found.Where(entry => entry.Difference == show);
        IReadOnlyList<PriceDiffEntry> all = view.ByPercent ? [.. shown.OrderByDescending(Greatest)] : [.. shown];
        return new(show, counts, all, Math.Min(view.Page, PagesOf(all.Count)));
    }

    private static int PagesOf(int count) => Math.Max(1, (count + ImportView.RowsPerPage - 1) / ImportView.RowsPerPage);

    private static bool Names(PriceDiffEntry entry, string? text) =>
        text is null || text.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word =>
            Has(entry.Model, word) || Has(entry.Provider, word) || Has(entry.NameInList, word));

    private static bool Has(string name, string word) => name.Contains(word, StringComparison.OrdinalIgnoreCase);

    private static decimal Greatest(PriceDiffEntry entry) => entry.Changes.Select(change => Math.Abs(change.Percent ?? 0m)).DefaultIfEmpty(0m).Max();
}

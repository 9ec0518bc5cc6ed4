using CostDashboard.Core.Pricing;

namespace CostDashboard.Web.Features.Prices.Book;

/// <summary>A model of the book with its price of one day.</summary>
/// <param name="Traffic">What was called under any of its names in the period.</param>
public sealed record BookRow(ModelPrices Model, RateCard Card, ModelTraffic Traffic)
{
    public PriceFeatures Has { get; } = PriceFeature.Of(Card);

    public Rates Rates => Card.Standard.Bands[0].Rates;
}

/// <summary>One page of the book.</summary>
/// <param name="Count">Models that pass the filters.</param>
/// <param name="Page">The page that is shown: the last one where a later one was asked for.</param>
/// <param name="Modes">What the models that pass the other filters do, most frequent first.</param>
/// <param name="Providers">The providers that sell the models which pass the other filters, with how many each has.</param>
/// <param name="Models">Models that have a price on the day.</param>
/// <param name="Called">How many of those were called in the period.</param>
public sealed record BookList(
    IReadOnlyList<BookRow> Rows,
    int Count,
    int Page,
    IReadOnlyList<KeyValuePair<string, int>> Modes,
    IReadOnlyList<KeyValuePair<string, int>> Providers,
    int Models,
    int Called)
{
    public int Pages => Math.Max(1, (Count + BookView.RowsPerPage - 1) / BookView.RowsPerPage);

    /// <param name="isProvider">The filter on providers.</param>
    public static BookList Of(PriceBook book, BookView view, DateOnly day, BookTraffic traffic, Func<string, bool> isProvider)
    {
        var at = BookView.StartOf(day);
        var all = new List<BookRow>();
        foreach (var model in book.Models)
        {
            if (model.AsOf(at) is { } card)
            {
                all.Add(new(model, card, traffic.Of(model)));
            }
        }

        var found = all.Where(row => (row.Has & view.Has) == view.Has && (view.Kind is null || row.Card.Kind == view.Kind) && (!view.OnlySeen || row.Traffic.Calls > 0) && Names(book, row.Model, view.Text)).ToList();
        var ofProvider = found.Where(row => isProvider(row.Model.Provider)).ToList();
        var rows = view.Mode is { } mode ? ofProvider.Where(row => row.Model.Mode == mode).ToList() : ofProvider;
        rows.Sort((a, b) => Compare(a, b, view));
        var pages = Math.Max(1, (rows.Count + BookView.RowsPerPage - 1) / BookView.RowsPerPage);
        var page = Math.Min(view.Page, pages);
        return new(
            [.. rows.Skip((page - 1) * BookView.RowsPerPage).Take(BookView.RowsPerPage)],
            rows.Count,
            page,
            Counted(ofProvider.Select(row => row.Model.Mode)),
            Counted(found.Where(row => view.Mode is null || row.Model.Mode == view.Mode).Select(row => row.Model.Provider)),
            all.Count,
            all.Count(row => row.Traffic.Calls > 0));
    }

    // Every word must stand somewhere in the names, so that "azure mini" finds gpt-4o-mini at Azure.
    private static bool Names(PriceBook book, ModelPrices model, string? text) =>
        text is null || text.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word =>
            Has(model.Model, word) || Has(model.Provider, word) || Has(book.NameOf(model.Provider), word) || model.Aliases.Any(alias => Has(alias, word)));

    private static bool Has(string name, string word) => name.Contains(word, StringComparison.OrdinalIgnoreCase);

    private static IReadOnlyList<KeyValuePair<string, int>> Counted(IEnumerable<string> names) =>
        [.. names.CountBy(name => name).OrderByDescending(n => n.Value).ThenBy(n => n.Key, StringComparer.Ordinal)];

    private static int Compare(BookRow a, BookRow b, BookView view)
    {
        var order = view.Sort switch
        {
            BookSort.Model => Turned(string.Compare(a.Model.Model, b.Model.Model, StringComparison.OrdinalIgnoreCase)),
            BookSort.Provider => Turned(string.Compare(a.Model.Provider, b.Model.Provider, StringComparison.OrdinalIgnoreCase)),
            BookSort.Input => Known(a.Rates.Input, b.Rates.Input),
            BookSort.Cached => Known(a.Rates.CacheRead, b.Rates.CacheRead),
            BookSort.Output => Known(a.Rates.Output, b.Rates.Output),
            BookSort.From => Known(a.Card.EffectiveFrom, b.Card.EffectiveFrom),
            _ => Turned(a.Traffic.Calls.CompareTo(b.Traffic.Calls)),
        };
        if (order != 0)
        {
            return order;
        }

        // An order that does not change from load to load.
        var provider = string.Compare(a.Model.Provider, b.Model.Provider, StringComparison.OrdinalIgnoreCase);
        return provider != 0 ? provider : string.Compare(a.Model.Model, b.Model.Model, StringComparison.OrdinalIgnoreCase);

        int Turned(int way) => view.Ascending ? way : -way;

        // What is not known stands last, whichever way the others go.
        int Known<T>(T? x, T? y)
            where T : struct, IComparable<T> => (x, y) switch
            {
                (null, null) => 0,
                (null, _) => 1,
                (_, null) => -1,
                _ => Turned(x.Value.CompareTo(y.Value)),
            };
    }
}

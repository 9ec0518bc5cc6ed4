using System.Globalization;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Units;
using CostDashboard.Web.Ui.Asking;

namespace CostDashboard.Web.Features.Prices.Book;

/// <summary>What the book can be sorted by.</summary>
public enum BookSort
{
    /// <summary>What the traffic uses most comes first.</summary>
    Calls,
    Model,
    Provider,
    Input,
    Cached,
    Output,
    From,
}

/// <summary>What the price book is asked beside what all pages are.</summary>
/// <param name="Text">Part of the name of a model, of an alias or of a provider.</param>
/// <param name="Has">All of these the price has.</param>
/// <param name="Kind">Where the price is from; null for anywhere.</param>
/// <param name="OnlySeen">Only models that were called in the period.</param>
/// <param name="Day">The UTC day whose prices are shown; null for today.</param>
/// <param name="Page">From 1.</param>
public sealed record BookView(string? Text, string? Mode, PriceFeatures Has, PriceKind? Kind, bool OnlySeen, DateOnly? Day, BookSort Sort, bool Ascending, int Page)
{
    public const int RowsPerPage = 50;

    private static readonly DateOnly s_first = new(2000, 1, 1);
    private static readonly DateOnly s_last = new(2199, 12, 31);

    /// <summary>What a change of the question begins anew.</summary>
    public static (string Key, string? Value) FirstPage { get; } = ("page", null);

    public static BookView From(UrlQuery query)
    {
        var sort = !int.TryParse(query.Text("sort"), out _) && Enum.TryParse<BookSort>(query.Text("sort"), ignoreCase: true, out var named) ? named : BookSort.Calls;
        return new(
            query.Text("q"),
            query.Text("mode"),
            query.All("has").Select(PriceFeature.Parse).Aggregate(PriceFeatures.None, (all, one) => all | one),
            KindOf(query.Text("source")),
            query.Flag("seen"),
            DayOf(query.Text("at")),
            sort,
            query.Text("dir") is { } dir ? dir == "asc" : IsAscending(sort),
            int.TryParse(query.Text("page"), NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page > 0 ? page : 1);
    }

    /// <summary>How a column is sorted by the first click on it: names and days from the first, amounts from the greatest.</summary>
    public static bool IsAscending(BookSort sort) => sort is BookSort.Model or BookSort.Provider;

    public DateOnly DayAt(UnixNanos now) => Day ?? Today(now);

    /// <summary>Prices begin with days of UTC.</summary>
    public static DateOnly Today(UnixNanos now) => DateOnly.FromDateTime(now.ToDateTimeOffset().UtcDateTime);

    /// <summary>The first moment of a day.</summary>
    public static UnixNanos StartOf(DateOnly day) => UnixNanos.From(new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero));

    /// <summary>Where prices are from, by their names in an address.</summary>
    public static IReadOnlyList<(string Name, PriceKind Kind, string Label)> Kinds { get; } =
        [("override", PriceKind.Override, "override"), ("imported", PriceKind.Imported, "imported"), ("shipped", PriceKind.Shipped, "shipped")];

    private static PriceKind? KindOf(string? name) => Kinds.Where(kind => kind.Name == name).Select(kind => (PriceKind?)kind.Kind).FirstOrDefault();

    private static DateOnly? DayOf(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day >= s_first && day <= s_last ? day : null;
}

using System.Globalization;
using CostDashboard.Core.Pricing.Imports;
using CostDashboard.Web.Ui.Asking;

namespace CostDashboard.Web.Features.Prices.Import;

/// <summary>What the review of a list is asked.</summary>
/// <param name="Show">Null shows the first kind of difference that there is.</param>
/// <param name="Text">Part of the name of a model or provider.</param>
/// <param name="ByPercent">What moves most comes first; else by provider and model.</param>
/// <param name="Page">From 1.</param>
/// <param name="Taken">How many prices were just taken over.</param>
public sealed record ImportView(PriceDifference? Show, string? Text, bool ByPercent, int Page, int? Taken)
{
    public const string Path = "/prices/import";
    public const int RowsPerPage = 100;

    /// <summary>The kinds of difference in the order in which they matter, with their names in an address.</summary>
    public static IReadOnlyList<(PriceDifference Kind, string Name, string Label)> Kinds { get; } =
    [
        (PriceDifference.Changed, "changed", "Changed"),
        (PriceDifference.Added, "added", "Added"),
        (PriceDifference.NotUnderstood, "unclear", "Not understood"),
        (PriceDifference.Same, "same", "As in the book"),
    ];

    public static ImportView From(UrlQuery query) => new(
        Kinds.Where(kind => kind.Name == query.Text("show")).Select(kind => (PriceDifference?)kind.Kind).FirstOrDefault(),
        query.Text("q"),
        query.Text("sort") == "percent",
        Number(query.Text("page")) is > 0 and var page ? page : 1,
        Number(query.Text("taken")));

    public static string PathOf(Guid id) => $"{Path}/{id:N}";

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

using CostDashboard.Web.Ui.Asking;

namespace CostDashboard.Web.Features.Prices.Unknown;

/// <summary>What the page of unknown models is asked.</summary>
/// <param name="Priced">The model that the form is open on, as spans name it; null for none. A provider may be empty: spans that name none.</param>
/// <param name="Saved">The entry that was just recorded for that model.</param>
public sealed record UnknownView((string Provider, string Model)? Priced, Guid? Saved)
{
    public const string Path = "/prices/unknown";

    public static UnknownView From(UrlQuery query) => new(
        query.Text("model") is { } model ? (query.Text("provider") ?? "", model) : null,
        Guid.TryParse(query.Text("saved"), out var saved) ? saved : null);

    public static string Url(PageContext context, string? provider = null, string? model = null, Guid? saved = null) =>
        context.Question.Url(Path, withFilters: false).Add("provider", provider).Add("model", model).Add("saved", saved?.ToString("N")).ToString();
}

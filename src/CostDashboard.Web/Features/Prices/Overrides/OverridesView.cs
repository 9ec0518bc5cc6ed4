using CostDashboard.Web.Ui.Asking;

namespace CostDashboard.Web.Features.Prices.Overrides;

/// <summary>What the page of overrides is asked: which form is open, on what, and how much of the past is shown.</summary>
/// <param name="New">The form that is open: <c>price</c>, <c>discount</c> or <c>alias</c>; null for none.</param>
/// <param name="Changed">The entry that is to be replaced.</param>
/// <param name="Saved">The entry that was just recorded.</param>
/// <param name="Provider">What the form is about.</param>
/// <param name="ShowsPast">Also what has ended or was taken back.</param>
public sealed record OverridesView(string? New, Guid? Changed, Guid? Saved, string? Provider, string? Model, bool ShowsPast)
{
    public const string Path = "/prices/overrides";

    /// <summary>The parameters that open a form or say what became of one.</summary>
    public static IReadOnlyList<string> Keys { get; } = ["new", "change", "saved", "provider", "model", "to-provider", "to-model"];

    public static OverridesView From(UrlQuery query) => new(
        query.Text("new") is "price" or "discount" or "alias" ? query.Text("new") : null,
        Guid.TryParse(query.Text("change"), out var changed) ? changed : null,
        Guid.TryParse(query.Text("saved"), out var saved) ? saved : null,
        query.Text("provider"),
        query.Text("model"),
        query.Flag("past"));

    /// <summary>The page with a form on a model.</summary>
    public static string Form(PageContext context, string form, string? provider = null, string? model = null) =>
        context.Question.Url(Path, withFilters: false).Add("new", form).Add("provider", provider).Add("model", model).ToString();
}

using CostDashboard.Web.Ui.Asking;

namespace CostDashboard.Web.Features.Prices;

/// <summary>Links to the page of a model. Names come from outside and may hold anything, slashes above all.</summary>
internal static class ModelLink
{
    public static string Path(string provider, string model) => $"/prices/{Uri.EscapeDataString(provider)}/{Uri.EscapeDataString(model)}";

    /// <summary>With the page's project and period.</summary>
    public static string To(string provider, string model, PageContext context) =>
        context.Question.Url(Path(provider, model), withFilters: false).ToString();

    /// <summary>The names that a request's path holds, exactly.</summary>
    /// <param name="target">The path as it came. Routing would hand on <c>%2F</c> for a slash and for the text "%2F" alike.</param>
    public static (string Provider, string Model)? Names(string? target) => target?.Split('?', 2)[0].Split('/') switch
    {
        ["", "prices", var provider, var model] => (Uri.UnescapeDataString(provider), Uri.UnescapeDataString(model)),
        _ => null,
    };
}

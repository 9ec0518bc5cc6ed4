using CostDashboard.Core.Pricing;
using CostDashboard.Web.Ui.Asking;

namespace CostDashboard.Web.Features.Prices;

/// <summary>Links to the page of a model. Names come from outside and may hold anything, slashes above all.</summary>
internal static class ModelLink
{
    public static string Path(string provider, string model) => $"/prices/{Uri.EscapeDataString(provider)}/{Uri.EscapeDataString(model)}";

    /// <summary>With the page's project and period.</summary>
    public static string To(string provider, string model, PageContext context) =>
        context.Question.Url(Path(provider, model), withFilters: false).ToString();

    /// <summary>The model that a path means.</summary>
    /// <param name="provider">As routing hands it on, which leaves an encoded slash as it is and decodes all else.</param>
    /// <param name="model">The same.</param>
    public static ModelPrices? Find(PriceBook book, string provider, string model) =>
        book.Find(Text(provider), Text(model)) ?? book.Find(provider, model);

    public static string Text(string part) => part.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}

using CostDashboard.Web.Features.Prices.Import;
using CostDashboard.Web.Features.Prices.Overrides;
using CostDashboard.Web.Features.Prices.Repricing;
using CostDashboard.Web.Features.Prices.Unknown;

namespace CostDashboard.Web.Features.Prices;

/// <summary>A page of the section about prices.</summary>
internal sealed record PricesTab(string Label, string Path)
{
    /// <summary>The pages there are, in the order in which they are shown.</summary>
    public static IReadOnlyList<PricesTab> All { get; } =
    [
        new("Book", "/prices"),
        new("Overrides", OverridesView.Path),
        new("Import", ImportView.Path),
        new("Unknown models", UnknownView.Path),
        new("Re-pricing", RepricingView.Path),
    ];

    /// <summary>The tab that a path of this section belongs to; the page of a model belongs to the book.</summary>
    public static PricesTab At(string path) =>
        All.Skip(1).FirstOrDefault(tab => path == tab.Path || path.StartsWith(tab.Path + "/", StringComparison.Ordinal)) ?? All[0];
}

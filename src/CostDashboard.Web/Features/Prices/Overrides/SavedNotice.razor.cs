using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spend;
using CostDashboard.Web.Features.Prices.Book;
using CostDashboard.Web.Features.Prices.Keeping;
using CostDashboard.Web.Ui.Loading;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Prices.Overrides;

/// <summary>Says what a change does and what it does not, and leads to what would do the rest.</summary>
public sealed partial class SavedNotice
{
    [Parameter, EditorRequired]
    public PriceEntry Entry { get; set; } = null!;

    [Inject]
    private CurrentPrices Prices { get; set; } = null!;

    [Inject]
    private ISpendQueries Spend { get; set; } = null!;

    private string What => Entry switch
    {
        PriceEntry.Price price => $"The price of {PriceEntryText.Subject(price)}",
        PriceEntry.Discount discount => $"The discount on {discount.Scope}",
        PriceEntry.Alias alias => $"The alias {alias.Name}",
        _ => "It",
    };

    /// <summary>Which calls are stored that another price would come to, under the names that the totals know them by.</summary>
    protected override async Task<Load<string>> AskAsync(CancellationToken cancellationToken)
    {
        var (from, to) = RepriceLink.PeriodOf(Entry.Origin, Context.Now);
        switch (Entry)
        {
            case PriceEntry.Alias alias:
                return new Load<string>.Ready(RepriceLink.To(Context, from, to, [(alias.Provider, alias.Name)]));
            case PriceEntry.Discount { Provider: null }:
                return new Load<string>.Ready(RepriceLink.To(Context, from, to, []));
        }

        var traffic = await BookTraffic.AskAsync(Spend, null, from, to, Prices.Book, cancellationToken);
        (string? Provider, string Model)[] names = [.. traffic.All.Where(model => Means(model.Key)).SelectMany(model => model.Value.Names).Select(name => ((string?)name.Provider, name.Model))];
        return names.Length == 0
            ? new Load<string>.Missing("None of them is stored for those days.")
            : new Load<string>.Ready(RepriceLink.To(Context, from, to, names));
    }

    private bool Means(ModelPrices model) => Entry switch
    {
        PriceEntry.Price { Record: var record } => Prices.Book.Find(record.Provider, record.Model) == model,
        PriceEntry.Discount discount => discount.Provider == model.Provider && (discount.Model is null || discount.Model == model.Model),
        _ => false,
    };
}

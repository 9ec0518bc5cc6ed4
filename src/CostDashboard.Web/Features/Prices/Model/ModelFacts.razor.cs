using CostDashboard.Core.Pricing;
using CostDashboard.Web.Features.Prices.Book;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Prices.Model;

/// <summary>Where a model's price of a day is from, and under which names the model is known.</summary>
public sealed partial class ModelFacts
{
    private PricePeriod? _period;
    private RateCard? _card;

    [Parameter, EditorRequired]
    public ModelPrices Model { get; set; } = null!;

    [Parameter, EditorRequired]
    public DateOnly Day { get; set; }

    [Parameter, EditorRequired]
    public PriceBook Book { get; set; } = null!;

    private IEnumerable<PriceEntry.Alias> Own => Book.Entries.OfType<PriceEntry.Alias>().Where(alias =>
        alias.TargetProvider.Equals(Model.Provider, StringComparison.OrdinalIgnoreCase) && alias.TargetModel.Equals(Model.Model, StringComparison.OrdinalIgnoreCase));

    protected override void OnParametersSet()
    {
        _period = Model.PeriodAt(BookView.StartOf(Day));
        _card = _period?.Card;
    }

    private static string DaysOf(PriceEntry.Alias alias) => DaysText.Suffix(alias.Origin);
}

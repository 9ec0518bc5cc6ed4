using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spend;
using CostDashboard.Web.Features.Prices.Book;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Loading;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Prices.Model;

/// <summary>What was called of a model, under which names; every row opens the same spend on its page.</summary>
public sealed partial class ModelCallsPanel
{
    [Parameter, EditorRequired]
    public ModelPrices Model { get; set; } = null!;

    [Parameter, EditorRequired]
    public PriceBook Book { get; set; } = null!;

    [Inject]
    private ISpendQueries Spend { get; set; } = null!;

    protected override async Task<Load<ModelTraffic>> AskAsync(CancellationToken cancellationToken)
    {
        var traffic = (await BookTraffic.AskAsync(Spend, Context, Book, cancellationToken)).Of(Model);
        return traffic.Names.Count == 0
            ? new Load<ModelTraffic>.Missing("It was not called in this period. Choose a longer one, or another project.")
            : new Load<ModelTraffic>.Ready(traffic);
    }

    private string RepriceOf(ModelTraffic traffic) =>
        RepriceLink.To(Context, Context.Range.From, Context.Range.To, [.. traffic.Names.Select(name => ((string?)name.Provider, name.Model))]);

    private string SpendOf(CalledName name) =>
        (Context.Question with { Filters = FilterSet.None.With(new(Dimension.Provider), name.Provider).With(new(Dimension.Model), name.Model) })
            .Url("/spend").Add("by", "step").ToString();
}

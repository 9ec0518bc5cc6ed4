using System.Globalization;
using CostDashboard.Core.Environments;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spend;
using CostDashboard.Web.Ui.Loading;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Environments;

/// <summary>Models outside production that cost far more than what production uses; every row opens its traces.</summary>
/// <remarks>Time grows with the series that are active in the period, for three dimensions are asked together.</remarks>
public sealed partial class PremiumPanel
{
    private const int MostRows = 50;

    [Parameter, EditorRequired]
    public EnvironmentRules Rules { get; set; } = null!;

    [Inject]
    private ISpendQueries Spend { get; set; } = null!;

    [Inject]
    private CurrentPrices Prices { get; set; } = null!;

    protected override async Task<Load<PremiumModels>> AskAsync(CancellationToken cancellationToken)
    {
        var range = Context.Range;
        var answer = await Spend.AskAsync(
            OutsideProduction.Question(Context, range.From, range.To, Grain.Total, Dimension.Environment, Dimension.Provider, Dimension.Model), cancellationToken);
        var premium = PremiumModels.Of(Rules, answer, Prices.Book, range.To);
        return premium.MedianUsdPerMillion is null
            ? new Load<PremiumModels>.Missing("Production called no model with a list price for input and output in this period that the filters keep, so there is nothing to compare with.")
            : new Load<PremiumModels>.Ready(premium);
    }

    private static string Factor(decimal times) => times.ToString("#,##0.#", CultureInfo.InvariantCulture) + " times";

    private string? TracesOf(PremiumUse use) => OutsideProduction.Traces(
        Context,
        Context.Range.From,
        Context.Range.To,
        Context.Question.Filters.Except(OutsideProduction.Facet).With(OutsideProduction.Facet, use.Environment)
            .Except(new(Dimension.Provider)).With(new(Dimension.Provider), use.Provider).Except(new(Dimension.Model)).With(new(Dimension.Model), use.Model));
}

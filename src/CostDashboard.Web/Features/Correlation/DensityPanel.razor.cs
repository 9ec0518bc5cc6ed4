using System.Globalization;
using CostDashboard.Core.Spend.Pipelines;
using CostDashboard.Web.Ui.Charts;
using CostDashboard.Web.Ui.Loading;
using CostDashboard.Web.Ui.Text;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Correlation;

/// <summary>How latency and cost go together in a period.</summary>
/// <param name="Count">How many have a known cost.</param>
/// <param name="NotShown">How many there are besides.</param>
/// <param name="Correlation">Null where there are too few.</param>
public sealed record DensityAnswer(long Count, long NotShown, CostCorrelation? Correlation, ChartOptions? Chart);

/// <summary>The picture of latency against cost, with what it says in a sentence.</summary>
public sealed partial class DensityPanel
{
    [Parameter, EditorRequired]
    public CorrelationView View { get; set; } = null!;

    [Inject]
    private IPipelineQueries Pipelines { get; set; } = null!;

    private string What => (View.Root, View.Step) switch
    {
        (null, null) => View.Part is PipelinePart.Traces ? "of all root steps" : "of all steps",
        ({ } root, null) => $"of {root}",
        (null, { } step) => $"of {step}",
        ({ } root, { } step) => $"of {step} in {root}",
    };

    private string WhyNot => View.Part is PipelinePart.Traces
        ? "they called no model, or what they cost is not wholly known"
        : "what they cost is not wholly known";

    protected override async Task<Load<DensityAnswer>> AskAsync(CancellationToken cancellationToken)
    {
        var (density, all) = (new Density(), 0L);
        foreach (var day in await Pipelines.GetDaysAsync(View.Question(Context), cancellationToken))
        {
            density.Merge(day.Measures.Density);
            all += View.Part is PipelinePart.Traces ? day.Measures.Traces : day.Measures.Calls;
        }

        var correlation = CostCorrelation.Of(density);
        return new Load<DensityAnswer>.Ready(new(
            density.Count, all - density.Count, correlation, correlation is null ? null : DensityChart.Of(View, Context, density, correlation)));
    }

    private string Coefficients(CostCorrelation correlation)
    {
        if (correlation.Pearson is not { } pearson || correlation.Spearman is not { } spearman)
        {
            return $"All {View.Noun} lie in one bin of cost or of latency: there is nothing to correlate.";
        }

        var strength = Math.Abs(spearman) switch
        {
            < 0.2 => "hardly goes with cost",
            < 0.5 => spearman > 0 ? "goes a little with cost" : "goes a little against cost",
            < 0.8 => spearman > 0 ? "goes clearly with cost" : "goes clearly against cost",
            _ => spearman > 0 ? "goes closely with cost" : "goes closely against cost",
        };
        return $"Latency {strength}: the correlation of their logarithms is {Signed(pearson)} (Pearson), of their ranks {Signed(spearman)} (Spearman).";
    }

    private static string Signed(double coefficient) =>
        (coefficient < 0 ? MoneyText.Minus.ToString() : "") + Math.Abs(coefficient).ToString("0.00", CultureInfo.InvariantCulture);

    // A least cost of nothing keeps calls of known cost: only these are in the picture.
    private string SlowestLink(CostCorrelation correlation) => View.TracesLink(Context) + Limit("minseconds", correlation.Slowest.From) + Limit("mincost", 0);

    private string DearestLink(CostCorrelation correlation) => View.TracesLink(Context) + Limit("mincost", correlation.Dearest.From);

    private string BothLink(CostCorrelation correlation) =>
        View.TracesLink(Context) + Limit("minseconds", correlation.Slowest.From) + Limit("mincost", correlation.Dearest.From);

    private string Limit(string key, long from) => $"&{View.Key(key)}={DensityChart.Whole(from)}";
}

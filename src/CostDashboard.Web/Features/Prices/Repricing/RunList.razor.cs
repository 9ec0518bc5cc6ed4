using CostDashboard.Core.Pricing;
using CostDashboard.Web.Ui.Loading;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Prices.Repricing;

/// <summary>The last runs and dry runs.</summary>
public sealed partial class RunList
{
    private const int Limit = 20;

    [Inject]
    private IRepricingStore Runs { get; set; } = null!;

    protected override async Task<Load<IReadOnlyList<RepricingRun>>> AskAsync(CancellationToken cancellationToken) =>
        new Load<IReadOnlyList<RepricingRun>>.Ready(await Runs.GetAsync(Limit, cancellationToken));

    private string Link(RepricingRun run) => Context.Question.Url(RepricingView.PathOf(run.Id), withFilters: false).ToString();
}

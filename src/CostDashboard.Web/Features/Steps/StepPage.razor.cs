using CostDashboard.Core.Spend;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Charts;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Steps;

/// <summary>One step: how its calls are distributed, who uses it, which traces show it, and what part of them it is.</summary>
public sealed partial class StepPage
{
    private static readonly Facet s_model = new(Dimension.Model);
    private static readonly Facet s_customer = new(Dimension.Customer);
    private static readonly Facet s_feature = new(Dimension.Feature);

    [CascadingParameter]
    public PageContext Context { get; set; } = null!;

    private string? Step => StepFacet.Of(Context);

    private Grain Grain => TimeAxis.GrainFor(Context.Range, isDaily: false);

    private string Back => (Context.Question with { Filters = Context.Question.Filters.Except(StepFacet.Step) }).Url("/steps").ToString();
}

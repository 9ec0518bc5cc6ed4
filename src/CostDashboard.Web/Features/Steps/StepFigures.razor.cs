using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Pipelines;
using CostDashboard.Web.Ui.Loading;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Steps;

/// <summary>What the step cost, in a sentence, and the distributions of its calls.</summary>
public sealed partial class StepFigures
{
    [Parameter, EditorRequired]
    public string Step { get; set; } = "";

    [Inject]
    private ISpendQueries Spend { get; set; } = null!;

    [Inject]
    private IPipelineQueries Pipelines { get; set; } = null!;

    private bool IsWidened => Context.Range.InDays(Context.Calendar).From != Context.Range.From;

    private string CorrelationLink =>
        (Context.Question with { Filters = Context.Question.Filters.Except(StepFacet.Step) }).Url("/correlation").Add("of", "calls").Add("of-step", Step).ToString();

    protected override async Task<Load<StepDistributions>> AskAsync(CancellationToken cancellationToken) =>
        new Load<StepDistributions>.Ready(await StepDistributions.AskAsync(Spend, Pipelines, Context, Step, cancellationToken));

    private static long? PerCall(StepDistributions step) =>
        step.Now.Calls > step.Now.UnpricedCalls ? (long)Math.Round((decimal)step.Now.CostNanoUsd / step.Now.Calls) : null;
}

using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Pipelines;
using CostDashboard.Web.Features.Spend;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Charts;
using CostDashboard.Web.Ui.Text;

namespace CostDashboard.Web.Features.Steps;

/// <summary>What one step cost, and how its calls are distributed.</summary>
/// <param name="BeforeNanoUsd">Null where the period before was not recorded.</param>
/// <param name="AllNanoUsd">What all steps cost together.</param>
/// <param name="Latency">Null where it called no model.</param>
/// <param name="Refusal">Why there is no distribution of cost and tokens; null where there may be one.</param>
public sealed record StepDistributions(
    SpendMeasures Now,
    long? BeforeNanoUsd,
    long AllNanoUsd,
    Distribution? Latency,
    Distribution? Cost,
    Distribution? Tokens,
    string? Refusal)
{
    public double Share => AllNanoUsd == 0 ? 0 : (double)Now.CostNanoUsd / AllNanoUsd;

    public static async Task<StepDistributions> AskAsync(
        ISpendQueries spend, IPipelineQueries pipelines, PageContext context, string step, CancellationToken cancellationToken)
    {
        var range = context.Range;
        var question = new SpendQuestion(
            context.ProjectId, range.From, range.To, Grain.Total, [Dimension.PriceState], context.Question.Filters.ToSpendFilters());
        var now = await spend.AskAsync(question, cancellationToken);
        var all = await spend.AskAsync(
            question with { By = [], Filters = context.Question.Filters.Except(StepFacet.Step).ToSpendFilters(), WithDistributions = false }, cancellationToken);
        var before = await SpendComparison.IsFirstAsync(spend, context, range, cancellationToken)
            ? null
            : await spend.AskAsync(question with { From = range.PreviousFrom, To = range.PreviousTo, By = [], WithDistributions = false }, cancellationToken);
        var latency = new Histogram();
        foreach (var row in now.Rows.Where(r => r.Values[0] != nameof(PriceState.NotACall)))
        {
            latency.Merge(row.Measures.Latency);
        }

        var (sum, refusal) = await DaysAsync(pipelines, context, step, cancellationToken);
        return new(
            now.Total,
            before?.Total.CostNanoUsd,
            all.Total.CostNanoUsd,
            Distribution.Of("Latency of a call", "Latency", latency, ChartUnit.Nanoseconds, NumberText.Duration),
            Distribution.Of("Cost of a call", "Cost", sum.CostPerOne, ChartUnit.Usd, MoneyText.Of),
            Distribution.Of("Tokens of a call", "Tokens", sum.TokensPerOne, ChartUnit.Count, NumberText.Count),
            refusal);
    }

    /// <summary>The question for the distributions of a step, which are kept by day.</summary>
    internal static PipelineQuestion Question(PageContext context, string step)
    {
        var range = context.Range.InDays(context.Calendar);
        return new(
            context.ProjectId, range.From, range.To, PipelinePart.Steps, Step: step, Filters: context.Question.Filters.Except(StepFacet.Step).ToSpendFilters());
    }

    private static async Task<(PipelineMeasures Sum, string? Refusal)> DaysAsync(
        IPipelineQueries pipelines, PageContext context, string step, CancellationToken cancellationToken)
    {
        var sum = new PipelineMeasures();
        try
        {
            foreach (var day in await pipelines.GetDaysAsync(Question(context, step), cancellationToken))
            {
                sum.Add(day.Measures);
            }

            return (sum, null);
        }
        catch (UnanswerableException refused)
        {
            return (sum, refused.Message);
        }
    }
}

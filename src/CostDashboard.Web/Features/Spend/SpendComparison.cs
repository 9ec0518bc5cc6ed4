using CostDashboard.Core.Spend;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Text;

namespace CostDashboard.Web.Features.Spend;

/// <summary>The totals of a period beside those of the period it is compared with.</summary>
public sealed record SpendComparison(SpendMeasures Now, SpendMeasures Before)
{
    /// <summary>Nano-dollars more than before.</summary>
    public long Difference => Now.CostNanoUsd - Before.CostNanoUsd;

    /// <summary>Nothing was recorded before, so there is nothing to compare with.</summary>
    public bool IsFirst => Before.Spans == 0 && Before.Calls == 0;

    public static async Task<SpendComparison> AskAsync(
        ISpendQueries spend, PageContext context, TimeRange range, bool withDistributions, CancellationToken cancellationToken)
    {
        var question = new SpendQuestion(
            context.ProjectId, range.From, range.To, Grain.Total, [], context.Question.Filters.ToSpendFilters(), WithDistributions: withDistributions);
        var now = spend.AskAsync(question, cancellationToken);
        var before = await spend.AskAsync(question with { From = range.PreviousFrom, To = range.PreviousTo }, cancellationToken);
        return new((await now).Total, before.Total);
    }

    /// <summary>What the range is compared with, in words.</summary>
    public static string Against(PageContext context) => context.Question.Range switch
    {
        RangeChoice.Rolling { Unit: 'd', Count: 1 } => "the day before",
        RangeChoice.Rolling { Unit: 'd' } rolling => $"the {NumberText.Count(rolling.Count)} days before",
        RangeChoice.Rolling { Unit: 'h', Count: 1 } => "the hour before",
        RangeChoice.Rolling { Unit: 'h' } rolling => $"the {NumberText.Count(rolling.Count)} hours before",
        RangeChoice.Named { Name: "month" } => "the same days of the month before",
        RangeChoice.Named { Name: "last-month" } => "the month before",
        RangeChoice.Named => "the day before",
        _ => "the same time before it",
    };
}

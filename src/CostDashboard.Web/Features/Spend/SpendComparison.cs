using CostDashboard.Core.Spend;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Text;

namespace CostDashboard.Web.Features.Spend;

/// <summary>The totals of a period beside those of the period it is compared with.</summary>
/// <param name="IsFirst">The period before was not recorded as a whole, so a comparison with it would mislead.</param>
public sealed record SpendComparison(SpendMeasures Now, SpendMeasures Before, bool IsFirst)
{
    // A project whose first span came a little after the beginning of the period before can still be compared.
    private const int MostMissingShare = 10;

    /// <summary>Nano-dollars more than before.</summary>
    public long Difference => Now.CostNanoUsd - Before.CostNanoUsd;

    public static async Task<SpendComparison> AskAsync(
        ISpendQueries spend, PageContext context, TimeRange range, bool withDistributions, CancellationToken cancellationToken)
    {
        var question = new SpendQuestion(
            context.ProjectId, range.From, range.To, Grain.Total, [], context.Question.Filters.ToSpendFilters(), WithDistributions: withDistributions);
        var now = spend.AskAsync(question, cancellationToken);
        var before = await spend.AskAsync(question with { From = range.PreviousFrom, To = range.PreviousTo }, cancellationToken);
        return new((await now).Total, before.Total, await IsFirstAsync(spend, context, range, cancellationToken));
    }

    /// <summary>Whether the project has no full record of the period before.</summary>
    public static async Task<bool> IsFirstAsync(ISpendQueries spend, PageContext context, TimeRange range, CancellationToken cancellationToken) =>
        await spend.GetExtentAsync(context.ProjectId, cancellationToken) is not var (first, _)
        || first > range.PreviousFrom + ((range.PreviousTo - range.PreviousFrom) / MostMissingShare);

    /// <summary>What the range is compared with, in words.</summary>
    public static string Against(PageContext context) => context.Question.Range switch
    {
        _ when context.Question.Compare is { Weeks: > 0 } => Comparison.WeeksOf(context.Range) switch
        {
            1 => "the same weekdays a week before",
            var weeks => $"the same weekdays {NumberText.Count(weeks)} weeks before",
        },
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

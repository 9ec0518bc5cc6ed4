using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Outcomes;
using CostDashboard.Web.Features.Spend;
using CostDashboard.Web.Ui.Asking;

namespace CostDashboard.Web.Features.Errors;

/// <summary>How the calls of a period ended, beside the period that it is compared with.</summary>
/// <param name="Before">Null where nothing is compared, or the period before was not recorded as a whole.</param>
public sealed record ErrorsFigures(OutcomeTable Now, OutcomeSums? Before, IReadOnlyList<OutcomeOfDay> Days)
{
    public static async Task<ErrorsFigures> AskAsync(IOutcomeQueries outcomes, ISpendQueries spend, PageContext context, CancellationToken cancellationToken)
    {
        var rows = outcomes.GetRowsAsync(ErrorsView.Question(context), cancellationToken);
        var days = outcomes.GetDaysAsync(ErrorsView.Question(context), cancellationToken);
        var isCompared = !context.Question.Compare.IsNone && !await SpendComparison.IsFirstAsync(spend, context, ErrorsView.RangeIn(context), cancellationToken);
        var before = isCompared ? OutcomeSums.Of(await outcomes.GetRowsAsync(ErrorsView.Before(context), cancellationToken)) : null;
        return new(OutcomeTable.Of(await rows), before, await days);
    }

    /// <summary>Of each part that has a remedy, the step and model where it costs most.</summary>
    public IEnumerable<(OutcomePart Part, OutcomeLine Line)> Remedies =>
        from part in OutcomeParts.Told
        let line = Now.Lines.Where(line => line.Sums[part].Calls > 0).MaxBy(line => (line.Sums[part].CostNanoUsd, line.Sums[part].Calls))
        where line is not null
        select (part, line);
}

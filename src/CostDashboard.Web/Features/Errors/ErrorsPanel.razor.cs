using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Outcomes;
using CostDashboard.Core.Traces.Queries;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Loading;
using CostDashboard.Web.Ui.Text;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Errors;

/// <summary>What calls cost that did not end well: in a sentence, with what to do, over time, by step and model, and by their reason to end.</summary>
public sealed partial class ErrorsPanel
{
    private const int MostRows = 100;

    private static readonly OutcomePart[] s_figures = [OutcomePart.InVain, .. OutcomeParts.Told];

    private static readonly OutcomePart[] s_columns = [OutcomePart.All, OutcomePart.InVain, .. OutcomeParts.Told];

    [Parameter, EditorRequired]
    public ErrorsView View { get; set; } = null!;

    [Inject]
    private IOutcomeQueries Outcomes { get; set; } = null!;

    [Inject]
    private ISpendQueries Spend { get; set; } = null!;

    protected override async Task<Load<ErrorsFigures>> AskAsync(CancellationToken cancellationToken)
    {
        var figures = await ErrorsFigures.AskAsync(Outcomes, Spend, Context, cancellationToken);
        return figures.Now.Lines.Count == 0
            ? new Load<ErrorsFigures>.Missing(Context.Question.Filters.IsEmpty
                ? "There is no model call in these days. Choose a longer period, or send spans (Set up, Send spans)."
                : "No model call of these days passes the filters.")
            : new Load<ErrorsFigures>.Ready(figures);
    }

    // On a phone there is room for what went to calls in vain beside all of it.
    private static bool IsNarrow(OutcomePart part) => part is OutcomePart.All or OutcomePart.InVain;

    private string Name(Dimension dimension, string value) => Context.Names.Of(new(dimension), value);

    private string Only(OutcomeLine line) => Context.Here(Context.Question with { Filters = ErrorsView.Of(Context, line).Filters });

    private string Finished(PageQuestion question, FinishReason finish) => ErrorsView.Asking(SpansBehind.List(Context, question), $"finish:{OutcomeWords.Of(finish)}");

    private static string CostShare(OutcomeSums total, OutcomePart part) =>
        total.All.CostNanoUsd == 0 ? NumberText.None : NumberText.Percent((double)total[part].CostNanoUsd / total.All.CostNanoUsd);

    private static string Share(OutcomeSums total, OutcomePart part) => total.All.CostNanoUsd == 0 ? "" : $", {CostShare(total, part)},";

    private static string Calls(OutcomeSum sum, string one, string many) => $"{NumberText.Count(sum.Calls)} {(sum.Calls == 1 ? $"call {one}" : $"calls {many}").TrimEnd()}";
}

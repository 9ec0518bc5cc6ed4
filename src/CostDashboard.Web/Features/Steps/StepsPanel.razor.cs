using System.Globalization;
using CostDashboard.Core.Spend;
using CostDashboard.Web.Features.Spend;
using CostDashboard.Web.Ui.Charts;
using CostDashboard.Web.Ui.Loading;
using CostDashboard.Web.Ui.Text;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Steps;

/// <summary>The table of steps. Figures come first; latency, which needs the distributions, comes after.</summary>
public sealed partial class StepsPanel
{
    private static readonly string[] s_ownFields = ["find", "page"];

    private Hues _hues = Hues.Of([]);
    private StepsAnswers _answers = null!;
    private bool _hasLatency;

    [Parameter, EditorRequired]
    public StepsView View { get; set; } = null!;

    [Inject]
    private ISpendQueries Spend { get; set; } = null!;

    [Inject]
    private LastingHues Lasting { get; set; } = null!;

    private string Export => "/steps.csv" + Context.Here()[Context.Path.Length..];

    protected override bool HasMore => View.Sort is not (StepSort.P50 or StepSort.P95 or StepSort.P99);

    protected override async Task<Load<StepsTable>> AskAsync(CancellationToken cancellationToken)
    {
        _answers = await StepsAnswers.AskAsync(Spend, Context, cancellationToken);
        return HasMore ? await TableAsync(hasLatency: false, cancellationToken) : await AskMoreAsync(cancellationToken);
    }

    protected override async Task<Load<StepsTable>> AskMoreAsync(CancellationToken cancellationToken)
    {
        _answers = await _answers.WithLatencyAsync(Spend, Context, cancellationToken);
        return await TableAsync(hasLatency: true, cancellationToken);
    }

    private async Task<Load<StepsTable>> TableAsync(bool hasLatency, CancellationToken cancellationToken)
    {
        var table = StepsTable.Of(_answers, Context, View);
        _hasLatency = hasLatency;
        var dearest = table.All.OrderByDescending(r => r.Measures.CostNanoUsd).Take(Hues.Count).Select(r => r.Step);
        _hues = await Lasting.OfAsync(Context, StepFacet.Step, dearest, cancellationToken);
        return table.All.Count == 0
            ? new Load<StepsTable>.Missing(Context.Question.Filters.IsEmpty
                ? "No model call in this period. Steps appear here with their first call; choose a longer period, or send spans."
                : "No model call of this period passes the filters.")
            : new Load<StepsTable>.Ready(table);
    }

    private string SortLink(StepSort sort)
    {
        var isTurned = View.Sort == sort ? !View.Ascending : sort is StepSort.Step;
        return Context.Here(("sort", sort is StepSort.Cost ? null : sort.ToString().ToLowerInvariant()), ("dir", isTurned ? "asc" : null), ("page", null));
    }

    private string ChangeText(StepRow row) => row.Difference is { } difference
        ? $"{MoneyText.Signed(difference)} against {SpendComparison.Against(Context)}"
        : "The time before was not recorded.";

    private static string TrendText(StepRow row, TimeAxis axis)
    {
        var highest = row.Trend.Max();
        var at = row.Trend.ToList().IndexOf(highest);
        return $"Cost over time: {MoneyText.Of(row.Trend[0])} at first, {MoneyText.Of(row.Trend[^1])} at last, highest {MoneyText.Of(highest)} in {axis.Buckets[at].Label}";
    }

    private static string ModelsOf(StepRow row) => row.Models switch
    {
        [] => NumberText.None,
        [var only] => only,
        [var first, ..] => $"{first} +{row.Models.Count - 1}",
    };

    private static string PerCall(StepRow row, long tokens) => NumberText.Average(Math.Round((double)tokens / row.Measures.Calls));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

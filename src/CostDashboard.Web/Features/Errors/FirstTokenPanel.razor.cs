using System.Globalization;
using CostDashboard.Core.Spend.Outcomes;
using CostDashboard.Core.Spend.Pipelines;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Loading;
using CostDashboard.Web.Ui.Text;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Errors;

/// <summary>How long calls let one wait for their first token, and whether long answers do so longer.</summary>
public sealed partial class FirstTokenPanel
{
    [Inject]
    private IOutcomeQueries Outcomes { get; set; } = null!;

    private string Link => SpansBehind.List(Context, ErrorsView.InPeriod(Context));

    protected override async Task<Load<Density>> AskAsync(CancellationToken cancellationToken)
    {
        var density = await Outcomes.GetFirstTokensAsync(ErrorsView.Question(Context), cancellationToken);
        return density.IsEmpty
            ? new Load<Density>.Missing("No call of these days states when its first token came. Streamed calls can: gen_ai.response.time_to_first_chunk.")
            : new Load<Density>.Ready(density);
    }

    internal static string Said(Density density)
    {
        var (half, most) = (Quantile(density, 0.5), Quantile(density, 0.99));
        var waits = $"Of {NumberText.Count(density.Count)} calls, half showed their first token within about {NumberText.Duration(half)}, and 99 % within {NumberText.Duration(most)}.";
        if (CostCorrelation.Of(density)?.Spearman is not { } ranks)
        {
            return waits;
        }

        var how = Math.Abs(ranks) switch
        {
            < 0.2 => "The wait hardly goes with the length of the answer",
            < 0.5 => ranks > 0 ? "The wait goes a little with the length of the answer" : "The wait is a little shorter for longer answers",
            _ => ranks > 0 ? "The wait goes clearly with the length of the answer" : "The wait is clearly shorter for longer answers",
        };
        var sign = ranks < 0 ? MoneyText.Minus.ToString() : "";
        return string.Create(CultureInfo.InvariantCulture, $"{waits} {how}: the correlation of their ranks is {sign}{Math.Abs(ranks):0.00} (Spearman).");
    }

    // The upper end of the bin in which it lies.
    private static long Quantile(Density density, double share)
    {
        var left = (long)Math.Ceiling(share * density.Count);
        foreach (var cell in density.Cells)
        {
            left -= cell.Count;
            if (left <= 0)
            {
                return Density.Axis.High(cell.Latency);
            }
        }

        return 0;
    }
}

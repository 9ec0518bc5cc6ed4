using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Spikes;
using CostDashboard.Core.Units;
using CostDashboard.Web.Ui.Loading;
using CostDashboard.Web.Ui.Text;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Overview;

/// <summary>Whether the numbers above are whole: what came last, how much comes, what came late, what was rejected and why.</summary>
public sealed partial class IngestionHealth
{
    [Inject]
    private ISpendQueries Spend { get; set; } = null!;

    [Inject]
    private IIntake Intake { get; set; } = null!;

    protected override async Task<Load<IngestionFigures>> AskAsync(CancellationToken cancellationToken) =>
        new Load<IngestionFigures>.Ready(await IngestionFigures.AskAsync(Spend, Intake, Context, cancellationToken));

    private string Ago(UnixNanos time) => (Context.Now - time) switch
    {
        < -UnixNanos.PerMinute => "in the future: a sender’s clock is ahead",
        < UnixNanos.PerMinute => "just now",
        var age => Age(age) + " ago",
    };

    private static string Age(long nanos) => nanos switch
    {
        < UnixNanos.PerHour => $"{nanos / UnixNanos.PerMinute} min",
        < 2 * UnixNanos.PerDay => $"{nanos / UnixNanos.PerHour} h",
        _ => $"{NumberText.Count(nanos / UnixNanos.PerDay)} days",
    };

    private static string Usually(IngestionFigures figures) => figures.UsualPerMinute is { } usual
        ? $"usually {NumberText.Average(usual)} at this time"
        : "no earlier hours to compare with";

    private static string UsualTitle(SpikeBaseline baseline) => baseline.Kind switch
    {
        BaselineKind.Weeks => $"mean of the same hour in the {baseline.Periods.Count} weeks before",
        BaselineKind.Days => $"mean of the same hour on the {baseline.Periods.Count} days before",
        BaselineKind.Before => $"mean of the {baseline.Periods.Count} hours before",
        _ => "",
    };

    private string SinceText(IntakeFigures intake) =>
        $"since {TimeText.Text(intake.Since, Context.Calendar, "ddd HH:mm")}" + (intake.IsSinceStart ? ", when this server began to count" : "");

    private string UnpricedLink => Context.Question.Url("/prices/unknown", withFilters: false).ToString();
}

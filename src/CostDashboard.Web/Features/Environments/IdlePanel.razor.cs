using CostDashboard.Core.Environments;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Web.Features.Spend;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Loading;
using CostDashboard.Web.Ui.Text;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Environments;

/// <summary>What runs outside production at night and on weekends; every stretch opens its traces. From the hours' slices by environment.</summary>
public sealed partial class IdlePanel
{
    [Parameter, EditorRequired]
    public EnvironmentRules Rules { get; set; } = null!;

    [Inject]
    private ISpendQueries Spend { get; set; } = null!;

    protected override async Task<Load<IdleView>> AskAsync(CancellationToken cancellationToken)
    {
        // Hours that are still to come are not idle yet.
        var now = TimeRange.Ceiling(Context.Now);
        var range = Context.Range.From < now && now < Context.Range.To ? Context.Range with { To = now } : Context.Range;
        var first = Context.Calendar.AddDays(range.To, -IdleView.MostDays);
        var isCut = first > range.From;
        var from = isCut ? first : range.From;
        var question = OutsideProduction.Question(Context, from, range.To, Grain.Hour, Dimension.Environment);
        var answer = await Spend.AskAsync(question, cancellationToken);
        IdleHours? before = null;
        if (!isCut && !await SpendComparison.IsFirstAsync(Spend, Context, range, cancellationToken))
        {
            before = IdleHours.Of(Rules, await Spend.AskAsync(question with { From = range.PreviousFrom, To = range.PreviousTo }, cancellationToken), range.PreviousFrom, range.PreviousTo, Context.Calendar);
        }

        return new Load<IdleView>.Ready(new(IdleHours.Of(Rules, answer, from, range.To, Context.Calendar), before, IdleView.ProductionOf(Rules, answer), isCut));
    }

    private const string SumOfRows = "the sum of the nights and weekends, each of which opens its traces";

    internal static string When(EnvironmentRules rules) => (rules.WorkFrom, rules.WorkTo) switch
    {
        (0, EnvironmentRules.HoursOfDay) => "Saturday and Sunday",
        (0, var to) => $"from {to}:00 on, Saturday and Sunday",
        (var from, EnvironmentRules.HoursOfDay) => $"before {from}:00, Saturday and Sunday",
        var (from, to) => $"before {from}:00 and from {to}:00 on, Saturday and Sunday",
    };

    private static string Hours(long nanos) => NumberText.Count(nanos / UnixNanos.PerHour);

    private string? TracesOf(IdleStretch stretch, IdleView idle) =>
        OutsideProduction.Traces(Context, stretch.From, stretch.To, OutsideProduction.LeaveOut(idle.Production, Context.Question.Filters));
}

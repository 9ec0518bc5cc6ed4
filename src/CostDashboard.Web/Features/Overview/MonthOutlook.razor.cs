using System.Globalization;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Forecasts;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Text;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Overview;

/// <summary>What the month has cost and will have cost, how sure that is, how good it was a month ago, and how it is made.</summary>
public sealed partial class MonthOutlook
{
    [Parameter, EditorRequired]
    public OverviewFigures Figures { get; set; } = null!;

    [Parameter, EditorRequired]
    public PageContext Context { get; set; } = null!;

    private SpendMeasures Month => Figures.Month.Now;

    private string Behind => SpansBehind.List(Context, new RangeChoice.Named("month").At(Context.Now, Context.Calendar));

    private string Name => TimeText.Text(Context.Now, Context.Calendar, "MMMM");

    private static string MonthOf(DateOnly day) => day.ToString("MMMM", CultureInfo.InvariantCulture);

    private static string Verdict(ForecastCheck check) => check switch
    {
        { IsWithin: true } => "within the band",
        _ when check.CameNanoUsd > check.HighNanoUsd => $"{MoneyText.About(check.CameNanoUsd - check.HighNanoUsd)} above the band",
        _ => $"{MoneyText.About(check.LowNanoUsd - check.CameNanoUsd)} below the band",
    };

    private static string Method(MonthForecast.Expected forecast) => forecast.Source switch
    {
        BandSource.PastErrors =>
            "What was spent is exact. For each day that remains comes what its day of the week usually costs, at the level of the last seven days, times the "
            + "factor by which that was off in the past. "
            + $"The band is what it was off by on the days of up to three months past, looking {Days(forecast.ErrorDays)} ahead: a tenth of the cases lie below it and a tenth above.",
        _ =>
            "What was spent is exact. For each day that remains comes the median of the last days. There are too few days yet to look back at what "
            + "that was off by, so the band is wide: it reaches from the cheapest to the dearest day.",
    };

    private static string Days(int count) => count == 1 ? "1 day" : NumberText.Count(count) + " days";
}

using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.Web.Ui.Charts;
using CostDashboard.Web.Ui.Text;

namespace CostDashboard.Web.Features.Incidents;

/// <summary>The chart of what an incident is about: what was measured, what was expected, and the bounds of what is usual.</summary>
internal static class IncidentChart
{
    private const int MostTicks = 8;

    public static ChartOptions Of(IncidentSeries series, OrganisationCalendar calendar)
    {
        var points = series.Points;
        var every = Math.Max(1, (points.Count + MostTicks - 1) / MostTicks);
        return new(
            series.Measure,
            ChartKind.Lines,
            series.Unit switch
            {
                IncidentUnit.NanoUsd => ChartUnit.Usd,
                IncidentUnit.Nanoseconds => ChartUnit.Nanoseconds,
                IncidentUnit.Share => ChartUnit.Share,
                _ => ChartUnit.Count,
            },
            [.. points.Select(p => new ChartBucket(
                TimeText.Text(p.Start, calendar, "d MMM HH:mm"), TimeText.Machine(p.Start), TimeText.Machine(p.Start + series.Window)))],
            [.. points.Select((p, i) => (p, i)).Where(at => at.i % every == 0).Select(at => new ChartTick(at.i, TimeText.Text(at.p.Start, calendar, "d MMM HH:mm")))],
            [.. Lines(series)],
            Totals: null,
            Link: null);
    }

    private static IEnumerable<ChartSeries> Lines(IncidentSeries series)
    {
        (string Name, string Hue, Func<IncidentPoint, double?> Of)[] lines =
        [
            ("Measured", "hue-1", p => p.Actual), ("Expected", "hue-2", p => p.Expected), ("Usual at least", Hues.Other, p => p.Low), ("Usual at most", Hues.Other, p => p.High),
        ];
        foreach (var (name, hue, of) in lines)
        {
            var values = series.Points.Select(of).ToList();
            if (values.Exists(value => value is not null))
            {
                yield return new(name, hue, values.ConvertAll(value => Scaled(series.Unit, value)), values.ConvertAll(value => Text(series.Unit, value)), Link: null);
            }
        }
    }

    private static double? Scaled(IncidentUnit unit, double? value) => unit is IncidentUnit.NanoUsd ? value / Usd.NanosPerDollar : value;

    private static string Text(IncidentUnit unit, double? value) => value is not { } number
        ? NumberText.None
        : unit switch
        {
            IncidentUnit.NanoUsd when Math.Abs(number) < long.MaxValue / 2d => MoneyText.Of((long)number),
            IncidentUnit.Nanoseconds when Math.Abs(number) < long.MaxValue / 2d => NumberText.Duration((long)number),
            IncidentUnit.Share => NumberText.Percent(number),
            _ => NumberText.Average(number),
        };
}

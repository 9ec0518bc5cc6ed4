using System.Globalization;
using CostDashboard.Core.Pricing;
using CostDashboard.Web.Features.Prices.Book;
using CostDashboard.Web.Ui.Charts;

namespace CostDashboard.Web.Features.Prices.Model;

/// <summary>Lays the price of a model out over the days on which it changes. Pure.</summary>
internal static class PriceHistoryChart
{
    // What a wide screen has room for; a longer history is shown in steps of several days.
    private const int MostPoints = 360;
    private const int MostTicks = 10;
    private const int LeastMargin = 30;

    /// <summary>What is charged for a million tokens, discounts included; null where the price never changes.</summary>
    public static ChartOptions? Of(ModelPrices model, DateOnly today)
    {
        DateOnly[] changes = [.. model.Periods.SelectMany<PricePeriod, DateOnly?>(period => [DaysText.FirstDay(period), DaysText.LastDay(period)?.AddDays(1)]).OfType<DateOnly>().Distinct().Order()];
        if (changes.Length == 0 || model.Periods.Length < 2)
        {
            return null;
        }

        var last = changes[^1] > today ? changes[^1] : today;
        var margin = Math.Max(LeastMargin, (last.DayNumber - changes[0].DayNumber) / 20);
        var (first, end) = (changes[0].AddDays(-margin), last.AddDays(margin));
        var step = ((end.DayNumber - first.DayNumber) / MostPoints) + 1;
        var days = new List<DateOnly>();
        for (var day = first; day <= end; day = day.AddDays(step))
        {
            days.Add(day);
        }

        (string Name, string Hue, Func<Rates, decimal?> Rate)[] lines =
            [("output", "hue-1", rates => rates.Output), ("input", "hue-3", rates => rates.Input), ("input from cache", "hue-2", rates => rates.CacheRead)];
        var periods = days.ConvertAll(day => model.PeriodAt(BookView.StartOf(day)));
        var series = lines.Select(line => Series(line.Name, line.Hue, periods.ConvertAll(period => Charged(period, line.Rate)))).Where(s => s.Values.Any(v => v is not null));
        return new(
            $"What a million tokens of {model.Model} cost",
            ChartKind.Lines,
            ChartUnit.Usd,
            [.. days.Select(day => new ChartBucket(RateText.Day(day), RateText.Day(day), RateText.Day(day.AddDays(step))))],
            TicksOf(days),
            [.. series],
            null,
            null,
            IsStepped: true);
    }

    /// <summary>A rate of the base table as it is charged.</summary>
    public static decimal? Charged(PricePeriod? period, Func<Rates, decimal?> rate) =>
        period is null ? null : rate(period.Card.Standard.Bands[0].Rates) * (period.Discount?.Factor ?? 1m);

    private static ChartSeries Series(string name, string hue, List<decimal?> rates) =>
        new(name, hue, [.. rates.Select(rate => (double?)rate)], [.. rates.Select(rate => rate is { } known ? "$" + RateText.Of(known) : "no price")], "");

    private static IReadOnlyList<ChartTick> TicksOf(List<DateOnly> days)
    {
        foreach (var months in (int[])[1, 3, 6, 12, 24, 60, 120, 240])
        {
            var ticks = new List<ChartTick>();
            for (var i = 1; i < days.Count; i++)
            {
                if (Period(days[i], months) != Period(days[i - 1], months))
                {
                    ticks.Add(new(i, days[i].ToString(months < 12 ? "MMM yyyy" : "yyyy", CultureInfo.InvariantCulture)));
                }
            }

            if (ticks.Count <= MostTicks)
            {
                return ticks;
            }
        }

        return [];
    }

    private static int Period(DateOnly day, int months) => ((day.Year * 12) + day.Month - 1) / months;
}

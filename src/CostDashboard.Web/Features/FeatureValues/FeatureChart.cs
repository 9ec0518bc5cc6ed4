using CostDashboard.Core.Units;
using CostDashboard.Core.Value;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Charts;
using CostDashboard.Web.Ui.Text;

namespace CostDashboard.Web.Features.FeatureValues;

/// <summary>Cost and revenue over time, of the features that are shown. Pure; the points add up to the totals, to the nano-dollar.</summary>
internal static class FeatureChart
{
    public static ChartOptions Of(FeatureFigures figures, FeatureQuestion question)
    {
        var context = question.Context;
        var range = FeatureView.RangeIn(context);
        var grain = TimeAxis.GrainFor(range, isDaily: true);
        var axis = TimeAxis.Of(range, grain, context.Calendar);
        var (cost, revenue) = (new long[axis.Buckets.Count], new long[axis.Buckets.Count]);
        for (var day = 0; day < figures.Days.Count; day++)
        {
            if (axis.IndexOf(context.Calendar.Floor(context.Calendar.StartOf(figures.Days.First.AddDays(day)), grain)) is { } at)
            {
                cost[at] += figures.Rows.Sum(row => row.CostByDay[day]);
                revenue[at] += figures.Rows.Sum(row => row.RevenueByDay[day]);
            }
        }

        var hues = Hues.Of(["Cost", "Revenue"]);
        return new(
            "Cost and revenue of features",
            ChartKind.Lines,
            ChartUnit.Usd,
            axis.Buckets,
            axis.Ticks,
            figures.Now.Revenue is null ? [Series("Cost", cost, "")] : [Series("Cost", cost, ""), Series("Revenue", revenue, null)],
            null,
            TracesLink(question));

        ChartSeries Series(string name, long[] nanos, string? link) => new(name, hues[name], [.. nanos.Select(n => (double?)n / Usd.NanosPerDollar)], [.. nanos.Select(MoneyText.Exact)], link);
    }

    // The period is appended by whoever follows the link.
    private static string TracesLink(FeatureQuestion question)
    {
        var context = question.Context;
        var url = new UrlText("/traces").Add("project", context.Question.Project?.Value.ToString(System.Globalization.CultureInfo.InvariantCulture)).Add("basis", "spent").Add("sort", "cost").Add("via", context.Here());
        question.Filters.AppendTo(url);
        return url.ToString();
    }
}

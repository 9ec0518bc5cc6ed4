using CostDashboard.Core.Spend.Outcomes;
using CostDashboard.Core.Traces.Queries;
using CostDashboard.Core.Units;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Charts;
using CostDashboard.Web.Ui.Text;

namespace CostDashboard.Web.Features.Errors;

/// <summary>What calls cost that did not end well, over time and by how they ended. Pure; each call is in one ending, so the parts add up.</summary>
internal static class ErrorsCourse
{
    /// <returns>A chart without series where every call ended well.</returns>
    public static ChartOptions Of(PageContext context, IReadOnlyList<OutcomeOfDay> days)
    {
        var range = ErrorsView.RangeIn(context);
        var grain = TimeAxis.GrainFor(range, isDaily: true);
        var axis = TimeAxis.Of(range, grain, context.Calendar);
        var costs = OutcomeParts.Endings.ToDictionary(ending => ending, _ => new long[axis.Buckets.Count]);
        foreach (var day in days)
        {
            if (OutcomeParts.EndingOf(day.Outcome) is { } ending && axis.IndexOf(context.Calendar.Floor(day.Start, grain)) is { } at)
            {
                costs[ending][at] += day.Measures.CostNanoUsd;
            }
        }

        var shown = OutcomeParts.Endings.Where(ending => costs[ending].Any(cost => cost != 0)).ToList();
        var hues = Hues.Of(OutcomeParts.Endings.Select(ErrorsText.Title));
        return new(
            "Cost of calls that did not end well",
            ChartKind.Bars,
            ChartUnit.Usd,
            axis.Buckets,
            axis.Ticks,
            [.. shown.Select(Series)],
            [.. axis.Buckets.Select((_, i) => MoneyText.Exact(shown.Sum(ending => costs[ending][i])))],
            Link(context),
            ErrorsView.QueryOf($"call:{OutcomeWords.Troubled}"));

        ChartSeries Series(OutcomePart ending) => new(
            ErrorsText.Title(ending),
            hues[ErrorsText.Title(ending)],
            [.. costs[ending].Select(cost => (double?)cost / Usd.NanosPerDollar)],
            [.. costs[ending].Select(MoneyText.Exact)],
            ErrorsView.QueryOf(OutcomeParts.QueryOfEnding(ending)));
    }

    // The period is appended by whoever follows the link.
    private static string Link(PageContext context)
    {
        var url = new UrlText("/traces").Add("project", context.Question.Project?.Value.ToString(System.Globalization.CultureInfo.InvariantCulture)).Add("basis", "spent").Add("sort", "cost").Add("via", context.Here());
        context.Question.Filters.AppendTo(url);
        return url.ToString();
    }
}

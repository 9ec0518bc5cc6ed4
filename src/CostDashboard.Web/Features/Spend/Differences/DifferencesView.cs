using CostDashboard.Core.Spend;
using CostDashboard.Web.Ui.Asking;

namespace CostDashboard.Web.Features.Spend.Differences;

/// <summary>What the table of differences can be sorted by.</summary>
public enum DifferenceSort
{
    /// <summary>How far reports and book are apart, whichever is more.</summary>
    Difference,
    Value,
    Calls,
    Reported,
    Computed,
    Ratio,
}

/// <summary>What the page of differences is asked beside what all pages are: by what, and in which order.</summary>
public sealed record DifferencesView(Facet By, DifferenceSort Sort, bool Ascending)
{
    public static DifferencesView From(UrlQuery query) => new(
        DimensionName.Parse(query.Text("by")) is { Dimension: not Dimension.PriceState } by ? by : new(Dimension.Model),
        !int.TryParse(query.Text("sort"), out _) && Enum.TryParse<DifferenceSort>(query.Text("sort"), ignoreCase: true, out var sort) ? sort : DifferenceSort.Difference,
        query.Text("dir") == "asc");

    /// <summary>Full days where totals are kept per day only: by user or tag, or filtered on one.</summary>
    public TimeRange RangeIn(PageContext context) =>
        By.IsDaily || context.Question.Filters.Values.Any(f => f.Facet.IsDaily) ? context.Range.InDays(context.Calendar) : context.Range;
}

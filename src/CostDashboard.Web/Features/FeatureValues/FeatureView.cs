using CostDashboard.Core.Spend;
using CostDashboard.Core.Value;
using CostDashboard.Web.Ui.Asking;

namespace CostDashboard.Web.Features.FeatureValues;

/// <summary>What the table of features can be sorted by.</summary>
public enum FeatureSort
{
    Cost,
    Feature,
    Revenue,
    Return,
    Margin,
}

/// <summary>What the features page is asked beside what all pages are.</summary>
public sealed record FeatureView(FeatureSort Sort, bool Ascending)
{
    public const string Path = "/features";

    public static Facet Facet { get; } = new(Dimension.Feature);

    public static FeatureView From(UrlQuery query) => new(
        !int.TryParse(query.Text("sort"), out _) && Enum.TryParse<FeatureSort>(query.Text("sort"), ignoreCase: true, out var sort) ? sort : FeatureSort.Cost,
        query.Text("dir") == "asc");

    /// <summary>Values are of whole days, so costs are too.</summary>
    public static TimeRange RangeIn(PageContext context) => context.Range.InDays(context.Calendar);
}

/// <summary>The question behind the features page: what features cost by day, and what they brought.</summary>
/// <param name="Before">The days that these are compared with; they end before <paramref name="Now"/> begins.</param>
/// <param name="Filters">On features only: a value is of a whole feature, and not of one model's or customer's part of it.</param>
public sealed record FeatureQuestion(PageContext Context, ValueDays Now, ValueDays Before, FilterSet Filters)
{
    public static FeatureQuestion Of(PageContext context)
    {
        var range = FeatureView.RangeIn(context);
        var now = Days(range.From, range.To, context.Calendar);
        var before = Days(range.PreviousFrom, range.PreviousTo, context.Calendar);
        var eve = now.First.AddDays(-1);
        before = before.First < now.First
            ? before with { Last = before.Last < eve ? before.Last : eve }
            : new(now.First.AddDays(-now.Count), eve);
        return new(context, now, before, context.Question.Filters.Of(FeatureView.Facet));
    }

    /// <summary>Two walks over the slices of features by the day, and one over the project's values; no spans.</summary>
    public async Task<FeatureFigures> AskAsync(ISpendQueries spend, IFeatureValueStore values, CancellationToken cancellationToken)
    {
        var now = spend.AskAsync(QuestionOf(Now), cancellationToken);
        var before = spend.AskAsync(QuestionOf(Before), cancellationToken);
        var all = await values.GetAsync(Context.ProjectId, new(Before.First, Now.Last), cancellationToken);
        return FeatureFigures.Of(Now, await now, Before, await before, [.. all.Where(value => Passes(value.Key.Feature))], Context.Calendar);
    }

    private SpendQuestion QuestionOf(ValueDays days) => new(
        Context.ProjectId,
        Context.Calendar.StartOf(days.First),
        Context.Calendar.StartOf(days.Last.AddDays(1)),
        Grain.Day,
        [Dimension.Feature],
        Filters.ToSpendFilters(),
        WithDistributions: false);

    private bool Passes(string feature) => Filters.ToSpendFilters().All(filter => filter.Values.Contains(feature, StringComparer.Ordinal) != filter.IsExclude);

    private static ValueDays Days(Core.Units.UnixNanos from, Core.Units.UnixNanos to, OrganisationCalendar calendar) =>
        new(calendar.DayOf(from), calendar.DayOf(to + -1));
}

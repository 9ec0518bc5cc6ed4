using CostDashboard.Core.Spend;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Charts;

namespace CostDashboard.Web.Features.Spend;

/// <summary>What the spend page is asked beside what all pages are: how it is stacked, measured, cut in time and sorted.</summary>
/// <param name="Grain">Null leaves it to the range.</param>
public sealed record SpendView(Facet By, Measure Measure, Grain? Grain, SpendSort Sort, bool Ascending)
{
    public static SpendView From(UrlQuery query) => new(
        DimensionName.Parse(query.Text("by")) ?? new(Dimension.Step),
        Measure.Of(query.Text("measure")),
        GrainOf(query.Text("grain")),
        !int.TryParse(query.Text("sort"), out _) && Enum.TryParse<SpendSort>(query.Text("sort"), ignoreCase: true, out var sort) ? sort : SpendSort.Cost,
        query.Text("dir") == "asc");

    public static IReadOnlyList<Grain> Grains { get; } = [Core.Spend.Grain.Minute, Core.Spend.Grain.Quarter, Core.Spend.Grain.Hour, Core.Spend.Grain.Day, Core.Spend.Grain.Month];

    /// <summary>Full days where totals are kept per day only: by user or tag, or filtered on one.</summary>
    public TimeRange RangeIn(PageContext context) => IsDaily(context) ? context.Range.InDays(context.Calendar) : context.Range;

    public Grain GrainIn(PageContext context)
    {
        var range = RangeIn(context);
        return Grain is { } grain && TimeAxis.IsReadable(range, grain) && (!IsDaily(context) || grain is Core.Spend.Grain.Day or Core.Spend.Grain.Month)
            ? grain
            : TimeAxis.GrainFor(range, IsDaily(context));
    }

    public bool IsDaily(PageContext context) => By.IsDaily || context.Question.Filters.Values.Any(f => f.Facet.IsDaily);

    public static string NameOf(Grain grain) => grain switch
    {
        Core.Spend.Grain.Quarter => "15 min",
        _ => grain.ToString().ToLowerInvariant(),
    };

    private static Grain? GrainOf(string? name) => name switch
    {
        "minute" => Core.Spend.Grain.Minute,
        "quarter" => Core.Spend.Grain.Quarter,
        "hour" => Core.Spend.Grain.Hour,
        "day" => Core.Spend.Grain.Day,
        "month" => Core.Spend.Grain.Month,
        _ => null,
    };
}

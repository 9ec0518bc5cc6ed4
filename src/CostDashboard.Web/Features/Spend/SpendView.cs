using System.Globalization;
using CostDashboard.Core.Spend;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Charts;

namespace CostDashboard.Web.Features.Spend;

/// <summary>What the spend page is asked beside what all pages are: how it is grouped, measured, cut in time and sorted.</summary>
/// <param name="Levels">One to three; the chart is stacked by the first, the table is a tree of all.</param>
/// <param name="Grain">Null leaves it to the range.</param>
/// <param name="Top">How many values are shown by themselves; the others are summed.</param>
/// <param name="Skip">How many rows of the first level stand on pages before this one.</param>
/// <param name="Open">Which rows of the table show the level below.</param>
public sealed record SpendView(
    IReadOnlyList<Facet> Levels, Measure Measure, Grain? Grain, SpendSort Sort, bool Ascending, int Top, int Skip, OpenRows Open)
{
    public const int DefaultTop = 20;

    /// <summary>What of an address a view is read from, but for the page that is turned to.</summary>
    public static IReadOnlyList<string> Keys { get; } = ["by", "measure", "grain", "sort", "dir", "top", "open"];

    // Far more rows than any project has values.
    private const int MostSkipped = 1_000_000;

    public static SpendView From(UrlQuery query) => new(
        DimensionName.ParseAll(query.Text("by")) is { Count: > 0 } levels ? levels : [new(Dimension.Step)],
        Measure.Of(query.Text("measure")),
        GrainOf(query.Text("grain")),
        !int.TryParse(query.Text("sort"), out _) && Enum.TryParse<SpendSort>(query.Text("sort"), ignoreCase: true, out var sort) ? sort : SpendSort.Cost,
        query.Text("dir") == "asc",
        Number(query.Text("top")) is { } top && Tops.Contains(top) ? top : DefaultTop,
        Math.Min(Number(query.Text("skip")) ?? 0, MostSkipped),
        OpenRows.From(query));

    public static IReadOnlyList<Grain> Grains { get; } = [Core.Spend.Grain.Minute, Core.Spend.Grain.Quarter, Core.Spend.Grain.Hour, Core.Spend.Grain.Day, Core.Spend.Grain.Month];

    /// <summary>The numbers of values that the page offers.</summary>
    public static IReadOnlyList<int> Tops { get; } = [5, 10, DefaultTop, 50, 100];

    /// <summary>What the chart is stacked by.</summary>
    public Facet By => Levels[0];

    /// <summary>Full days where totals are kept per day only: by user or tag, or filtered on one.</summary>
    public TimeRange RangeIn(PageContext context) => IsDaily(context) ? context.Range.InDays(context.Calendar) : context.Range;

    public Grain GrainIn(PageContext context)
    {
        var range = RangeIn(context);
        return Grain is { } grain && TimeAxis.IsReadable(range, grain) && (!IsDaily(context) || grain is Core.Spend.Grain.Day or Core.Spend.Grain.Month)
            ? grain
            : TimeAxis.GrainFor(range, IsDaily(context));
    }

    public bool IsDaily(PageContext context) => Levels.Any(level => level.IsDaily) || context.Question.Filters.Values.Any(f => f.Facet.IsDaily);

    /// <summary>Why the totals cannot tell a measure of what is asked; null where they can.</summary>
    public static string? WhyNot(Measure measure, IEnumerable<Facet> levels, FilterSet filters) =>
        measure.WhyNot(levels.Select(l => l.Dimension).Concat(filters.Values.Select(v => v.Facet.Dimension)));

    public static string NameOf(Grain grain) => grain switch
    {
        Core.Spend.Grain.Quarter => "15 min",
        _ => grain.ToString().ToLowerInvariant(),
    };

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

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
